import type {needed as english} from '../en/needed.ts';

export const needed: typeof english = (type, hasNumber) =>
  type === 'messenger'
    ? ['ページのフルコントロールを持つFacebookアカウント']
    : [
        'ビジネスを管理しているFacebookアカウント',
        ...(hasNumber
          ? []
          : [
              'SMSまたは電話でコードを受け取るための電話',
              'WhatsAppアプリで使用していない番号、またはアプリから外せる番号',
            ]),
      ];
