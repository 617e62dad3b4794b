import type {needed as english} from '../en/needed.ts';

export const needed: typeof english = (type, hasNumber) =>
  type === 'messenger'
    ? ['Das Facebook-Konto mit voller Kontrolle über Ihre Seite']
    : [
        'Das Facebook-Konto, das Ihr Unternehmen verwaltet',
        ...(hasNumber
          ? []
          : [
              'Ihr Telefon, um einen Code per SMS oder Anruf zu erhalten',
              'Eine Nummer, die nicht in der WhatsApp-App verwendet wird oder die Sie dort abmelden können',
            ]),
      ];
