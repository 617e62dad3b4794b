import type {Connection} from '../../../server/contract/connection.ts';
import type {pages as english} from '../en/pages.ts';
import {plural} from '../plural.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'ماسنجر' : 'واتساب');

export const pages: typeof english = {
  invites: (type, project) => `يدعوك ${project} إلى ربط ${product(type)}`,
  invitationFor: (client) => `دعوة إلى ${client}`,
  explanation: (type, project) =>
    type === 'messenger'
      ? `تسجّل الدخول على facebook.com وتختار صفحتك. بعدها يمكن لـ ${project} إرسال رسائل ماسنجر واستلامها باسم الصفحة، دون الاطلاع على كلمة سرك أبدًا.`
      : `تسجّل الدخول على facebook.com وتختار نشاطك التجاري وتؤكد رقمك. بعدها يمكن لـ ${project} إرسال رسائل واتساب واستلامها بهذا الرقم، دون الاطلاع على كلمة سرك أبدًا.`,

  assigned: {
    heading: 'رقمك',
    sentence: (project) => `خصّصه ${project} لك. اختره في نافذة فيسبوك: لا يمكن ربط أي رقم آخر.`,
    code: (code) => `في وضع الاختبار لا يتصل أحد. رمز المكالمة هو ${code}.`,
  },
  expires: (remaining, time) => `تنتهي صلاحية هذا الرابط ${remaining} (${time}).`,
  stranger: (project) => `لا تعرف ${project}؟ أغلق هذه الصفحة ولن يحدث شيء.`,
  introduction: (type) => ({
    heading: 'هل أنت جاهز؟',
    text: `يستغرق ذلك نحو ${type === 'messenger' ? 'دقيقتين' : 'ثلاث دقائق'}. لا يُربط شيء قبل الخطوة الأخيرة.`,
  }),
  continue: 'المتابعة باستخدام فيسبوك',
  sdkLocale: 'ar_AR',
  popup: {
    waiting: 'اتبع الخطوات في نافذة فيسبوك. تنتقل هذه الصفحة تلقائيًا عند الانتهاء.',
    closed: 'أغلقت النافذة',
    redirect: 'المتابعة دون النافذة',
  },

  steps: {
    dialog: 'ننتظر رد فيسبوك.',
    exchange: 'نؤكد تسجيل دخولك مع فيسبوك.',
    discover: 'نبحث عمّا شاركته.',
    choose: 'وجدنا أكثر من خيار. اختر ما تريد ربطه.',
    share: 'نجهّز الحساب.',
    subscribe: 'نفعّل الرسائل.',
    register: 'نسجّل رقمك في واتساب.',
    pin: 'نحتاج إلى رمز PIN لرقمك.',
    sync: 'نطلب جهات اتصالك ورسائلك.',
    complete: 'نحفظ الربط.',
    done: 'كانت هذه الخطوة الأخيرة.',
  },
  reload: 'تحديث هذه الصفحة',
  connectChosen: (type) => (type === 'messenger' ? 'ربط هذه الصفحة' : 'ربط هذا الرقم'),
  loggedIn: (person) =>
    `سجّلت الدخول إلى فيسبوك باسم ${person}. صفحتك ليست هنا؟ ابدأ من جديد مع من يديرها، واخترها في نافذة فيسبوك.`,

  pin: {
    heading: 'أدخل رمز PIN لرقمك',
    explanation:
      'يطلب واتساب رمز PIN الخاص بالتحقق بخطوتين. اختير الرمز عند إعداد هذا الرقم لواتساب، وغالبًا من الشركة التي أعدّته لك. وهو ليس الرمز الذي وصلك برسالة SMS.',
    label: 'رمز PIN من ستة أرقام',
    problems: {
      wrong: 'لم يقبله واتساب. تحقق من الرمز، أو تأكد من إيقاف التحقق بخطوتين.',
      format: 'يتكون رمز PIN من ستة أرقام.',
    },
    unknown: 'لا تعرف الرمز؟ أوقفه',
    turnOff: [
      'افتح مدير واتساب على business.facebook.com/wa/manage.',
      'ضمن «أرقام الهواتف»، افتح إعدادات هذا الرقم.',
      'ضمن «التحقق بخطوتين»، أوقفه. يرسل فيسبوك إليك بريدًا إلكترونيًا للتأكيد.',
    ],
    turnedOff: 'أوقفته',
  },

  allDone: 'اكتمل كل شيء، شكرًا لك',
  stillChecking: 'لا يزال واتساب يتحقق من هذا الرقم، فقد تتأخر الرسائل الأولى. لا يلزمك فعل أي شيء.',
  closeWindow: 'يمكنك إغلاق هذه النافذة الآن.',

  renewalOffer: (project) => `يمكنك طلب رابط جديد من ${project}. تكفي ضغطة واحدة.`,
  askForRenewal: 'طلب رابط جديد',
  renewalRequested: 'أُرسل طلبك',
  renewalComes: (project) => `أبلغنا ${project} بأنك تحتاج إلى رابط جديد. سيتواصلون معك.`,

  replacedTitle: 'بدأت من جديد في نافذة أخرى',
  replacedSentence: 'تابع هناك. لم تعد بحاجة إلى هذه النافذة.',
  startHere: 'البدء من جديد هنا',
  lateTitle: 'تعذّرت المتابعة هنا',
  lateSentence:
    'استغرق الأمر وقتًا طويلًا، أو عدت من متصفح آخر. لم يتغير شيء. عُد إلى الصفحة أو الرابط الذي بدأت منه وابدأ من جديد.',
  deletion: {
    done: 'حُذفت بياناتك',
    running: 'جارٍ حذف بياناتك',
    requested: (time) => `وقت الطلب: ${time}.`,
    finished: (time, senders) =>
      `وقت الحذف: ${time}. ${senders === 0 ? 'لم تكن لديك حسابات مربوطة هنا.' : `${plural('ar', senders, {one: 'أُزيل حساب مربوط واحد', two: 'أُزيل حسابان مربوطان', few: `أُزيلت ${senders} حسابات مربوطة`, many: `أُزيل ${senders} حسابًا مربوطًا`, other: `أُزيل ${senders} حساب مربوط`})} مع كل ما قدّمته لنا Meta من معلومات.`}`,
    unknown: 'هذا الرمز غير معروف',
    checkCode: 'تأكد من أن العنوان الذي أعطاك إياه فيسبوك كامل.',
  },
  errorTitle: 'حدث خطأ ما',
  errors: {
    rate_limited: 'محاولات كثيرة في وقت قصير. انتظر دقيقة ثم حاول مجددًا.',
    storage_unavailable: 'الخدمة متوقفة لفترة قصيرة. لم يتغير شيء. حاول مجددًا بعد بضع دقائق.',
    forbidden: 'افتح الرابط مجددًا وابدأ من هناك.',
    not_found: 'لا يوجد شيء على هذا العنوان. تأكد من أن الرابط كامل.',
    other: 'هذا ليس خطأك. لم يتغير شيء. ارجع وحاول مجددًا.',
  },
  back: (host) => `العودة إلى ${host}`,
};
