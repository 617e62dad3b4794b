import type {Connection} from '../../../server/contract/connection.ts';
import type {managerForms as english} from '../en/manager-forms.ts';

const product = (type: Connection['connectionType']): string =>
  type === 'messenger' ? 'Messenger' : 'WhatsApp';

/** A name in another script keeps its order, and that of the words around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

export const managerForms: typeof english = {
  offline: 'לא הצלחנו להגיע לשירות. נסו שוב.',
  refused: 'זה לא הצליח.',
  busy: 'רגע…',
  close: 'סגירה',

  create: 'הזמנה חדשה',
  clientName: 'לקוח',
  clientEmail: 'אימייל',
  sendEmail: 'שליחת הקישור באימייל',
  clientPhone: 'טלפון',
  channel: 'ערוץ',
  number: 'המספר לחיבור',
  ownNumber: 'הלקוח מביא מספר',
  noNumbers: 'אף אחד מהמספרים שלכם לא פנוי.',
  countries: 'מדינות מותרות',
  anyCountry: 'כולן, אלא אם תוסיפו מדינות.',
  added: (name) => `${isolated(name)}: נוספה`,
  removed: (name) => `${isolated(name)}: הוסרה`,
  remove: (name) => `הסרת ${isolated(name)}`,
  days: 'מספר הימים עד שהתוקף יפוג',
  more: 'עוד',
  language: 'שפה',
  theirBrowser: 'שפת הדפדפן של הלקוח',
  externalId: 'מזהה הלקוח אצלכם',
  submit: 'יצירת הזמנה',
  wrong: {
    clientName: 'הזינו שם.',
    clientEmail: 'הזינו כתובת אימייל מלאה.',
    clientPhone: 'התחילו בסימן + ובקידומת המדינה: \u2066+972 50 111 2222\u2069',
    expiresInDays: 'הזינו מספר מ-1 עד 30.',
    allowedPhoneCountries: 'בחרו מדינה מהרשימה.',
    phoneNumberId: 'המספר הזה כבר לא פנוי. בחרו אחר.',
  },

  link: 'הקישור ללקוח',
  copy: 'העתקת הקישור',
  copied: 'הועתק.',
  copyYourself: 'הקישור מסומן: העתיקו אותו עכשיו.',
  share: 'שיתוף…',
  qrCode: 'קוד QR',
  download: (kind) => `הורדת ${kind}`,

  import: 'ייבוא מ-CSV',
  chooseFile: 'בחרו קובץ CSV או גררו אותו לכאן',
  template: 'הורדת תבנית',
  rows: 'שורות',
  fresh: 'חדשות',
  created: 'נוצרו',
  existing: 'כבר קיימות',
  failed: 'עם בעיות',
  firstRows: 'השורות הראשונות',
  problems: 'בעיות',
  line: 'שורה',
  column: 'עמודה',
  problem: 'בעיה',
  moreProblems: (count) => `ועוד ${count}.`,
  startImport: (count) => `ייבוא ${count}`,
  anotherFile: 'קובץ אחר',
  downloaded: 'הקובץ הורד.',

  figures: 'נתונים',
  from: 'מתאריך',
  to: 'עד תאריך',
  wrongRange: 'בחרו שנה לכל היותר, כשההתחלה לפני הסוף.',
  nothingSent: 'אין הזמנות בימים האלה.',
  funnel: 'עד לאן הלקוחות מגיעים',
  sent: 'נשלחו',
  opened: 'נפתחו',
  started: 'התחילו',
  median: (time) => `מחציתם משלימים את החיבור תוך ${time}.`,
  stopped: 'איפה הם נעצרים',
  reasons: 'למה זה נכשל',

  subject: (type) => `חיבור ה-${product(type)} שלכם`,
  message: (type, client, url, until) =>
    `שלום${client && ` ${isolated(client)}`},\n\nנא לחבר כאן את ה-${product(type)} שלכם:\n${url}\n\nהקישור תקף עד ${until}.`,
};
