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
  needs: 'Che cosa ti serve',
  opening: 'Apertura…',
  connected: (type, project) => ({
    heading: `${product(type)} è collegato`,
    sentence: `Ora ${project} può inviare e ricevere messaggi ${product(type)} per te.`,
  }),
  failed: {
    heading: 'Non ha funzionato',
    sentence: 'Riprova tra un momento.',
  },
  offline: {
    heading: 'Connessione assente',
    sentence: 'Controlla la connessione a internet. Intanto continuiamo a provare.',
  },
  tryNow: 'Prova ora',
  unreachable: 'Il servizio non è raggiungibile. Controlla la connessione a internet e riprova.',
  tooManyTries: 'Troppi tentativi. Aspetta un minuto e riprova.',
};
