import type {failures as englishFailures, phone as englishPhone} from '../en/later.ts';

export const failures: typeof englishFailures = {
  fb_cancelled: {
    title: 'סגרתם את ההרשמה לפני הסוף',
    advice: 'שום דבר לא השתנה. נסו שוב ועקבו אחר השלבים עד הסוף.',
  },
  fb_not_authorized: {
    title: 'חסרה הרשאה',
    advice: 'נסו שוב והשאירו את כל ההרשאות מסומנות. עליכם להיות מנהלי העסק בפייסבוק.',
  },
  signup_abandoned: {
    title: 'ההרשמה לא הושלמה',
    advice: 'נסו שוב וסיימו בתוך חצי שעה. הכינו את פרטי הכניסה לפייסבוק.',
  },
  meta_no_pages: {
    title: 'לא מצאנו דף פייסבוק',
    advice: 'נסו שוב ובחרו לפחות דף אחד שבניהולכם. אם אין לכם דף, צרו אותו קודם בפייסבוק.',
  },
  internal_error: {
    title: 'משהו השתבש אצלנו',
    advice: 'המתינו כמה דקות ונסו שוב. אם זה חוזר, פנו לתמיכה של השירות.',
  },
  code_expired: {
    title: 'ההרשמה נמשכה יותר מדי זמן',
    advice: 'נסו שוב ועברו על השלבים בלי הפסקה ארוכה.',
  },
  code_already_used: {
    title: 'כבר השתמשו בהרשמה הזו',
    advice: 'סגרו את שאר חלונות ההרשמה ונסו שוב.',
  },
  configuration_error: {
    title: 'השירות לא מוגדר נכון',
    advice: 'לא תוכלו לתקן זאת בעצמכם. הציגו את ההודעה הזו לתמיכה של השירות.',
  },
  token_exchange_failed: {
    title: 'פייסבוק לא אישרה את החיבור',
    advice: 'המתינו דקה ונסו שוב.',
  },
  token_invalid: {
    title: 'פייסבוק לא קיבלה את החיבור',
    advice: 'נסו שוב. ודאו שנכנסתם לחשבון הפייסבוק הנכון.',
  },
  waba_not_found: {
    title: 'לא מצאנו חשבון WhatsApp Business',
    advice: 'נסו שוב ובחרו או צרו חשבון WhatsApp Business בחלון של פייסבוק.',
  },
  no_phone_number: {
    title: 'אין מספר טלפון בחשבון שלכם',
    advice: 'נסו שוב והוסיפו מספר טלפון בחלון של פייסבוק.',
  },
  phone_not_verified: {
    title: 'מספר הטלפון לא אומת',
    advice: 'נסו שוב והזינו את הקוד שתקבלו ב-SMS או בשיחה. שמרו את הטלפון לידכם.',
  },
  phone_country_not_allowed: {
    title: 'אי אפשר לחבר מספרים מהמדינה הזו',
    advice: 'נסו שוב עם מספר ממדינה אחרת, או פנו לתמיכה של השירות.',
  },
  phone_already_connected: {
    title: 'המספר הזה כבר מחובר',
    advice: 'נסו שוב עם מספר אחר, או נתקו קודם את המספר הזה מהמקום שבו הוא מחובר.',
  },
  phone_mismatch: {
    title: 'זה היה מספר אחר',
    advice: 'נסו שוב ובחרו בחלון של פייסבוק את המספר שהוקצה לכם.',
  },
  pin_mismatch: {
    title: 'המספר מוגן בקוד PIN',
    advice:
      'בקשו את הקוד ממי שהגדיר לכם את WhatsApp, או שיכבה את האימות הדו-שלבי ב-WhatsApp Manager. אחר כך נסו שוב.',
  },
  registration_rate_limited: {
    title: 'יותר מדי ניסיונות עם המספר הזה',
    advice: 'WhatsApp מבקשת להמתין. נסו שוב בעוד שלושה ימים, או עכשיו עם מספר אחר.',
  },
  webhook_subscription_failed: {
    title: 'לא הצלחנו להפעיל את ההודעות',
    advice: 'המתינו כמה דקות ונסו שוב. אם זה חוזר, פנו לתמיכה של השירות.',
  },
  account_restricted: {
    title: 'פייסבוק הגבילה את החשבון הזה',
    advice: 'הסיבה מופיעה ב-business.facebook.com/business-support-home. אחרי שזה ייפתר, נסו שוב.',
  },
  meta_rate_limited: {
    title: 'פייסבוק עמוסה כרגע',
    advice: 'המתינו כשעה ונסו שוב.',
  },
  meta_unavailable: {
    title: 'פייסבוק לא עונה כרגע',
    advice: 'המתינו כמה דקות ונסו שוב. שום דבר לא אבד.',
  },
  meta_flow_error: {
    title: 'פייסבוק דיווחה על שגיאה',
    advice: 'המתינו כמה דקות ונסו שוב. אם הופיעה הודעה בחלון של פייסבוק, פעלו קודם לפיה.',
  },
  page_subscription_failed: {
    title: 'לא הצלחנו לחבר את הדף שלכם',
    advice: 'נסו שוב עם מי שיש לו שליטה מלאה בדף, והשאירו את כל ההרשאות מסומנות.',
  },
  credit_line_failed: {
    title: 'לא הצלחנו להגדיר את התשלום',
    advice: 'לא תוכלו לתקן זאת בעצמכם. הציגו את ההודעה הזו לתמיכה של השירות.',
  },
};

export const phone: typeof englishPhone = {
  heading: 'ממשיכים בטלפון',
  scan: 'סרקו במצלמת הטלפון. הדף הזה יתעדכן מעצמו.',
  open: 'פתחו שם את הקישור הזה. הדף הזה יתעדכן מעצמו.',
  qrCode: 'קוד QR של הקישור',
  back: 'חזרה',
};
