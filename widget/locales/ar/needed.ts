import type {needed as english} from '../en/needed.ts';

export const needed: typeof english = (type, hasNumber) =>
  type === 'messenger'
    ? ['حساب فيسبوك الذي لديه تحكم كامل في صفحتك']
    : [
        'حساب فيسبوك الذي يدير نشاطك التجاري',
        ...(hasNumber
          ? []
          : ['هاتفك، لاستلام رمز برسالة SMS أو مكالمة', 'رقم غير مستخدم في تطبيق واتساب، أو يمكنك نقله منه']),
      ];
