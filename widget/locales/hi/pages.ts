import type {Connection} from '../../../server/contract/connection.ts';
import type {pages as english} from '../en/pages.ts';
import {plural} from '../plural.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const pages: typeof english = {
  invites: (type, project) => `${project} ने आपको ${product(type)} कनेक्ट करने का निमंत्रण दिया है`,
  invitationFor: (client) => `${client} के लिए निमंत्रण`,
  explanation: (type, project) =>
    type === 'messenger'
      ? `आप facebook.com पर लॉग इन करके अपना पेज चुनते हैं। फिर ${project} उस पेज के लिए Messenger मैसेज भेज और पा सकता है। आपका पासवर्ड उसे कभी नहीं दिखता।`
      : `आप facebook.com पर लॉग इन करके अपना बिज़नेस चुनते हैं और नंबर की पुष्टि करते हैं। फिर ${project} उस नंबर से WhatsApp मैसेज भेज और पा सकता है। आपका पासवर्ड उसे कभी नहीं दिखता।`,

  assigned: {
    heading: 'आपका नंबर',
    sentence: (project) =>
      `${project} ने इसे आपके लिए रखा है। Facebook की विंडो में यही चुनें: कोई दूसरा नंबर कनेक्ट नहीं हो सकता।`,
    code: (code) => `टेस्ट मोड में कोई कॉल नहीं आती। कॉल का कोड ${code} होता।`,
  },
  expires: (remaining, time) => `यह लिंक ${remaining} खत्म हो जाएगा (${time})।`,
  stranger: (project) => `${project} को नहीं जानते? यह पेज बंद कर दें, कुछ नहीं होगा।`,
  introduction: (type) => ({
    heading: 'शुरू करें?',
    text: `करीब ${type === 'messenger' ? '2' : '3'} मिनट लगेंगे। आखिरी चरण से पहले कुछ भी कनेक्ट नहीं होता।`,
  }),
  continue: 'Facebook के साथ जारी रखें',
  sdkLocale: 'hi_IN',
  popup: {
    waiting: 'Facebook की विंडो में दिए चरण पूरे करें। उसके बाद यह पेज अपने आप आगे बढ़ेगा।',
    closed: 'मैंने विंडो बंद कर दी',
    redirect: 'विंडो के बिना जारी रखें',
  },

  steps: {
    dialog: 'हम Facebook के जवाब का इंतज़ार कर रहे हैं।',
    exchange: 'हम Facebook के साथ आपके लॉग इन की पुष्टि कर रहे हैं।',
    discover: 'आपने जो शेयर किया है, हम उसे ढूँढ रहे हैं।',
    choose: 'हमें एक से ज़्यादा विकल्प मिले। जिसे कनेक्ट करना है, उसे चुनें।',
    share: 'हम अकाउंट तैयार कर रहे हैं।',
    subscribe: 'हम मैसेज चालू कर रहे हैं।',
    register: 'हम आपका नंबर WhatsApp पर रजिस्टर कर रहे हैं।',
    pin: 'हमें आपके नंबर का PIN चाहिए।',
    sync: 'हम आपके संपर्क और मैसेज माँग रहे हैं।',
    complete: 'हम आपका कनेक्शन सेव कर रहे हैं।',
    done: 'यह आखिरी चरण था।',
  },
  reload: 'यह पेज अपडेट करें',
  connectChosen: (type) => (type === 'messenger' ? 'यह पेज कनेक्ट करें' : 'यह नंबर कनेक्ट करें'),
  loggedIn: (person) =>
    `आप Facebook पर ${person} के तौर पर लॉग इन हैं। आपका पेज यहाँ नहीं है? जो उसे संभालता है उसके साथ फिर से शुरू करें और Facebook की विंडो में वह पेज चुनें।`,

  pin: {
    heading: 'अपने नंबर का PIN डालें',
    explanation:
      'WhatsApp टू-स्टेप वेरिफ़िकेशन का PIN माँग रहा है। यह तब चुना गया था जब यह नंबर WhatsApp के लिए सेट हुआ, अक्सर उस कंपनी ने जिसने आपके लिए यह किया। यह SMS से मिला कोड नहीं है।',
    label: 'छह अंकों का PIN',
    problems: {
      wrong: 'WhatsApp ने इसे स्वीकार नहीं किया। PIN जाँचें, या देखें कि टू-स्टेप वेरिफ़िकेशन बंद है।',
      format: 'PIN छह अंकों का होता है।',
    },
    unknown: 'PIN नहीं पता? उसे बंद कर दें',
    turnOff: [
      'business.facebook.com/wa/manage पर WhatsApp मैनेजर खोलें।',
      '“फ़ोन नंबर” में इस नंबर की सेटिंग खोलें।',
      '“टू-स्टेप वेरिफ़िकेशन” में इसे बंद करें। पुष्टि के लिए Facebook आपको ईमेल भेजेगा।',
    ],
    turnedOff: 'मैंने बंद कर दिया',
  },

  allDone: 'सब हो गया, धन्यवाद',
  stillChecking: 'WhatsApp अभी इस नंबर की जाँच कर रहा है, इसलिए पहले कुछ मैसेज में देर हो सकती है। आपको कुछ नहीं करना है।',
  closeWindow: 'अब आप यह विंडो बंद कर सकते हैं।',

  renewalOffer: (project) => `आप ${project} से नया लिंक माँग सकते हैं। बस एक बार दबाएँ।`,
  askForRenewal: 'नया लिंक माँगें',
  renewalRequested: 'आपका अनुरोध भेज दिया गया',
  renewalComes: (project) => `हमने ${project} को बता दिया है कि आपको नया लिंक चाहिए। वे आपसे संपर्क करेंगे।`,

  replacedTitle: 'आपने दूसरी विंडो में फिर से शुरू किया',
  replacedSentence: 'वहीं जारी रखें। अब इस विंडो की ज़रूरत नहीं है।',
  startHere: 'यहाँ फिर से शुरू करें',
  lateTitle: 'यहाँ जारी नहीं रख पाए',
  lateSentence:
    'बहुत समय लग गया, या आप किसी दूसरे ब्राउज़र में लौटे। कुछ नहीं बदला है। जिस पेज या लिंक से शुरू किया था, वहीं जाकर फिर से शुरू करें।',
  deletion: {
    done: 'आपका डेटा हटा दिया गया',
    running: 'आपका डेटा हटाया जा रहा है',
    requested: (time) => `अनुरोध का समय: ${time}।`,
    finished: (time, senders) =>
      `पूरा होने का समय: ${time}। ${senders === 0 ? 'यहाँ आपका कोई कनेक्ट किया हुआ अकाउंट नहीं था।' : plural('hi', senders, {one: 'एक कनेक्ट किया हुआ अकाउंट हटाया गया, Meta से मिली उसकी सारी जानकारी के साथ।', other: `${senders} कनेक्ट किए हुए अकाउंट हटाए गए, Meta से मिली उनकी सारी जानकारी के साथ।`})}`,
    unknown: 'यह कोड मान्य नहीं है',
    checkCode: 'देखें कि Facebook से मिला पता पूरा है।',
  },
  errorTitle: 'कुछ गड़बड़ हुई',
  errors: {
    rate_limited: 'कम समय में बहुत ज़्यादा कोशिशें हुईं। एक मिनट रुककर फिर से कोशिश करें।',
    storage_unavailable: 'सर्विस थोड़ी देर के लिए रुकी है। कुछ नहीं बदला है। कुछ मिनट में फिर से कोशिश करें।',
    forbidden: 'लिंक फिर से खोलें और वहीं से शुरू करें।',
    not_found: 'इस पते पर कुछ नहीं है। देखें कि लिंक पूरा है।',
    other: 'इसमें आपकी गलती नहीं है। कुछ नहीं बदला है। वापस जाकर फिर से कोशिश करें।',
  },
  back: (host) => `${host} पर वापस जाएँ`,
};
