import type {Connection} from '../../../server/contract/connection.ts';
import type {pages as english} from '../en/pages.ts';
import {plural} from '../plural.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const pages: typeof english = {
  invites: (type, project) => `${project} ti invita a collegare ${product(type)}`,
  invitationFor: (client) => `Invito per ${client}`,
  explanation: (type, project) =>
    type === 'messenger'
      ? `Accedi su facebook.com e scegli la tua Pagina. Poi ${project} potrà inviare e ricevere messaggi Messenger per quella Pagina. Non vedrà mai la tua password.`
      : `Accedi su facebook.com, scegli la tua azienda e conferma il tuo numero. Poi ${project} potrà inviare e ricevere messaggi WhatsApp con quel numero. Non vedrà mai la tua password.`,

  assigned: {
    heading: 'Il tuo numero',
    sentence: (project) =>
      `${project} lo ha riservato per te. Scegli questo numero nella finestra di Facebook: non se ne possono collegare altri.`,
    code: (code) => `In modalità di prova nessuno chiama. Il codice della chiamata sarebbe ${code}.`,
  },
  expires: (remaining, time) => `Questo link scade ${remaining} (${time}).`,
  stranger: (project) => `Non conosci ${project}? Chiudi questa pagina e non succederà nulla.`,
  introduction: (type) => ({
    heading: 'Iniziamo?',
    text: `Bastano circa ${type === 'messenger' ? '2' : '3'} minuti. Nulla viene collegato prima dell’ultimo passaggio.`,
  }),
  continue: 'Continua con Facebook',
  sdkLocale: 'it_IT',
  popup: {
    waiting:
      'Segui i passaggi nella finestra di Facebook. Quando hai finito, questa pagina va avanti da sola.',
    closed: 'Ho chiuso la finestra',
    redirect: 'Continua senza la finestra',
  },

  steps: {
    dialog: 'Aspettiamo la risposta di Facebook.',
    exchange: 'Stiamo confermando il tuo accesso con Facebook.',
    discover: 'Stiamo cercando ciò che hai condiviso.',
    choose: 'Abbiamo trovato più opzioni. Scegli quella da collegare.',
    share: 'Stiamo preparando l’account.',
    subscribe: 'Stiamo attivando i messaggi.',
    register: 'Stiamo registrando il tuo numero su WhatsApp.',
    pin: 'Ci serve il PIN del tuo numero.',
    sync: 'Stiamo richiedendo i tuoi contatti e messaggi.',
    complete: 'Stiamo salvando il collegamento.',
    done: 'Era l’ultimo passaggio.',
  },
  reload: 'Aggiorna questa pagina',
  connectChosen: (type) => (type === 'messenger' ? 'Collega questa Pagina' : 'Collega questo numero'),
  loggedIn: (person) =>
    `Hai effettuato l’accesso a Facebook come ${person}. La tua Pagina non c’è? Ricomincia con la persona che la gestisce e sceglila nella finestra di Facebook.`,

  pin: {
    heading: 'Inserisci il PIN del tuo numero',
    explanation:
      'WhatsApp chiede il PIN della verifica in due passaggi. È stato scelto quando questo numero è stato configurato per WhatsApp, spesso dall’azienda che se n’è occupata. Non è il codice ricevuto via SMS.',
    label: 'PIN di sei cifre',
    problems: {
      wrong:
        'WhatsApp non lo ha accettato. Controlla il PIN o che la verifica in due passaggi sia disattivata.',
      format: 'Il PIN ha sei cifre.',
    },
    unknown: 'Non conosci il PIN? Disattivalo',
    turnOff: [
      'Apri WhatsApp Manager su business.facebook.com/wa/manage.',
      'In “Numeri di telefono”, apri le impostazioni di questo numero.',
      'In “Verifica in due passaggi”, disattivala. Facebook ti invia un’e-mail per confermare.',
    ],
    turnedOff: 'L’ho disattivato',
  },

  allDone: 'Tutto fatto, grazie',
  stillChecking:
    'WhatsApp sta ancora controllando questo numero, quindi i primi messaggi possono tardare. Non devi fare nulla.',
  closeWindow: 'Ora puoi chiudere questa finestra.',

  renewalOffer: (project) => `Puoi chiedere a ${project} un nuovo link. Basta un tocco.`,
  askForRenewal: 'Chiedi un nuovo link',
  renewalRequested: 'La tua richiesta è partita',
  renewalComes: (project) => `${project} sa che ti serve un nuovo link e ti contatterà.`,

  replacedTitle: 'Hai ricominciato in un’altra finestra',
  replacedSentence: 'Continua lì. Questa finestra non serve più.',
  startHere: 'Ricomincia qui',
  lateTitle: 'Qui non è possibile continuare',
  lateSentence:
    'È passato troppo tempo, o hai cambiato browser. Non è cambiato nulla. Torna alla pagina o al link da cui hai iniziato e ricomincia.',
  deletion: {
    done: 'I tuoi dati sono stati eliminati',
    running: 'Stiamo eliminando i tuoi dati',
    requested: (time) => `Richiesta ricevuta: ${time}.`,
    finished: (time, senders) =>
      `Eliminazione completata: ${time}. ${senders === 0 ? 'Qui non avevi account collegati.' : plural('it', senders, {one: 'È stato rimosso un account collegato, con tutto ciò che Meta ci aveva comunicato.', other: `Sono stati rimossi ${senders} account collegati, con tutto ciò che Meta ci aveva comunicato.`})}`,
    unknown: 'Questo codice non ci risulta',
    checkCode: 'Controlla di avere l’indirizzo completo ricevuto da Facebook.',
  },
  errorTitle: 'Si è verificato un problema',
  errors: {
    rate_limited: 'Troppi tentativi in poco tempo. Aspetta un minuto e riprova.',
    storage_unavailable: 'Il servizio fa una breve pausa. Non è cambiato nulla. Riprova tra qualche minuto.',
    forbidden: 'Apri di nuovo il link e parti da lì.',
    not_found: 'A questo indirizzo non c’è nulla. Controlla che il link sia completo.',
    other: 'Non è colpa tua. Non è cambiato nulla. Torna indietro e riprova.',
  },
  back: (host) => `Torna a ${host}`,
};
