import type {care as english} from '../en/care.ts';

/** A name in another script keeps its order, and that of the words around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

export const care: typeof english = {
  health: {
    connected: 'كل شيء على ما يرام.',
    in_review: 'يتحقق واتساب من هذا الحساب. كل شيء يعمل في هذه الأثناء.',
    disconnected: 'توقفت الرسائل: قيّد فيسبوك هذا الحساب.',
    lost: 'توقفت الرسائل: سُحب الإذن. أعد الربط لمنحه من جديد.',
    pending: 'لا يزال واتساب يجهّز هذا الرقم. يمكنك الاستلام الآن والإرسال قريبًا.',
  },
  reconnect: 'إعادة الربط',
  disconnect: 'فصل الحساب',
  confirm: {
    heading: 'هل تريد فصل الحساب؟',
    sentence: (project) => `لن يتمكن ${isolated(project)} بعدها من إرسال الرسائل أو استلامها نيابةً عنك.`,
    keep: 'إبقاء الربط',
    again: (project) =>
      `يُزال الربط القديم أولًا. بعدها اربط حسابك مع ${isolated(project)} كما في المرة الأولى.`,
  },
  sendTest: 'إرسال رسالة اختبار',
  arrived: (text) => `وصلت الرسالة «${isolated(text)}».`,
  tryIt: (type) =>
    type === 'messenger' ? 'للتجربة، راسل صفحتك من حساب آخر.' : 'للتجربة، راسل رقمك من هاتف آخر.',
  problem: 'لم ينجح ذلك. يُرجى إعادة المحاولة بعد قليل.',
};
