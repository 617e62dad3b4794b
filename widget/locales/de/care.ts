import type {care as english} from '../en/care.ts';

export const care: typeof english = {
  health: {
    connected: 'Alles in Ordnung.',
    in_review: 'WhatsApp prüft dieses Konto. Inzwischen funktioniert alles.',
    disconnected: 'Es kommen keine Nachrichten mehr an: Facebook hat dieses Konto eingeschränkt.',
    lost: 'Es kommen keine Nachrichten mehr an: Die Berechtigung wurde entzogen. Verbinden Sie das Konto erneut, um sie wieder zu erteilen.',
    pending: 'WhatsApp richtet diese Nummer noch ein. Empfangen geht schon, senden bald.',
  },
  reconnect: 'Erneut verbinden',
  disconnect: 'Trennen',
  confirm: {
    heading: 'Verbindung trennen?',
    sentence: (project) => `${project} kann dann für Sie keine Nachrichten mehr senden oder empfangen.`,
    keep: 'Verbunden lassen',
    again: (project) =>
      `Zuerst wird die alte Verbindung getrennt. Danach verbinden Sie sich mit ${project} wie beim ersten Mal.`,
  },
  sendTest: 'Testnachricht senden',
  arrived: (text) => `„${text}“ ist angekommen.`,
  tryIt: (type) =>
    type === 'messenger'
      ? 'Schreiben Sie zum Testen von einem anderen Konto an Ihre Seite.'
      : 'Schreiben Sie zum Testen von einem anderen Telefon an Ihre Nummer.',
  problem: 'Das hat nicht geklappt. Bitte versuchen Sie es gleich noch einmal.',
};
