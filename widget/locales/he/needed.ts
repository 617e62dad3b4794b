import type {needed as english} from '../en/needed.ts';

export const needed: typeof english = (type, hasNumber) =>
  type === 'messenger'
    ? ['חשבון הפייסבוק שיש לו שליטה מלאה בדף שלכם']
    : [
        'חשבון הפייסבוק שמנהל את העסק שלכם',
        ...(hasNumber
          ? []
          : [
              'הטלפון שלכם, כדי לקבל קוד ב-SMS או בשיחה',
              'מספר שאינו בשימוש באפליקציית WhatsApp, או שתוכלו להעביר ממנה',
            ]),
      ];
