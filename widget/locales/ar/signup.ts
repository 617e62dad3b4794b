import type {signup as english} from '../en/signup.ts';

/** A name in another script keeps its order, and that of the words around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

export const signup: typeof english = {
  waiting: {
    heading: 'أكمل في النافذة الأخرى',
    sentence: 'اتبع الخطوات هناك. تتحدث هذه الصفحة تلقائيًا عند الانتهاء.',
  },
  openWindow: 'فتح النافذة',
  reopen: 'فتح النافذة مجددًا',
  cancel: 'إلغاء',
  blocked: {
    heading: 'لمسة واحدة بعد',
    sentence: 'لم يسمح متصفحك بفتح نافذة جديدة. افتح التسجيل بنفسك:',
  },
  openTab: 'فتح في علامة تبويب جديدة',
  continueHere: 'المتابعة هنا',
  usePhone: 'المتابعة على الهاتف',
  elsewhere: {
    heading: 'بدأ التسجيل بالفعل',
    sentence: 'تابع في النافذة التي بدأت فيها، أو ابدأ من جديد هنا.',
  },
  continue: 'متابعة',
  startAgain: 'البدء من جديد',
  finishing: {
    heading: 'أوشكنا على الانتهاء',
    sentence: 'نجهّز كل شيء. يستغرق ذلك عادةً بضع ثوانٍ.',
  },
  steps: {
    discover: 'العثور على الحساب',
    subscribe: 'تفعيل الرسائل',
    register: 'تسجيل الرقم',
  },
  choose: (type) =>
    type === 'messenger'
      ? {
          heading: 'اختر صفحتك',
          sentence: 'في حسابك أكثر من صفحة. اختر الصفحة التي تريد ربطها.',
        }
      : {
          heading: 'اختر رقمك',
          sentence: 'في حسابك أكثر من رقم. اختر الرقم الذي تريد ربطه.',
        },
  tryAgain: 'إعادة المحاولة',
  expired: 'انتهت صلاحية هذه الدعوة',
  cancelled: 'أُلغيت هذه الدعوة',
  startAnew: 'يمكنك البدء من جديد متى شئت.',
  askForNewLink: (project) => `اطلب رابطًا جديدًا من ${isolated(project)}.`,
  refused: {
    heading: 'لا يمكننا عرض هذا الآن',
    sentence: 'أعد تحميل الصفحة أو سجّل الدخول مجددًا. إن لم ينفع ذلك، فتواصل مع دعم هذا الموقع.',
  },
  linkRefused: {
    heading: 'هذا الرابط لا يعمل',
    sentence: 'تأكد من أن الرابط كامل، أو اطلب رابطًا جديدًا من الشركة التي أرسلته.',
  },
};
