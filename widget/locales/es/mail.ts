import type {Connection} from '../../../server/contract/connection.ts';
import type {mail as english} from '../en/mail.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const mail: typeof english = {
  invites: (type, project) => `${project} te invita a conectar ${product(type)}`,
  reminds: (type, project) => `Recordatorio: ${project} espera que conectes ${product(type)}`,
  invitationFor: (client) => `Invitación para ${client}`,
  testMode: 'Esto es una prueba. No se conecta nada de verdad.',
  explanation: (type, project) =>
    type === 'messenger'
      ? `Entras en facebook.com y eliges tu página. Después, ${project} podrá enviar y recibir mensajes de Messenger por ella. Nunca verá tu contraseña.`
      : `Entras en facebook.com, eliges tu empresa y confirmas tu número. Después, ${project} podrá enviar y recibir mensajes de WhatsApp con ese número. Nunca verá tu contraseña.`,
  needs: (type) => `Qué necesitas, para unos ${type === 'messenger' ? '2' : '3'} minutos:`,
  needed: (type) =>
    type === 'messenger'
      ? ['La cuenta de Facebook que administra tu página']
      : [
          'La cuenta de Facebook que administra tu empresa',
          'Tu teléfono a mano, para recibir un código por SMS o llamada',
          'Un número que no se use en la aplicación de WhatsApp, o que puedas sacar de ella',
        ],
  connect: (type) => `Conectar ${product(type)}`,
  worksUntil: (time) => `El enlace funciona hasta el ${time}.`,
  plainLink: 'Si el botón no funciona, copia esta dirección en tu navegador:',
  stranger: (project) => `¿No conoces a ${project}? Ignora este correo y no pasará nada.`,
};
