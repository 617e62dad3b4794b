import type {Connection} from '../../../server/contract/connection.ts';
import type {mail as english} from '../en/mail.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const mail: typeof english = {
  invites: (type, project) => `${project} ti invita a collegare ${product(type)}`,
  reminds: (type, project) => `Promemoria: ${project} aspetta che tu colleghi ${product(type)}`,
  invitationFor: (client) => `Invito per ${client}`,
  testMode: 'Questa è una prova. Non viene collegato nulla di reale.',
  explanation: (type, project) =>
    type === 'messenger'
      ? `Accedi su facebook.com e scegli la tua Pagina. Poi ${project} potrà inviare e ricevere messaggi Messenger per quella Pagina. Non vedrà mai la tua password.`
      : `Accedi su facebook.com, scegli la tua azienda e conferma il tuo numero. Poi ${project} potrà inviare e ricevere messaggi WhatsApp con quel numero. Non vedrà mai la tua password.`,
  needs: (type) => `Che cosa ti serve (circa ${type === 'messenger' ? '2' : '3'} minuti):`,
  needed: (type) =>
    type === 'messenger'
      ? ['L’account Facebook con il controllo completo della tua Pagina']
      : [
          'L’account Facebook che gestisce la tua azienda',
          'Il telefono a portata di mano, per ricevere un codice via SMS o chiamata',
          'Un numero che non sia in uso nell’app WhatsApp, o che tu possa togliere da lì',
        ],
  connect: (type) => `Collega ${product(type)}`,
  worksUntil: (time) => `Il link funziona fino a ${time}.`,
  plainLink: 'Se il pulsante non funziona, copia questo indirizzo nel browser:',
  stranger: (project) => `Non conosci ${project}? Ignora questa e-mail e non succederà nulla.`,
};
