import type {Connection} from '../../../server/contract/connection.ts';
import type {pages as english} from '../en/pages.ts';
import {plural} from '../plural.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const pages: typeof english = {
  invites: (type, project) => `${project} te invita a conectar ${product(type)}`,
  invitationFor: (client) => `Invitación para ${client}`,
  explanation: (type, project) =>
    type === 'messenger'
      ? `Entras en facebook.com y eliges tu página. Después, ${project} podrá enviar y recibir mensajes de Messenger por ella. Nunca verá tu contraseña.`
      : `Entras en facebook.com, eliges tu empresa y confirmas tu número. Después, ${project} podrá enviar y recibir mensajes de WhatsApp con ese número. Nunca verá tu contraseña.`,

  assigned: {
    heading: 'Tu número',
    sentence: (project) =>
      `${project} lo ha reservado para ti. Elígelo en la ventana de Facebook: no se puede conectar ningún otro.`,
    code: (code) => `En el modo de prueba nadie llama. El código de la llamada sería ${code}.`,
  },
  expires: (remaining, time) => `Este enlace caduca ${remaining} (${time}).`,
  stranger: (project) => `¿No conoces a ${project}? Cierra esta página y no pasará nada.`,
  introduction: (type) => ({
    heading: '¿Lo tienes todo?',
    text: `Tardarás unos ${type === 'messenger' ? '2' : '3'} minutos. Nada se conecta antes del último paso.`,
  }),
  continue: 'Continuar con Facebook',
  sdkLocale: 'es_ES',
  popup: {
    waiting: 'Sigue los pasos en la ventana de Facebook. Al terminar, esta página avanza sola.',
    closed: 'He cerrado la ventana',
    redirect: 'Continuar sin la ventana',
  },

  steps: {
    dialog: 'Esperamos la respuesta de Facebook.',
    exchange: 'Estamos confirmando tu acceso con Facebook.',
    discover: 'Estamos buscando lo que has compartido.',
    choose: 'Hemos encontrado varias opciones. Elige la que quieres conectar.',
    share: 'Estamos preparando la cuenta.',
    subscribe: 'Estamos activando los mensajes.',
    register: 'Estamos registrando tu número en WhatsApp.',
    pin: 'Necesitamos el PIN de tu número.',
    sync: 'Estamos pidiendo tus contactos y mensajes.',
    complete: 'Estamos guardando la conexión.',
    done: 'Era el último paso.',
  },
  reload: 'Actualizar esta página',
  connectChosen: (type) => (type === 'messenger' ? 'Conectar esta página' : 'Conectar este número'),
  loggedIn: (person) =>
    `Has entrado en Facebook como ${person}. ¿No ves tu página? Empieza de nuevo con la persona que la administra y elígela en la ventana de Facebook.`,

  pin: {
    heading: 'Escribe el PIN de tu número',
    explanation:
      'WhatsApp pide el PIN de la verificación en dos pasos. Se eligió cuando se configuró este número en WhatsApp, a menudo por la empresa que lo hizo por ti. No es el código que recibiste por SMS.',
    label: 'PIN de seis cifras',
    problems: {
      wrong:
        'WhatsApp no lo ha aceptado. Revisa el PIN o comprueba que la verificación en dos pasos esté desactivada.',
      format: 'El PIN tiene seis cifras.',
    },
    unknown: '¿No sabes el PIN? Desactívalo',
    turnOff: [
      'Abre WhatsApp Manager en business.facebook.com/wa/manage.',
      'En «Números de teléfono», abre la configuración de este número.',
      'En «Verificación en dos pasos», desactívala. Facebook te envía un correo para confirmarlo.',
    ],
    turnedOff: 'Ya lo desactivé',
  },

  allDone: 'Todo listo, ¡gracias!',
  stillChecking:
    'WhatsApp todavía está revisando este número, así que los primeros mensajes pueden tardar. No tienes que hacer nada.',
  closeWindow: 'Ya puedes cerrar esta ventana.',

  renewalOffer: (project) => `Puedes pedir un enlace nuevo a ${project}. Basta con pulsar una vez.`,
  askForRenewal: 'Pedir un enlace nuevo',
  renewalRequested: 'Tu petición está en camino',
  renewalComes: (project) => `Hemos avisado a ${project} de que necesitas un enlace nuevo. Te responderá.`,

  replacedTitle: 'Has vuelto a empezar en otra ventana',
  replacedSentence: 'Continúa allí. Esta ventana ya no hace falta.',
  startHere: 'Empezar de nuevo aquí',
  lateTitle: 'No pudimos continuar aquí',
  lateSentence:
    'Ha tardado demasiado, o has vuelto en otro navegador. No se ha cambiado nada. Ve a la página o al enlace donde empezaste y empieza de nuevo.',
  errors: {
    rate_limited: 'Fueron demasiados intentos en poco tiempo. Espera un minuto y vuelve a intentarlo.',
    storage_unavailable:
      'El servicio hace una pausa breve. No ha cambiado nada. Inténtalo de nuevo en unos minutos.',
    forbidden: 'Abre el enlace otra vez y empieza desde allí.',
    not_found: 'No hay nada en esta dirección. Comprueba que tienes el enlace completo.',
    other: 'No es culpa tuya. No ha cambiado nada. Vuelve atrás e inténtalo de nuevo.',
  },
  deletion: {
    done: 'Tus datos se han eliminado',
    running: 'Estamos eliminando tus datos',
    requested: (time: string) => `Lo pediste el ${time}.`,
    finished: (time: string, senders: number) =>
      `Terminamos el ${time}. ${senders === 0 ? 'No tenías ninguna cuenta conectada aquí.' : plural('es', senders, {one: 'Se quitó una cuenta conectada, con todo lo que Meta nos había dado sobre ella.', other: `Se quitaron ${senders} cuentas conectadas, con todo lo que Meta nos había dado sobre ellas.`})}`,
    unknown: 'No conocemos este código',
    checkCode: 'Comprueba que tienes la dirección completa que te dio Facebook.',
  },
  errorTitle: 'Algo ha fallado',
  back: (host) => `Volver a ${host}`,
};
