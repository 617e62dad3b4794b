import type {Connection} from '../../../server/contract/connection.ts';
import type {mail as english} from '../en/mail.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const mail: typeof english = {
  invites: (type, project) => `${project} lädt Sie ein, ${product(type)} zu verbinden`,
  reminds: (type, project) => `Erinnerung: ${project} wartet darauf, dass Sie ${product(type)} verbinden`,
  invitationFor: (client) => `Einladung für ${client}`,
  testMode: 'Dies ist ein Test. Es wird nichts Echtes verbunden.',
  explanation: (type, project) =>
    type === 'messenger'
      ? `Sie melden sich auf facebook.com an und wählen Ihre Seite. Danach kann ${project} für diese Seite Messenger-Nachrichten senden und empfangen. Ihr Passwort bleibt dabei geheim.`
      : `Sie melden sich auf facebook.com an, wählen Ihr Unternehmen und bestätigen Ihre Nummer. Danach kann ${project} mit dieser Nummer WhatsApp-Nachrichten senden und empfangen. Ihr Passwort bleibt dabei geheim.`,
  needs: (type) => `Was Sie brauchen (Dauer: etwa ${type === 'messenger' ? '2' : '3'} Minuten):`,
  needed: (type) =>
    type === 'messenger'
      ? ['Das Facebook-Konto mit voller Kontrolle über Ihre Seite']
      : [
          'Das Facebook-Konto, das Ihr Unternehmen verwaltet',
          'Ihr Telefon, um einen Code per SMS oder Anruf zu erhalten',
          'Eine Nummer, die nicht in der WhatsApp-App verwendet wird oder die Sie dort abmelden können',
        ],
  connect: (type) => `${product(type)} verbinden`,
  worksUntil: (time) => `Der Link funktioniert bis ${time}.`,
  plainLink: 'Falls der Button nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:',
  stranger: (project) =>
    `Sie kennen ${project} nicht? Dann ignorieren Sie diese E-Mail, und es passiert nichts.`,
};
