import type {needed as english} from '../en/needed.ts';

export const needed: typeof english = (type, hasNumber) =>
  type === 'messenger'
    ? ['Sayfanızın tam kontrolüne sahip Facebook hesabı']
    : [
        'İşletmenizi yöneten Facebook hesabı',
        ...(hasNumber
          ? []
          : [
              'SMS veya aramayla kod almak için telefonunuz',
              'WhatsApp uygulamasında kullanılmayan ya da oradan çıkarabileceğiniz bir numara',
            ]),
      ];
