import type {needed as english} from '../en/needed.ts';

export const needed: typeof english = (type, hasNumber) =>
  type === 'messenger'
    ? ['La cuenta de Facebook con control total de tu página']
    : [
        'La cuenta de Facebook que administra tu empresa',
        ...(hasNumber
          ? []
          : [
              'Tu teléfono a mano, para recibir un código por SMS o llamada',
              'Un número que no se use en la aplicación de WhatsApp, o que puedas sacar de ella',
            ]),
      ];
