import type {signup as english} from '../en/signup.ts';

/** A name in another script keeps its order, and that of the words around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

export const signup: typeof english = {
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
  tryAgain: 'ניסיון נוסף',
  expired: 'תוקף ההזמנה פג',
  cancelled: 'ההזמנה בוטלה',
  startAnew: 'אפשר להתחיל מחדש בכל עת.',
  askForNewLink: (project) => `בקשו קישור חדש מ-${isolated(project)}.`,
  refused: {
    heading: 'אי אפשר להציג את זה כרגע',
    sentence: 'טענו את הדף מחדש או היכנסו שוב. אם זה לא עוזר, פנו לתמיכה של האתר.',
  },
  linkRefused: {
    heading: 'הקישור הזה לא עובד',
    sentence: 'ודאו שהקישור שלם, או בקשו קישור חדש מהחברה ששלחה אותו.',
  },
};
