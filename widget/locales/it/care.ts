import type {care as english} from '../en/care.ts';

export const care: typeof english = {
  health: {
    connected: 'Tutto a posto.',
    in_review: 'WhatsApp sta controllando questo account. Intanto funziona tutto.',
    disconnected: 'I messaggi non arrivano più: Facebook ha limitato questo account.',
    lost: 'I messaggi non arrivano più: l’autorizzazione è stata revocata. Ricollega l’account per concederla di nuovo.',
    pending:
      'WhatsApp sta ancora preparando questo numero. Puoi già ricevere messaggi e presto anche inviarli.',
  },
  reconnect: 'Ricollega',
  disconnect: 'Scollega',
  confirm: {
    heading: 'Scollegare?',
    sentence: (project) => `${project} non potrà più inviare o ricevere messaggi per te.`,
    keep: 'Lascia collegato',
    again: (project) =>
      `Prima viene rimosso il vecchio collegamento. Poi ti colleghi a ${project} come la prima volta.`,
  },
  sendTest: 'Invia un messaggio di prova',
  arrived: (text) => `“${text}” è arrivato.`,
  tryIt: (type) =>
    type === 'messenger'
      ? 'Per provare, scrivi alla tua Pagina da un altro account.'
      : 'Per provare, scrivi al tuo numero da un altro telefono.',
  problem: 'Non ha funzionato. Riprova tra un momento.',
};
