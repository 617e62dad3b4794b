import type {Connection} from '../../../server/contract/connection.ts';
import type {managerForms as english} from '../en/manager-forms.ts';

const product = (type: Connection['connectionType']): string => (type === 'messenger' ? 'ماسنجر' : 'واتساب');

/** A name in another script keeps its order, and that of the words around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

export const managerForms: typeof english = {
  offline: 'تعذّر الوصول إلى الخدمة. حاول مجددًا.',
  refused: 'لم ينجح ذلك.',
  busy: 'لحظة…',
  close: 'إغلاق',

  create: 'دعوة جديدة',
  clientName: 'العميل',
  clientEmail: 'البريد الإلكتروني',
  sendEmail: 'إرسال الرابط بالبريد الإلكتروني',
  clientPhone: 'الهاتف',
  channel: 'القناة',
  number: 'الرقم المراد ربطه',
  ownNumber: 'رقم من العميل',
  noNumbers: 'لا يوجد رقم متاح ضمن أرقامك.',
  countries: 'البلدان المسموح بها',
  anyCountry: 'كلها، ما لم تُضف بلدانًا بعينها.',
  added: (name) => `${isolated(name)}: تمت الإضافة`,
  removed: (name) => `${isolated(name)}: تمت الإزالة`,
  remove: (name) => `إزالة ${isolated(name)}`,
  days: 'عدد الأيام حتى انتهاء الصلاحية',
  more: 'المزيد',
  language: 'اللغة',
  theirBrowser: 'لغة متصفح العميل',
  externalId: 'معرّف العميل لديك',
  submit: 'إنشاء الدعوة',
  wrong: {
    clientName: 'أدخل اسمًا.',
    clientEmail: 'أدخل عنوان بريد إلكتروني كاملًا.',
    clientPhone: 'ابدأ بعلامة + ورمز البلد: \u2066+966 50 111 2222\u2069',
    expiresInDays: 'أدخل عددًا من 1 إلى 30.',
    allowedPhoneCountries: 'اختر بلدًا من القائمة.',
    phoneNumberId: 'لم يعد هذا الرقم متاحًا. اختر رقمًا آخر.',
  },

  link: 'رابط العميل',
  copy: 'نسخ الرابط',
  copied: 'تم النسخ.',
  copyYourself: 'الرابط محدد: انسخه الآن.',
  share: 'مشاركة…',
  qrCode: 'رمز QR',
  download: (kind) => `تنزيل ${kind}`,

  import: 'استيراد من CSV',
  chooseFile: 'اختر ملف CSV أو أفلته هنا',
  template: 'تنزيل نموذج',
  rows: 'الصفوف',
  fresh: 'جديدة',
  created: 'أُنشئت',
  existing: 'موجودة من قبل',
  failed: 'بها مشكلات',
  firstRows: 'الصفوف الأولى',
  problems: 'المشكلات',
  line: 'السطر',
  column: 'العمود',
  problem: 'المشكلة',
  moreProblems: (count) => `و${count} غيرها.`,
  startImport: (count) => `استيراد ${count}`,
  anotherFile: 'ملف آخر',
  downloaded: 'تم التنزيل.',

  figures: 'الإحصاءات',
  from: 'من',
  to: 'إلى',
  wrongRange: 'اختر سنة على الأكثر، على أن تسبق البداية النهاية.',
  nothingSent: 'لا توجد دعوات في هذه الأيام.',
  funnel: 'إلى أين يصل العملاء',
  sent: 'أُرسلت',
  opened: 'فُتحت',
  started: 'بدأ التسجيل',
  // After a colon, as `Intl` gives “two hours” in the nominative only.
  median: (time) => `يُكمل نصفهم الربط خلال هذه المدة: ${time}.`,
  stopped: 'أين يتوقفون',
  reasons: 'أسباب الفشل',

  subject: (type) => `اربط حسابك على ${product(type)}`,
  message: (type, client, url, until) =>
    `مرحبًا${client && ` ${isolated(client)}`}،\n\nيُرجى ربط حسابك على ${product(type)} من هنا:\n${url}\n\nيعمل الرابط حتى ${until}.`,
};
