import type {care as english} from '../en/care.ts';

/** A name in another script keeps its order, and that of the words around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

export const care: typeof english = {
  health: {
    connected: 'הכול תקין.',
    in_review: 'WhatsApp בודקת את החשבון הזה. בינתיים הכול עובד.',
    disconnected: 'ההודעות הופסקו: פייסבוק הגבילה את החשבון הזה.',
    lost: 'ההודעות הופסקו: ההרשאה בוטלה. חברו מחדש כדי להחזיר אותה.',
    pending: 'WhatsApp עדיין מכינה את המספר הזה. אפשר כבר לקבל הודעות, ובקרוב גם לשלוח.',
  },
  reconnect: 'חיבור מחדש',
  disconnect: 'ניתוק',
  confirm: {
    heading: 'לנתק?',
    sentence: (project) => `אחרי הניתוק אי אפשר לשלוח או לקבל עבורכם הודעות דרך ${isolated(project)}.`,
    keep: 'להשאיר מחובר',
    again: (project) => `קודם מוסר החיבור הישן. אחר כך מתחברים אל ${isolated(project)} כמו בפעם הראשונה.`,
  },
  sendTest: 'שליחת הודעת בדיקה',
  arrived: (text) => `ההודעה ״${isolated(text)}״ הגיעה.`,
  tryIt: (type) =>
    type === 'messenger' ? 'כדי לנסות, כתבו לדף שלכם מחשבון אחר.' : 'כדי לנסות, כתבו למספר שלכם מטלפון אחר.',
  problem: 'זה לא הצליח. נסו שוב בעוד רגע.',
};
