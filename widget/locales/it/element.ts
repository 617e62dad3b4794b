import type {Connection} from '../../../server/contract/connection.ts';
import type {element as english} from '../en/element.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const element: typeof english = {
  loading: 'Caricamento…',
  testMode: 'Modalità di prova',

  connect: (type) => `Collega ${product(type)}`,
  introduction: (type, project) => ({
    heading: `Collega ${product(type)}`,
    sentence:
      type === 'messenger'
        ? `Collega la tua Pagina Facebook a ${project}. Ti serve il tuo account Facebook. Bastano circa 2 minuti.`
        : `Collega il tuo numero WhatsApp Business a ${project}. Ti servono il tuo account Facebook e il telefono. Bastano circa 3 minuti.`,
  }),

  opening: 'Apertura…',
  waiting: {
    heading: 'Continua nell’altra finestra',
    sentence: 'Segui i passaggi lì. Quando hai finito, questa pagina si aggiorna da sola.',
  },
  openWindow: 'Apri la finestra',
  reopen: 'Riapri la finestra',
  cancel: 'Annulla',

  blocked: {
    heading: 'Ancora un tocco',
    sentence: 'Il browser ha bloccato la nuova finestra. Apri tu la registrazione:',
  },
  openTab: 'Apri in un’altra scheda',
  continueHere: 'Continua in questa scheda',

  usePhone: 'Usa il telefono',

  elsewhere: {
    heading: 'La registrazione è già iniziata',
    sentence: 'Continua nella finestra in cui è iniziata, oppure ricomincia qui.',
  },
  continue: 'Continua',
  startAgain: 'Ricomincia',

  finishing: {
    heading: 'Ci siamo quasi',
    sentence: 'Stiamo preparando tutto. Di solito bastano pochi secondi.',
  },
  steps: {
    discover: 'Trova l’account',
    subscribe: 'Attiva i messaggi',
    register: 'Registra il numero',
  },

  choose: (type) =>
    type === 'messenger'
      ? {
          heading: 'Scegli la tua Pagina',
          sentence: 'Il tuo account ha più di una Pagina. Scegli quella da collegare.',
        }
      : {
          heading: 'Scegli il tuo numero',
          sentence: 'Il tuo account ha più di un numero. Scegli quello da collegare.',
        },

  connected: (type, project) => ({
    heading: `${product(type)} è collegato`,
    sentence: `Ora ${project} può inviare e ricevere messaggi ${product(type)} per te.`,
  }),

  failed: {
    heading: 'Non ha funzionato',
    sentence: 'Riprova tra un momento.',
  },
  tryAgain: 'Riprova',

  expired: 'Questo invito è scaduto',
  cancelled: 'Questo invito è stato annullato',
  startAnew: 'Puoi ricominciare quando vuoi.',
  askForNewLink: (project) => `Chiedi a ${project} un nuovo link.`,

  offline: {
    heading: 'Connessione assente',
    sentence: 'Controlla la connessione a internet. Intanto continuiamo a provare.',
  },
  tryNow: 'Prova ora',

  refused: {
    heading: 'Al momento non possiamo mostrarlo',
    sentence: 'Ricarica la pagina o accedi di nuovo. Se non basta, contatta l’assistenza di questo sito.',
  },
  linkRefused: {
    heading: 'Questo link non funziona',
    sentence: 'Controlla che il link sia completo o chiedine uno nuovo all’azienda che lo ha inviato.',
  },

  unreachable: 'Il servizio non è raggiungibile. Controlla la connessione a internet e riprova.',
  tooManyTries: 'Troppi tentativi. Aspetta un minuto e riprova.',
};
