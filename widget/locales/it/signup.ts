import type {signup as english} from '../en/signup.ts';

export const signup: typeof english = {
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
  tryAgain: 'Riprova',
  expired: 'Questo invito è scaduto',
  cancelled: 'Questo invito è stato annullato',
  startAnew: 'Puoi ricominciare quando vuoi.',
  askForNewLink: (project) => `Chiedi a ${project} un nuovo link.`,
  refused: {
    heading: 'Al momento non possiamo mostrarlo',
    sentence: 'Ricarica la pagina o accedi di nuovo. Se non basta, contatta l’assistenza di questo sito.',
  },
  linkRefused: {
    heading: 'Questo link non funziona',
    sentence: 'Controlla che il link sia completo o chiedine uno nuovo all’azienda che lo ha inviato.',
  },
};
