import type {Connection} from '../../../server/contract/connection.ts';
import type {element as english} from '../en/element.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

/** A name in another script keeps its order, and that of the words around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

export const element: typeof english = {
  loading: 'בטעינה…',
  testMode: 'מצב בדיקה',

  connect: (type) => `חיבור ${product(type)}`,
  introduction: (type, project) => ({
    heading: `חיבור ${product(type)}`,
    sentence:
      type === 'messenger'
        ? `חברו את דף הפייסבוק שלכם אל ${isolated(project)}. תצטרכו את חשבון הפייסבוק שלכם. זה לוקח כשתי דקות.`
        : `חברו את מספר ה-WhatsApp Business שלכם אל ${isolated(project)}. תצטרכו את חשבון הפייסבוק ואת הטלפון. זה לוקח כשלוש דקות.`,
  }),

  opening: 'בפתיחה…',
  waiting: {
    heading: 'ממשיכים בחלון השני',
    sentence: 'עקבו שם אחר השלבים. כשתסיימו, הדף הזה יתעדכן מעצמו.',
  },
  openWindow: 'פתיחת החלון',
  reopen: 'פתיחת החלון שוב',
  cancel: 'ביטול',

  blocked: {
    heading: 'עוד הקשה אחת',
    sentence: 'הדפדפן לא אפשר לפתוח חלון חדש. פתחו את ההרשמה בעצמכם:',
  },
  openTab: 'פתיחה בכרטיסייה חדשה',
  continueHere: 'המשך בכרטיסייה הזו',

  usePhone: 'המשך בטלפון',

  elsewhere: {
    heading: 'ההרשמה כבר התחילה',
    sentence: 'המשיכו בחלון שבו היא התחילה, או התחילו כאן מחדש.',
  },
  continue: 'המשך',
  startAgain: 'התחלה מחדש',

  finishing: {
    heading: 'כמעט סיימנו',
    sentence: 'אנחנו מכינים הכול. בדרך כלל זה לוקח כמה שניות.',
  },
  steps: {
    discover: 'איתור החשבון',
    subscribe: 'הפעלת ההודעות',
    register: 'רישום המספר',
  },

  choose: (type) =>
    type === 'messenger'
      ? {
          heading: 'בחרו את הדף שלכם',
          sentence: 'בחשבון שלכם יש יותר מדף אחד. בחרו את הדף שברצונכם לחבר.',
        }
      : {
          heading: 'בחרו את המספר שלכם',
          sentence: 'בחשבון שלכם יש יותר ממספר אחד. בחרו את המספר שברצונכם לחבר.',
        },

  connected: (type, project) => ({
    heading: `${product(type)} מחובר`,
    sentence: `מעכשיו אפשר לשלוח ולקבל עבורכם הודעות ${product(type)} דרך ${isolated(project)}.`,
  }),

  failed: {
    heading: 'זה לא הצליח',
    sentence: 'נסו שוב בעוד רגע.',
  },
  tryAgain: 'ניסיון נוסף',

  expired: 'תוקף ההזמנה פג',
  cancelled: 'ההזמנה בוטלה',
  startAnew: 'אפשר להתחיל מחדש בכל עת.',
  askForNewLink: (project) => `בקשו קישור חדש מ-${isolated(project)}.`,

  offline: {
    heading: 'אין חיבור כרגע',
    sentence: 'בדקו את החיבור לאינטרנט. בינתיים אנחנו ממשיכים לנסות.',
  },
  tryNow: 'לנסות עכשיו',

  refused: {
    heading: 'אי אפשר להציג את זה כרגע',
    sentence: 'טענו את הדף מחדש או היכנסו שוב. אם זה לא עוזר, פנו לתמיכה של האתר.',
  },
  linkRefused: {
    heading: 'הקישור הזה לא עובד',
    sentence: 'ודאו שהקישור שלם, או בקשו קישור חדש מהחברה ששלחה אותו.',
  },

  unreachable: 'לא הצלחנו להגיע לשירות. בדקו את החיבור לאינטרנט ונסו שוב.',
  tooManyTries: 'יותר מדי ניסיונות. המתינו דקה ונסו שוב.',
};
