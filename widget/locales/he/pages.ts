import type {Connection} from '../../../server/contract/connection.ts';
import type {pages as english} from '../en/pages.ts';
import {plural} from '../plural.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const pages: typeof english = {
  invites: (type, project) => `הזמנה מ-${project} לחיבור ${product(type)}`,
  invitationFor: (client) => `הזמנה עבור ${client}`,
  explanation: (type, project) =>
    type === 'messenger'
      ? `נכנסים ל-facebook.com ובוחרים את הדף. לאחר מכן אפשר לשלוח ולקבל עבורו הודעות Messenger דרך ${project}, והסיסמה שלכם לא נחשפת לעולם.`
      : `נכנסים ל-facebook.com, בוחרים את העסק ומאשרים את המספר. לאחר מכן אפשר לשלוח ולקבל הודעות WhatsApp במספר הזה דרך ${project}, והסיסמה שלכם לא נחשפת לעולם.`,

  assigned: {
    heading: 'המספר שלכם',
    sentence: (project) =>
      `המספר הזה נשמר עבורכם אצל ${project}. בחרו אותו בחלון של פייסבוק: אי אפשר לחבר מספר אחר.`,
    code: (code) => `במצב בדיקה אף אחד לא מתקשר. הקוד בשיחה היה ${code}.`,
  },
  expires: (remaining, time) => `תוקף הקישור יפוג ${remaining} (${time}).`,
  stranger: (project) => `לא מכירים את ${project}? סגרו את הדף הזה ושום דבר לא יקרה.`,
  introduction: (type) => ({
    heading: 'אפשר להתחיל?',
    text: `זה לוקח ${type === 'messenger' ? 'כשתי' : 'כשלוש'} דקות. שום דבר לא מחובר לפני השלב האחרון.`,
  }),
  continue: 'המשך באמצעות פייסבוק',
  sdkLocale: 'he_IL',
  popup: {
    waiting: 'עקבו אחר השלבים בחלון של פייסבוק. כשתסיימו, הדף הזה ימשיך מעצמו.',
    closed: 'סגרתי את החלון',
    redirect: 'המשך בלי החלון',
  },

  steps: {
    dialog: 'אנחנו ממתינים לתשובה מפייסבוק.',
    exchange: 'אנחנו מאשרים את הכניסה שלכם מול פייסבוק.',
    discover: 'אנחנו מחפשים את מה ששיתפתם.',
    choose: 'מצאנו יותר מאפשרות אחת. בחרו מה לחבר.',
    share: 'אנחנו מכינים את החשבון.',
    subscribe: 'אנחנו מפעילים את ההודעות.',
    register: 'אנחנו רושמים את המספר שלכם ב-WhatsApp.',
    pin: 'אנחנו צריכים את קוד ה-PIN של המספר שלכם.',
    sync: 'אנחנו מבקשים את אנשי הקשר וההודעות שלכם.',
    complete: 'אנחנו שומרים את החיבור.',
    done: 'זה היה השלב האחרון.',
  },
  reload: 'עדכון הדף הזה',
  connectChosen: (type) => (type === 'messenger' ? 'חיבור הדף הזה' : 'חיבור המספר הזה'),
  loggedIn: (person) =>
    `נכנסתם לפייסבוק בתור ${person}. הדף שלכם לא מופיע? התחילו מחדש עם מי שמנהל אותו, ובחרו אותו בחלון של פייסבוק.`,

  pin: {
    heading: 'הזינו את קוד ה-PIN של המספר',
    explanation:
      'WhatsApp מבקשת את קוד ה-PIN של האימות הדו-שלבי. הוא נבחר כשהמספר הוגדר ל-WhatsApp, בדרך כלל על ידי החברה שעשתה זאת עבורכם. זה לא הקוד שקיבלתם ב-SMS.',
    label: 'קוד PIN בן שש ספרות',
    problems: {
      wrong: 'WhatsApp לא קיבלה אותו. בדקו את הקוד, או ודאו שהאימות הדו-שלבי כבוי.',
      format: 'קוד ה-PIN הוא בן שש ספרות.',
    },
    unknown: 'לא יודעים את הקוד? כבו אותו',
    turnOff: [
      'פתחו את WhatsApp Manager בכתובת business.facebook.com/wa/manage.',
      'תחת ״מספרי טלפון״, פתחו את ההגדרות של המספר הזה.',
      'תחת ״אימות דו-שלבי״, כבו אותו. פייסבוק תשלח לכם אימייל לאישור.',
    ],
    turnedOff: 'כיביתי אותו',
  },

  allDone: 'הכול מוכן, תודה',
  stillChecking:
    'WhatsApp עדיין בודקת את המספר הזה, ולכן ההודעות הראשונות עשויות להתעכב. אין צורך לעשות דבר.',
  closeWindow: 'אפשר לסגור את החלון הזה.',

  renewalOffer: (project) => `אפשר לבקש קישור חדש מ-${project}. לחיצה אחת מספיקה.`,
  askForRenewal: 'בקשת קישור חדש',
  renewalRequested: 'הבקשה שלכם נשלחה',
  renewalComes: (project) => `הודענו ל-${project} שאתם צריכים קישור חדש. תקבלו תשובה בקרוב.`,

  replacedTitle: 'התחלתם מחדש בחלון אחר',
  replacedSentence: 'המשיכו שם. אין עוד צורך בחלון הזה.',
  startHere: 'התחלה מחדש כאן',
  lateTitle: 'אי אפשר להמשיך כאן',
  lateSentence:
    'זה נמשך יותר מדי זמן, או שחזרתם בדפדפן אחר. שום דבר לא השתנה. חזרו לדף או לקישור שבו התחלתם והתחילו מחדש.',
  deletion: {
    done: 'הנתונים שלכם נמחקו',
    running: 'הנתונים שלכם נמחקים',
    requested: (time) => `מועד הבקשה: ${time}.`,
    finished: (time, senders) =>
      `מועד המחיקה: ${time}. ${senders === 0 ? 'לא היו לכם כאן חשבונות מחוברים.' : `${plural('he', senders, {one: 'חשבון מחובר אחד הוסר', two: 'שני חשבונות מחוברים הוסרו', other: `${senders} חשבונות מחוברים הוסרו`})}, עם כל מה ש-Meta מסרה לנו.`}`,
    unknown: 'הקוד הזה לא מוכר',
    checkCode: 'ודאו שהכתובת שקיבלתם מפייסבוק שלמה.',
  },
  errorTitle: 'משהו השתבש',
  errors: {
    rate_limited: 'יותר מדי ניסיונות בזמן קצר. המתינו דקה ונסו שוב.',
    storage_unavailable: 'השירות בהפסקה קצרה. שום דבר לא השתנה. נסו שוב בעוד כמה דקות.',
    forbidden: 'פתחו את הקישור שוב והתחילו משם.',
    not_found: 'אין כלום בכתובת הזו. ודאו שהקישור שלם.',
    other: 'זו לא אשמתכם. שום דבר לא השתנה. חזרו ונסו שוב.',
  },
  back: (host) => `חזרה אל ${host}`,
};
