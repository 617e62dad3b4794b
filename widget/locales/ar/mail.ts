import type {Connection} from '../../../server/contract/connection.ts';
import type {mail as english} from '../en/mail.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'ماسنجر' : 'واتساب');

export const mail: typeof english = {
  invites: (type, project) => `يدعوك ${project} إلى ربط ${product(type)}`,
  reminds: (type, project) => `تذكير: ينتظر ${project} أن تربط ${product(type)}`,
  invitationFor: (client) => `دعوة إلى ${client}`,
  testMode: 'هذا اختبار. لا يُربط شيء فعليًا.',
  explanation: (type, project) =>
    type === 'messenger'
      ? `تسجّل الدخول على facebook.com وتختار صفحتك. بعدها يمكن لـ ${project} إرسال رسائل ماسنجر واستلامها باسم الصفحة، دون الاطلاع على كلمة سرك أبدًا.`
      : `تسجّل الدخول على facebook.com وتختار نشاطك التجاري وتؤكد رقمك. بعدها يمكن لـ ${project} إرسال رسائل واتساب واستلامها بهذا الرقم، دون الاطلاع على كلمة سرك أبدًا.`,
  needs: (type) => `ما تحتاج إليه لنحو ${type === 'messenger' ? 'دقيقتين' : 'ثلاث دقائق'}:`,
  needed: (type) =>
    type === 'messenger'
      ? ['حساب فيسبوك الذي لديه تحكم كامل في صفحتك']
      : [
          'حساب فيسبوك الذي يدير نشاطك التجاري',
          'هاتفك، لاستلام رمز برسالة SMS أو مكالمة',
          'رقم غير مستخدم في تطبيق واتساب، أو يمكنك نقله منه',
        ],
  connect: (type) => `ربط ${product(type)}`,
  worksUntil: (time) => `يعمل الرابط حتى ${time}.`,
  plainLink: 'إن لم يعمل الزر، فانسخ هذا العنوان إلى متصفحك:',
  stranger: (project) => `لا تعرف ${project}؟ تجاهل هذه الرسالة ولن يحدث شيء.`,
};
