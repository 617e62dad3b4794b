import type {needed as english} from '../en/needed.ts';

export const needed: typeof english = (type, hasNumber) =>
  type === 'messenger'
    ? ['Le compte Facebook qui a le contrôle total de votre Page']
    : [
        'Le compte Facebook qui gère votre entreprise',
        ...(hasNumber
          ? []
          : [
              'Votre téléphone, pour recevoir un code par SMS ou par appel',
              'Un numéro qui n’est pas utilisé dans l’application WhatsApp, ou que vous pouvez en retirer',
            ]),
      ];
