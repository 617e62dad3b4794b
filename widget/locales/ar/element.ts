import type {Connection} from '../../../server/contract/connection.ts';
import type {element as english} from '../en/element.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'ماسنجر' : 'واتساب');

/** A name in another script keeps its order, and that of the words around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

export const element: typeof english = {
  loading: 'جارٍ التحميل…',
  testMode: 'وضع الاختبار',
  connect: (type) => `ربط ${product(type)}`,
  introduction: (type, project) => ({
    heading: `اربط ${product(type)}`,
    sentence:
      type === 'messenger'
        ? `اربط صفحتك على فيسبوك مع ${isolated(project)}. ستحتاج إلى حسابك على فيسبوك. يستغرق ذلك نحو دقيقتين.`
        : `اربط رقم واتساب للأعمال مع ${isolated(project)}. ستحتاج إلى حسابك على فيسبوك وإلى هاتفك. يستغرق ذلك نحو ثلاث دقائق.`,
  }),
  needs: 'ما تحتاج إليه',
  opening: 'جارٍ الفتح…',
  connected: (type, project) => ({
    heading: `تم ربط ${product(type)}`,
    sentence: `يمكن الآن لـ ${isolated(project)} إرسال رسائل ${product(type)} واستلامها نيابةً عنك.`,
  }),
  failed: {
    heading: 'لم ينجح ذلك',
    sentence: 'يُرجى إعادة المحاولة بعد قليل.',
  },
  offline: {
    heading: 'لا يوجد اتصال حاليًا',
    sentence: 'تحقق من اتصالك بالإنترنت. سنواصل المحاولة.',
  },
  tryNow: 'المحاولة الآن',
  unreachable: 'تعذّر الوصول إلى الخدمة. تحقق من اتصالك بالإنترنت وحاول مجددًا.',
  tooManyTries: 'محاولات كثيرة. انتظر دقيقة ثم حاول مجددًا.',
};
