import type {needed as english} from '../en/needed.ts';

export const needed: typeof english = (type, hasNumber) =>
  type === 'messenger'
    ? ['L’account Facebook con il controllo completo della tua Pagina']
    : [
        'L’account Facebook che gestisce la tua azienda',
        ...(hasNumber
          ? []
          : [
              'Il telefono a portata di mano, per ricevere un codice per SMS o chiamata',
              'Un numero che non sia in uso nell’app WhatsApp, o che tu possa togliere da lì',
            ]),
      ];
