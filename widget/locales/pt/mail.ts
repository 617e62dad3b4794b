import type {Connection} from '../../../server/contract/connection.ts';
import type {mail as english} from '../en/mail.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const mail: typeof english = {
  invites: (type, project) => `${project} convida você a conectar o ${product(type)}`,
  reminds: (type, project) => `Lembrete: ${project} está esperando você conectar o ${product(type)}`,
  invitationFor: (client) => `Convite para ${client}`,
  testMode: 'Isto é um teste. Nada é conectado de verdade.',
  explanation: (type, project) =>
    type === 'messenger'
      ? `Você entra em facebook.com e escolhe sua Página. Depois, ${project} pode enviar e receber mensagens do Messenger em nome dela, sem nunca ver sua senha.`
      : `Você entra em facebook.com, escolhe sua empresa e confirma seu número. Depois, ${project} pode enviar e receber mensagens do WhatsApp com esse número, sem nunca ver sua senha.`,
  needs: (type) => `Do que você precisa (leva cerca de ${type === 'messenger' ? '2' : '3'} minutos):`,
  needed: (type) =>
    type === 'messenger'
      ? ['A conta do Facebook com controle total da sua Página']
      : [
          'A conta do Facebook que administra sua empresa',
          'Seu telefone à mão, para receber um código por SMS ou ligação',
          'Um número que não esteja em uso no app do WhatsApp, ou que você possa tirar dele',
        ],
  connect: (type) => `Conectar o ${product(type)}`,
  worksUntil: (time) => `O link funciona até ${time}.`,
  plainLink: 'Se o botão não funcionar, copie este endereço e cole no navegador:',
  stranger: (project) => `Não conhece ${project}? Ignore este e-mail e nada vai acontecer.`,
};
