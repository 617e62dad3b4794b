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

  opening: 'Wird geöffnet …',
  waiting: {
    heading: 'Im anderen Fenster geht es weiter',
    sentence: 'Folgen Sie dort den Schritten. Wenn Sie fertig sind, geht es hier von selbst weiter.',
  },
  openWindow: 'Fenster öffnen',
  reopen: 'Fenster erneut öffnen',
  cancel: 'Abbrechen',

  blocked: {
    heading: 'Noch ein Klick',
    sentence: 'Ihr Browser hat kein neues Fenster zugelassen. Öffnen Sie die Einrichtung selbst:',
  },
  openTab: 'In neuem Tab öffnen',
  continueHere: 'In diesem Tab weitermachen',

  usePhone: 'Lieber am Telefon',

  elsewhere: {
    heading: 'Die Einrichtung läuft schon',
    sentence: 'Machen Sie in dem Fenster weiter, in dem Sie begonnen haben, oder fangen Sie hier neu an.',
  },
  continue: 'Weiter',
  startAgain: 'Neu anfangen',

  finishing: {
    heading: 'Fast fertig',
    sentence: 'Wir richten alles ein. Das dauert meist nur ein paar Sekunden.',
  },
  steps: {
    discover: 'Konto finden',
    subscribe: 'Nachrichten einschalten',
    register: 'Nummer registrieren',
  },

  choose: (type) =>
    type === 'messenger'
      ? {
          heading: 'Wählen Sie Ihre Seite',
          sentence: 'Ihr Konto hat mehrere Seiten. Wählen Sie die, die Sie verbinden möchten.',
        }
      : {
          heading: 'Wählen Sie Ihre Nummer',
          sentence: 'Ihr Konto hat mehrere Nummern. Wählen Sie die, die Sie verbinden möchten.',
        },

  connected: (type, project) => ({
    heading: `${product(type)} ist verbunden`,
    sentence: `${project} kann jetzt für Sie ${product(type)}-Nachrichten senden und empfangen.`,
  }),

  failed: {
    heading: 'Das hat nicht geklappt',
    sentence: 'Bitte versuchen Sie es gleich noch einmal.',
  },
  tryAgain: 'Erneut versuchen',

  expired: 'Diese Einladung ist abgelaufen',
  cancelled: 'Diese Einladung wurde zurückgezogen',
  startAnew: 'Sie können jederzeit neu anfangen.',
  askForNewLink: (project) => `Bitten Sie ${project} um einen neuen Link.`,

  offline: {
    heading: 'Gerade keine Verbindung',
    sentence: 'Prüfen Sie Ihre Internetverbindung. Wir versuchen es inzwischen weiter.',
  },
  tryNow: 'Jetzt versuchen',

  refused: {
    heading: 'Das können wir gerade nicht anzeigen',
    sentence:
      'Laden Sie die Seite neu oder melden Sie sich erneut an. Hilft das nicht, wenden Sie sich an den Support dieser Website.',
  },
  linkRefused: {
    heading: 'Dieser Link funktioniert nicht',
    sentence: 'Prüfen Sie, ob der Link vollständig ist, oder bitten Sie den Absender um einen neuen.',
  },

  unreachable:
    'Der Dienst ist nicht erreichbar. Prüfen Sie Ihre Internetverbindung und versuchen Sie es erneut.',
  tooManyTries: 'Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es dann erneut.',
};
