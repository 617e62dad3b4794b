import type {Connection} from '../../../server/contract/connection.ts';
import type {mail as english} from '../en/mail.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const mail: typeof english = {
  invites: (type, project) => `${project} ने आपको ${product(type)} कनेक्ट करने का निमंत्रण दिया है`,
  reminds: (type, project) => `रिमाइंडर: ${project} को आपके ${product(type)} कनेक्ट करने का इंतज़ार है`,
  invitationFor: (client) => `${client} के लिए निमंत्रण`,
  testMode: 'यह एक टेस्ट है। असल में कुछ भी कनेक्ट नहीं होता।',
  explanation: (type, project) =>
    type === 'messenger'
      ? `आप facebook.com पर लॉग इन करके अपना पेज चुनते हैं। फिर ${project} उस पेज के लिए Messenger मैसेज भेज और पा सकता है। आपका पासवर्ड उसे कभी नहीं दिखता।`
      : `आप facebook.com पर लॉग इन करके अपना बिज़नेस चुनते हैं और नंबर की पुष्टि करते हैं। फिर ${project} उस नंबर से WhatsApp मैसेज भेज और पा सकता है। आपका पासवर्ड उसे कभी नहीं दिखता।`,
  needs: (type) => `करीब ${type === 'messenger' ? '2' : '3'} मिनट के लिए आपको चाहिए:`,
  needed: (type) =>
    type === 'messenger'
      ? ['वह Facebook अकाउंट जिसके पास आपके पेज का पूरा कंट्रोल है']
      : [
          'वह Facebook अकाउंट जो आपका बिज़नेस संभालता है',
          'आपका फ़ोन, ताकि SMS या कॉल से कोड मिल सके',
          'ऐसा नंबर जो WhatsApp ऐप में इस्तेमाल न हो रहा हो, या जिसे आप वहाँ से हटा सकें',
        ],
  connect: (type) => `${product(type)} कनेक्ट करें`,
  worksUntil: (time) => `लिंक इस समय तक काम करेगा: ${time}`,
  plainLink: 'बटन काम न करे, तो यह पता अपने ब्राउज़र में कॉपी करें:',
  stranger: (project) => `${project} को नहीं जानते? इस ईमेल को अनदेखा करें, कुछ नहीं होगा।`,
};
