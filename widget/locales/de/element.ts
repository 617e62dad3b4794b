import type {Connection} from '../../../server/contract/connection.ts';
import type {element as english} from '../en/element.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const element: typeof english = {
  loading: 'Wird geladen …',
  testMode: 'Testmodus',
  connect: (type) => `${product(type)} verbinden`,
  introduction: (type, project) => ({
    heading: `${product(type)} verbinden`,
    sentence:
      type === 'messenger'
        ? `Verbinden Sie Ihre Facebook-Seite mit ${project}. Sie brauchen Ihr Facebook-Konto. Das dauert etwa 2 Minuten.`
        : `Verbinden Sie Ihre WhatsApp Business-Nummer mit ${project}. Sie brauchen Ihr Facebook-Konto und Ihr Telefon. Das dauert etwa 3 Minuten.`,
  }),
  needs: 'Was Sie brauchen',
  opening: 'Wird geöffnet …',
  connected: (type, project) => ({
    heading: `${product(type)} ist verbunden`,
    sentence: `${project} kann jetzt für Sie ${product(type)}-Nachrichten senden und empfangen.`,
  }),
  failed: {
    heading: 'Das hat nicht geklappt',
    sentence: 'Bitte versuchen Sie es gleich noch einmal.',
  },
  offline: {
    heading: 'Gerade keine Verbindung',
    sentence: 'Prüfen Sie Ihre Internetverbindung. Wir versuchen es inzwischen weiter.',
  },
  tryNow: 'Jetzt versuchen',
  unreachable:
    'Der Dienst ist nicht erreichbar. Prüfen Sie Ihre Internetverbindung und versuchen Sie es erneut.',
  tooManyTries: 'Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es dann erneut.',
};
