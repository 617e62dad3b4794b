import type {signup as english} from '../en/signup.ts';

export const signup: typeof english = {
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
  usePhone: 'Lieber auf dem Smartphone',
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
  tryAgain: 'Erneut versuchen',
  expired: 'Diese Einladung ist abgelaufen',
  cancelled: 'Diese Einladung wurde zurückgezogen',
  startAnew: 'Sie können jederzeit neu anfangen.',
  askForNewLink: (project) => `Bitten Sie ${project} um einen neuen Link.`,
  refused: {
    heading: 'Das können wir gerade nicht anzeigen',
    sentence:
      'Laden Sie die Seite neu oder melden Sie sich erneut an. Hilft das nicht, wenden Sie sich an den Support dieser Website.',
  },
  linkRefused: {
    heading: 'Dieser Link funktioniert nicht',
    sentence: 'Prüfen Sie, ob der Link vollständig ist, oder bitten Sie den Absender um einen neuen.',
  },
};
