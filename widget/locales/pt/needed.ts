import type {needed as english} from '../en/needed.ts';

export const needed: typeof english = (type, hasNumber) =>
  type === 'messenger'
    ? ['A conta do Facebook com controle total da sua Página']
    : [
        'A conta do Facebook que administra sua empresa',
        ...(hasNumber
          ? []
          : [
              'Seu telefone à mão, para receber um código por SMS ou ligação',
              'Um número que não esteja em uso no app do WhatsApp, ou que você possa tirar dele',
            ]),
      ];
