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
  needs: 'מה צריך',
  opening: 'בפתיחה…',
  connected: (type, project) => ({
    heading: `${product(type)} מחובר`,
    sentence: `מעכשיו אפשר לשלוח ולקבל עבורכם הודעות ${product(type)} דרך ${isolated(project)}.`,
  }),
  failed: {
    heading: 'זה לא הצליח',
    sentence: 'נסו שוב בעוד רגע.',
  },
  offline: {
    heading: 'אין חיבור כרגע',
    sentence: 'בדקו את החיבור לאינטרנט. בינתיים אנחנו ממשיכים לנסות.',
  },
  tryNow: 'לנסות עכשיו',
  unreachable: 'לא הצלחנו להגיע לשירות. בדקו את החיבור לאינטרנט ונסו שוב.',
  tooManyTries: 'יותר מדי ניסיונות. המתינו דקה ונסו שוב.',
};
