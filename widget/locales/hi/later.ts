import type {failures as englishFailures, phone as englishPhone} from '../en/later.ts';

export const failures: typeof englishFailures = {
  fb_cancelled: {
    title: 'आपने साइनअप पूरा होने से पहले बंद कर दिया',
    advice: 'कुछ नहीं बदला है। फिर से कोशिश करें और सभी चरण पूरे करें।',
  },
  fb_not_authorized: {
    title: 'एक अनुमति नहीं मिली',
    advice: 'फिर से कोशिश करें और सभी अनुमतियाँ चुनी रहने दें। आपको Facebook पर बिज़नेस का एडमिन होना चाहिए।',
  },
  signup_abandoned: {
    title: 'साइनअप पूरा नहीं हुआ',
    advice: 'फिर से कोशिश करें और 30 मिनट में पूरा करें। Facebook लॉग इन की जानकारी पास रखें।',
  },
  meta_no_pages: {
    title: 'हमें कोई Facebook पेज नहीं मिला',
    advice: 'फिर से कोशिश करें और अपना कम से कम एक पेज चुनें। पेज न हो, तो पहले Facebook पर बनाएँ।',
  },
  internal_error: {
    title: 'हमारी ओर से कुछ गड़बड़ हुई',
    advice: 'कुछ मिनट रुककर फिर से कोशिश करें। फिर भी न हो, तो सर्विस के सपोर्ट से संपर्क करें।',
  },
  code_expired: {
    title: 'साइनअप में बहुत समय लग गया',
    advice: 'फिर से कोशिश करें और बीच में ज़्यादा न रुकें।',
  },
  code_already_used: {
    title: 'यह साइनअप पहले ही इस्तेमाल हो चुका है',
    advice: 'साइनअप की दूसरी विंडो बंद करें और फिर से कोशिश करें।',
  },
  configuration_error: {
    title: 'सर्विस ठीक से सेट नहीं है',
    advice: 'इसे आप ठीक नहीं कर सकते। यह मैसेज सर्विस के सपोर्ट को दिखाएँ।',
  },
  token_exchange_failed: {
    title: 'Facebook ने कनेक्शन की पुष्टि नहीं की',
    advice: 'एक मिनट रुककर फिर से कोशिश करें।',
  },
  token_invalid: {
    title: 'Facebook ने कनेक्शन स्वीकार नहीं किया',
    advice: 'फिर से कोशिश करें। देखें कि आप सही Facebook अकाउंट में लॉग इन हैं।',
  },
  waba_not_found: {
    title: 'हमें कोई WhatsApp Business अकाउंट नहीं मिला',
    advice: 'फिर से कोशिश करें और Facebook की विंडो में WhatsApp Business अकाउंट चुनें या बनाएँ।',
  },
  no_phone_number: {
    title: 'आपके अकाउंट में फ़ोन नंबर नहीं है',
    advice: 'फिर से कोशिश करें और Facebook की विंडो में फ़ोन नंबर जोड़ें।',
  },
  phone_not_verified: {
    title: 'फ़ोन नंबर की पुष्टि नहीं हुई',
    advice: 'फिर से कोशिश करें और SMS या कॉल से मिला कोड डालें। वह फ़ोन पास रखें।',
  },
  phone_country_not_allowed: {
    title: 'इस देश के नंबर कनेक्ट नहीं हो सकते',
    advice: 'किसी दूसरे देश के नंबर से कोशिश करें, या सर्विस के सपोर्ट से संपर्क करें।',
  },
  phone_already_connected: {
    title: 'यह नंबर पहले से कनेक्ट है',
    advice: 'किसी दूसरे नंबर से कोशिश करें, या इसे पहले वहाँ से हटाएँ जहाँ यह अभी जुड़ा है।',
  },
  phone_mismatch: {
    title: 'वह कोई दूसरा नंबर था',
    advice: 'फिर से कोशिश करें और Facebook की विंडो में आपको दिया गया नंबर चुनें।',
  },
  pin_mismatch: {
    title: 'यह नंबर PIN से सुरक्षित है',
    advice:
      'जिसने आपका WhatsApp सेट किया, उससे PIN लें या WhatsApp मैनेजर में टू-स्टेप वेरिफ़िकेशन बंद करवाएँ। फिर दोबारा कोशिश करें।',
  },
  registration_rate_limited: {
    title: 'इस नंबर से बहुत ज़्यादा कोशिशें हुईं',
    advice: 'WhatsApp ने रुकने को कहा है। तीन दिन बाद कोशिश करें, या अभी किसी दूसरे नंबर से।',
  },
  webhook_subscription_failed: {
    title: 'हम मैसेज चालू नहीं कर पाए',
    advice: 'कुछ मिनट रुककर फिर से कोशिश करें। फिर भी न हो, तो सर्विस के सपोर्ट से संपर्क करें।',
  },
  account_restricted: {
    title: 'Facebook ने इस अकाउंट पर रोक लगाई है',
    advice: 'कारण business.facebook.com/business-support-home पर देखें। हल होने पर फिर से कोशिश करें।',
  },
  meta_rate_limited: {
    title: 'Facebook अभी व्यस्त है',
    advice: 'करीब एक घंटा रुककर फिर से कोशिश करें।',
  },
  meta_unavailable: {
    title: 'Facebook अभी जवाब नहीं दे रहा',
    advice: 'कुछ मिनट रुककर फिर से कोशिश करें। कुछ भी खोया नहीं है।',
  },
  meta_flow_error: {
    title: 'Facebook ने गड़बड़ी बताई',
    advice: 'कुछ मिनट रुककर फिर से कोशिश करें। Facebook की विंडो में कोई सूचना थी, तो पहले वैसा करें।',
  },
  page_subscription_failed: {
    title: 'आपका पेज कनेक्ट नहीं हो पाया',
    advice: 'जिसके पास पेज का पूरा कंट्रोल है, उसके साथ कोशिश करें और सभी अनुमतियाँ चुनी रहने दें।',
  },
  credit_line_failed: {
    title: 'पेमेंट सेट नहीं हो पाया',
    advice: 'इसे आप ठीक नहीं कर सकते। यह मैसेज सर्विस के सपोर्ट को दिखाएँ।',
  },
};

export const phone: typeof englishPhone = {
  heading: 'अपने फ़ोन पर जारी रखें',
  scan: 'फ़ोन के कैमरे से स्कैन करें। यह पेज अपने आप अपडेट हो जाएगा।',
  open: 'यह लिंक वहाँ खोलें। यह पेज अपने आप अपडेट हो जाएगा।',
  qrCode: 'आपके लिंक का QR कोड',
  back: 'वापस',
};
