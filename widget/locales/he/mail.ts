import type {Connection} from '../../../server/contract/connection.ts';
import type {mail as english} from '../en/mail.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const mail: typeof english = {
  invites: (type, project) => `הזמנה מ-${project} לחיבור ${product(type)}`,
  reminds: (type, project) => `תזכורת: ממתינים אצל ${project} לחיבור ${product(type)} שלכם`,
  invitationFor: (client) => `הזמנה עבור ${client}`,
  testMode: 'זו בדיקה. שום דבר אמיתי לא מחובר.',
  explanation: (type, project) =>
    type === 'messenger'
      ? `נכנסים ל-facebook.com ובוחרים את הדף. לאחר מכן אפשר לשלוח ולקבל עבורו הודעות Messenger דרך ${project}, והסיסמה שלכם לא נחשפת לעולם.`
      : `נכנסים ל-facebook.com, בוחרים את העסק ומאשרים את המספר. לאחר מכן אפשר לשלוח ולקבל הודעות WhatsApp במספר הזה דרך ${project}, והסיסמה שלכם לא נחשפת לעולם.`,
  needs: (type) => `מה צריך, ${type === 'messenger' ? 'לכשתי' : 'לכשלוש'} דקות:`,
  needed: (type) =>
    type === 'messenger'
      ? ['חשבון הפייסבוק שיש לו שליטה מלאה בדף שלכם']
      : [
          'חשבון הפייסבוק שמנהל את העסק שלכם',
          'הטלפון שלכם, כדי לקבל קוד ב-SMS או בשיחה',
          'מספר שאינו בשימוש באפליקציית WhatsApp, או שתוכלו להעביר ממנה',
        ],
  connect: (type) => `חיבור ${product(type)}`,
  worksUntil: (time) => `הקישור תקף עד ${time}.`,
  plainLink: 'אם הכפתור לא עובד, העתיקו את הכתובת הזו לדפדפן:',
  stranger: (project) => `לא מכירים את ${project}? התעלמו מהאימייל הזה ושום דבר לא יקרה.`,
};
