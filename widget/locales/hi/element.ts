import type {Connection} from '../../../server/contract/connection.ts';
import type {element as english} from '../en/element.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const element: typeof english = {
  loading: 'लोड हो रहा है…',
  testMode: 'टेस्ट मोड',

  connect: (type) => `${product(type)} कनेक्ट करें`,
  introduction: (type, project) => ({
    heading: `${product(type)} कनेक्ट करें`,
    sentence:
      type === 'messenger'
        ? `अपना Facebook पेज ${project} से जोड़ें। आपको अपना Facebook अकाउंट चाहिए। करीब 2 मिनट लगेंगे।`
        : `अपना WhatsApp Business नंबर ${project} से जोड़ें। आपको अपना Facebook अकाउंट और फ़ोन चाहिए। करीब 3 मिनट लगेंगे।`,
  }),

  opening: 'खुल रहा है…',
  waiting: {
    heading: 'दूसरी विंडो में पूरा करें',
    sentence: 'वहाँ दिए चरण पूरे करें। उसके बाद यह पेज अपने आप अपडेट हो जाएगा।',
  },
  openWindow: 'विंडो खोलें',
  reopen: 'विंडो फिर से खोलें',
  cancel: 'रद्द करें',

  blocked: {
    heading: 'बस एक और टैप',
    sentence: 'आपके ब्राउज़र ने नई विंडो नहीं खुलने दी। साइनअप खुद खोलें:',
  },
  openTab: 'नए टैब में खोलें',
  continueHere: 'इसी टैब में जारी रखें',

  usePhone: 'फ़ोन पर करें',

  elsewhere: {
    heading: 'साइनअप पहले ही शुरू हो चुका है',
    sentence: 'जहाँ शुरू किया था उसी विंडो में जारी रखें, या यहाँ फिर से शुरू करें।',
  },
  continue: 'जारी रखें',
  startAgain: 'फिर से शुरू करें',

  finishing: {
    heading: 'बस हो ही गया',
    sentence: 'हम सब कुछ तैयार कर रहे हैं। आम तौर पर कुछ सेकंड लगते हैं।',
  },
  steps: {
    discover: 'अकाउंट ढूँढना',
    subscribe: 'मैसेज चालू करना',
    register: 'नंबर रजिस्टर करना',
  },

  choose: (type) =>
    type === 'messenger'
      ? {
          heading: 'अपना पेज चुनें',
          sentence: 'आपके अकाउंट में एक से ज़्यादा पेज हैं। जिसे कनेक्ट करना है, उसे चुनें।',
        }
      : {
          heading: 'अपना नंबर चुनें',
          sentence: 'आपके अकाउंट में एक से ज़्यादा नंबर हैं। जिसे कनेक्ट करना है, उसे चुनें।',
        },

  connected: (type, project) => ({
    heading: `${product(type)} कनेक्ट हो गया`,
    sentence: `अब ${project} आपकी ओर से ${product(type)} मैसेज भेज और पा सकता है।`,
  }),

  failed: {
    heading: 'यह नहीं हो पाया',
    sentence: 'कृपया थोड़ी देर में फिर से कोशिश करें।',
  },
  tryAgain: 'फिर से कोशिश करें',

  expired: 'इस निमंत्रण की समय सीमा खत्म हो गई',
  cancelled: 'यह निमंत्रण रद्द कर दिया गया',
  startAnew: 'आप जब चाहें फिर से शुरू कर सकते हैं।',
  askForNewLink: (project) => `${project} से नया लिंक माँगें।`,

  offline: {
    heading: 'अभी कनेक्शन नहीं है',
    sentence: 'अपना इंटरनेट कनेक्शन जाँचें। हम कोशिश करते रहेंगे।',
  },
  tryNow: 'अभी कोशिश करें',

  refused: {
    heading: 'अभी इसे नहीं दिखा सकते',
    sentence: 'पेज रीलोड करें या फिर से लॉग इन करें। इससे बात न बने, तो इस साइट के सपोर्ट से संपर्क करें।',
  },
  linkRefused: {
    heading: 'यह लिंक काम नहीं कर रहा',
    sentence: 'देखें कि लिंक पूरा है, या जिस कंपनी ने भेजा था उससे नया लिंक माँगें।',
  },

  unreachable: 'सर्विस तक नहीं पहुँच पाए। अपना इंटरनेट कनेक्शन जाँचें और फिर से कोशिश करें।',
  tooManyTries: 'बहुत ज़्यादा कोशिशें हो गईं। एक मिनट रुककर फिर से कोशिश करें।',
};
