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
  needs: 'आपको क्या चाहिए',
  opening: 'खुल रहा है…',
  connected: (type, project) => ({
    heading: `${product(type)} कनेक्ट हो गया`,
    sentence: `अब ${project} आपकी ओर से ${product(type)} मैसेज भेज और पा सकता है।`,
  }),
  failed: {
    heading: 'यह नहीं हो पाया',
    sentence: 'कृपया थोड़ी देर में फिर से कोशिश करें।',
  },
  offline: {
    heading: 'अभी कनेक्शन नहीं है',
    sentence: 'अपना इंटरनेट कनेक्शन जाँचें। हम कोशिश करते रहेंगे।',
  },
  tryNow: 'अभी कोशिश करें',
  unreachable: 'सर्विस तक नहीं पहुँच पाए। अपना इंटरनेट कनेक्शन जाँचें और फिर से कोशिश करें।',
  tooManyTries: 'बहुत ज़्यादा कोशिशें हो गईं। एक मिनट रुककर फिर से कोशिश करें।',
};
