import type {failures as englishFailures, phone as englishPhone} from '../en/later.ts';

export const failures: typeof englishFailures = {
  fb_cancelled: {
    title: 'Hai chiuso la registrazione prima della fine',
    advice: 'Non è cambiato nulla. Riprova e segui i passaggi fino in fondo.',
  },
  fb_not_authorized: {
    title: 'Manca un’autorizzazione',
    advice:
      'Riprova e lascia selezionate tutte le autorizzazioni. Devi essere amministratore dell’azienda su Facebook.',
  },
  signup_abandoned: {
    title: 'La registrazione non è stata completata',
    advice: 'Riprova e finisci entro 30 minuti. Tieni a portata di mano i dati di accesso a Facebook.',
  },
  meta_no_pages: {
    title: 'Non abbiamo trovato nessuna Pagina Facebook',
    advice: 'Riprova e scegli almeno una Pagina che gestisci. Se non ne hai, creane prima una su Facebook.',
  },
  internal_error: {
    title: 'C’è stato un problema da parte nostra',
    advice:
      'Aspetta qualche minuto e riprova. Se succede ancora, contatta l’assistenza del servizio a cui ti colleghi.',
  },
  code_expired: {
    title: 'La registrazione ha richiesto troppo tempo',
    advice: 'Riprova e segui i passaggi senza lunghe pause.',
  },
  code_already_used: {
    title: 'Questa registrazione è già stata usata',
    advice: 'Chiudi le altre finestre della registrazione e riprova.',
  },
  configuration_error: {
    title: 'Il servizio non è configurato correttamente',
    advice:
      'Non puoi risolverlo tu. Mostra questo messaggio all’assistenza del servizio e riprova dopo la risposta.',
  },
  token_exchange_failed: {
    title: 'Facebook non ha confermato il collegamento',
    advice: 'Aspetta un minuto e riprova.',
  },
  token_invalid: {
    title: 'Facebook non ha accettato il collegamento',
    advice: 'Riprova. Controlla di aver effettuato l’accesso con l’account Facebook giusto.',
  },
  waba_not_found: {
    title: 'Non abbiamo trovato nessun account WhatsApp Business',
    advice: 'Riprova e scegli o crea un account WhatsApp Business nella finestra di Facebook.',
  },
  no_phone_number: {
    title: 'Il tuo account non ha un numero di telefono',
    advice: 'Riprova e aggiungi un numero di telefono nella finestra di Facebook.',
  },
  phone_not_verified: {
    title: 'Il numero di telefono non è confermato',
    advice:
      'Riprova e inserisci il codice che ricevi via SMS o chiamata. Tieni quel telefono a portata di mano.',
  },
  phone_country_not_allowed: {
    title: 'I numeri di questo Paese non si possono collegare',
    advice: 'Riprova con un numero di un altro Paese o contatta l’assistenza del servizio.',
  },
  phone_already_connected: {
    title: 'Questo numero è già collegato',
    advice: 'Riprova con un altro numero, oppure scollega prima questo da dove è in uso.',
  },
  phone_mismatch: {
    title: 'Era un altro numero',
    advice: 'Riprova e scegli, nella finestra di Facebook, il numero riservato a te.',
  },
  pin_mismatch: {
    title: 'Il numero è protetto da un PIN',
    advice:
      'Chiedi a chi ha configurato il tuo WhatsApp di darti il PIN o di disattivare la verifica in due passaggi in WhatsApp Manager. Poi riprova.',
  },
  registration_rate_limited: {
    title: 'Troppi tentativi con questo numero',
    advice: 'WhatsApp ti chiede di aspettare. Riprova tra tre giorni o usa subito un altro numero.',
  },
  webhook_subscription_failed: {
    title: 'Non siamo riusciti ad attivare i messaggi',
    advice:
      'Aspetta qualche minuto e riprova. Se succede ancora, contatta l’assistenza del servizio a cui ti colleghi.',
  },
  account_restricted: {
    title: 'Facebook ha limitato questo account',
    advice: 'Trovi il motivo su business.facebook.com/business-support-home. Una volta risolto, riprova.',
  },
  meta_rate_limited: {
    title: 'Facebook è sovraccarico',
    advice: 'Aspetta circa un’ora e riprova.',
  },
  meta_unavailable: {
    title: 'Al momento Facebook non risponde',
    advice: 'Aspetta qualche minuto e riprova. Nulla è andato perso.',
  },
  meta_flow_error: {
    title: 'Facebook ha segnalato un errore',
    advice:
      'Aspetta qualche minuto e riprova. Se nella finestra di Facebook c’era un avviso, segui prima quello.',
  },
  page_subscription_failed: {
    title: 'Non è stato possibile collegare la tua Pagina',
    advice:
      'Riprova con chi ha il controllo completo della Pagina e lascia selezionate tutte le autorizzazioni.',
  },
  credit_line_failed: {
    title: 'Non è stato possibile impostare il pagamento',
    advice:
      'Non puoi risolverlo tu. Mostra questo messaggio all’assistenza del servizio e riprova dopo la risposta.',
  },
};

export const phone: typeof englishPhone = {
  heading: 'Continua sul telefono',
  scan: 'Inquadra il codice con la fotocamera del telefono. Questa pagina si aggiorna da sola.',
  open: 'Apri questo link sul telefono. Questa pagina si aggiorna da sola.',
  qrCode: 'Codice QR del tuo link',
  back: 'Indietro',
};
