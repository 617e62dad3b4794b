import type {Connection} from '../../../server/contract/connection.ts';
import type {pages as english} from '../en/pages.ts';
import {plural} from '../plural.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const pages: typeof english = {
  invites: (type, project) => `${project} lädt Sie ein, ${product(type)} zu verbinden`,
  invitationFor: (client) => `Einladung für ${client}`,
  explanation: (type, project) =>
    type === 'messenger'
      ? `Sie melden sich auf facebook.com an und wählen Ihre Seite. Danach kann ${project} für diese Seite Messenger-Nachrichten senden und empfangen. Ihr Passwort bleibt dabei geheim.`
      : `Sie melden sich auf facebook.com an, wählen Ihr Unternehmen und bestätigen Ihre Nummer. Danach kann ${project} mit dieser Nummer WhatsApp-Nachrichten senden und empfangen. Ihr Passwort bleibt dabei geheim.`,

  assigned: {
    heading: 'Ihre Nummer',
    sentence: (project) =>
      `${project} hat sie für Sie reserviert. Wählen Sie im Facebook-Fenster genau diese: Andere lassen sich nicht verbinden.`,
    code: (code) => `Im Testmodus ruft niemand an. Der Code des Anrufs wäre ${code}.`,
  },
  expires: (remaining, time) => `Dieser Link läuft ${remaining} ab (${time}).`,
  stranger: (project) => `Sie kennen ${project} nicht? Schließen Sie diese Seite, dann passiert nichts.`,
  introduction: (type) => ({
    heading: 'Alles bereit?',
    text: `Es dauert etwa ${type === 'messenger' ? '2' : '3'} Minuten. Vor dem letzten Schritt wird nichts verbunden.`,
  }),
  continue: 'Weiter mit Facebook',
  sdkLocale: 'de_DE',
  popup: {
    waiting:
      'Folgen Sie den Schritten im Facebook-Fenster. Wenn Sie fertig sind, geht es hier von selbst weiter.',
    closed: 'Ich habe das Fenster geschlossen',
    redirect: 'Ohne Fenster weitermachen',
  },

  steps: {
    dialog: 'Wir warten auf die Antwort von Facebook.',
    exchange: 'Wir bestätigen Ihre Anmeldung bei Facebook.',
    discover: 'Wir suchen, was Sie freigegeben haben.',
    choose: 'Wir haben mehrere gefunden. Wählen Sie, was Sie verbinden möchten.',
    share: 'Wir bereiten das Konto vor.',
    subscribe: 'Wir schalten die Nachrichten ein.',
    register: 'Wir registrieren Ihre Nummer bei WhatsApp.',
    pin: 'Wir brauchen die PIN Ihrer Nummer.',
    sync: 'Wir rufen Ihre Kontakte und Nachrichten ab.',
    complete: 'Wir speichern Ihre Verbindung.',
    done: 'Das war der letzte Schritt.',
  },
  reload: 'Seite aktualisieren',
  connectChosen: (type) => (type === 'messenger' ? 'Diese Seite verbinden' : 'Diese Nummer verbinden'),
  loggedIn: (person) =>
    `Sie sind bei Facebook als ${person} angemeldet. Ihre Seite fehlt? Fangen Sie mit der Person neu an, die sie verwaltet, und wählen Sie die Seite im Facebook-Fenster aus.`,

  pin: {
    heading: 'PIN Ihrer Nummer eingeben',
    explanation:
      'WhatsApp fragt nach der PIN der Verifizierung in zwei Schritten. Sie wurde festgelegt, als diese Nummer für WhatsApp eingerichtet wurde, oft von der Firma, die das für Sie getan hat. Es ist nicht der Code aus der SMS.',
    label: 'Sechsstellige PIN',
    problems: {
      wrong:
        'WhatsApp hat sie nicht angenommen. Prüfen Sie die PIN oder ob die Verifizierung in zwei Schritten ausgeschaltet ist.',
      format: 'Die PIN hat sechs Ziffern.',
    },
    unknown: 'Sie kennen die PIN nicht? Schalten Sie sie aus',
    turnOff: [
      'Öffnen Sie den WhatsApp Manager auf business.facebook.com/wa/manage.',
      'Öffnen Sie unter „Telefonnummern“ die Einstellungen dieser Nummer.',
      'Schalten Sie dort „Verifizierung in zwei Schritten“ aus. Facebook schickt Ihnen zur Bestätigung eine E-Mail.',
    ],
    turnedOff: 'Ich habe sie ausgeschaltet',
  },

  allDone: 'Alles erledigt, vielen Dank',
  stillChecking:
    'WhatsApp prüft diese Nummer noch, die ersten Nachrichten können also etwas dauern. Sie müssen nichts tun.',
  closeWindow: 'Sie können dieses Fenster jetzt schließen.',

  renewalOffer: (project) => `Sie können ${project} um einen neuen Link bitten. Ein Klick genügt.`,
  askForRenewal: 'Neuen Link anfordern',
  renewalRequested: 'Ihre Anfrage ist unterwegs',
  renewalComes: (project) =>
    `${project} weiß jetzt, dass Sie einen neuen Link brauchen, und meldet sich bei Ihnen.`,

  replacedTitle: 'Sie haben in einem anderen Fenster neu angefangen',
  replacedSentence: 'Machen Sie dort weiter. Dieses Fenster brauchen Sie nicht mehr.',
  startHere: 'Hier neu anfangen',
  lateTitle: 'Hier geht es nicht weiter',
  lateSentence:
    'Es hat zu lange gedauert, oder Sie sind in einem anderen Browser zurückgekommen. Es wurde nichts geändert. Gehen Sie zurück zu der Seite oder dem Link vom Anfang und fangen Sie neu an.',
  deletion: {
    done: 'Ihre Daten sind gelöscht',
    running: 'Ihre Daten werden gelöscht',
    requested: (time) => `Sie haben die Löschung am ${time} beantragt.`,
    finished: (time, senders) =>
      `Abgeschlossen am ${time}. ${senders === 0 ? 'Sie hatten hier keine verbundenen Konten.' : plural('de', senders, {one: 'Ein verbundenes Konto wurde entfernt, mit allem, was Meta uns darüber mitgeteilt hatte.', other: `${senders} verbundene Konten wurden entfernt, mit allem, was Meta uns darüber mitgeteilt hatte.`})}`,
    unknown: 'Dieser Code ist nicht bekannt',
    checkCode: 'Prüfen Sie, ob die Adresse von Facebook vollständig ist.',
  },
  errorTitle: 'Etwas ist schiefgegangen',
  errors: {
    rate_limited:
      'Zu viele Versuche in kurzer Zeit. Warten Sie eine Minute und versuchen Sie es dann erneut.',
    storage_unavailable:
      'Der Dienst macht eine kurze Pause. Es wurde nichts geändert. Versuchen Sie es in ein paar Minuten erneut.',
    forbidden: 'Öffnen Sie den Link noch einmal und beginnen Sie dort.',
    not_found: 'Unter dieser Adresse gibt es nichts. Prüfen Sie, ob der Link vollständig ist.',
    other: 'Es liegt nicht an Ihnen. Es wurde nichts geändert. Gehen Sie zurück und versuchen Sie es erneut.',
  },
  back: (host) => `Zurück zu ${host}`,
};
