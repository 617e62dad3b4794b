import type {failures as englishFailures, phone as englishPhone} from '../en/later.ts';

export const failures: typeof englishFailures = {
  fb_cancelled: {
    title: 'Cerraste el registro antes de terminar',
    advice: 'No se ha cambiado nada. Inténtalo de nuevo y sigue los pasos hasta el final.',
  },
  fb_not_authorized: {
    title: 'Falta un permiso',
    advice:
      'Inténtalo de nuevo y deja marcados todos los permisos. Debes ser administrador de la empresa en Facebook.',
  },
  signup_abandoned: {
    title: 'El registro no se terminó',
    advice:
      'Inténtalo de nuevo y termina en menos de 30 minutos. Ten a mano lo que necesitas para entrar en Facebook.',
  },
  meta_no_pages: {
    title: 'No encontramos ninguna página de Facebook',
    advice:
      'Inténtalo de nuevo y elige al menos una página que administres. Si no tienes ninguna, créala antes en Facebook.',
  },
  internal_error: {
    title: 'Algo falló por nuestra parte',
    advice:
      'Espera unos minutos e inténtalo de nuevo. Si vuelve a pasar, escribe al soporte del servicio al que te conectas.',
  },
  code_expired: {
    title: 'El registro tardó demasiado',
    advice: 'Inténtalo de nuevo y sigue los pasos sin pausas largas.',
  },
  code_already_used: {
    title: 'Este registro ya se usó',
    advice: 'Cierra las otras ventanas de este registro e inténtalo de nuevo.',
  },
  configuration_error: {
    title: 'El registro no está bien configurado',
    advice:
      'No puedes arreglarlo tú. Enseña este mensaje al soporte del servicio al que te estás conectando y vuelve a intentarlo cuando te respondan.',
  },
  token_exchange_failed: {
    title: 'Facebook no confirmó la conexión',
    advice: 'Espera un minuto e inténtalo de nuevo.',
  },
  token_invalid: {
    title: 'Facebook no aceptó la conexión',
    advice: 'Inténtalo de nuevo. Comprueba que has entrado en la cuenta de Facebook correcta.',
  },
  waba_not_found: {
    title: 'No encontramos ninguna cuenta de WhatsApp Business',
    advice: 'Inténtalo de nuevo y elige o crea una cuenta de WhatsApp Business en la ventana de Facebook.',
  },
  no_phone_number: {
    title: 'Tu cuenta no tiene número de teléfono',
    advice: 'Inténtalo de nuevo y añade un número de teléfono en la ventana de Facebook.',
  },
  phone_not_verified: {
    title: 'El número no está confirmado',
    advice: 'Inténtalo de nuevo y escribe el código que recibes por SMS o llamada. Ten ese teléfono a mano.',
  },
  phone_country_not_allowed: {
    title: 'No se pueden conectar números de este país',
    advice:
      'Inténtalo de nuevo con un número de otro país, o pregunta al soporte del servicio al que te conectas.',
  },
  phone_already_connected: {
    title: 'Este número ya está conectado',
    advice: 'Inténtalo de nuevo con otro número, o desconéctalo antes de donde se usa ahora.',
  },
  phone_mismatch: {
    title: 'Ese era otro número',
    advice: 'Inténtalo de nuevo y elige en la ventana de Facebook el número que se te ha asignado.',
  },
  pin_mismatch: {
    title: 'El número está protegido con un PIN',
    advice:
      'Pide el PIN a quien configuró tu WhatsApp, o desactiva la verificación en dos pasos en WhatsApp Manager. Después inténtalo de nuevo.',
  },
  registration_rate_limited: {
    title: 'Demasiados intentos con este número',
    advice: 'WhatsApp pide esperar. Inténtalo de nuevo dentro de tres días, o usa otro número ahora.',
  },
  webhook_subscription_failed: {
    title: 'No pudimos activar los mensajes',
    advice:
      'Espera unos minutos e inténtalo de nuevo. Si vuelve a pasar, escribe al soporte del servicio al que te conectas.',
  },
  account_restricted: {
    title: 'Facebook ha restringido esta cuenta',
    advice:
      'Abre business.facebook.com/business-support-home para ver el motivo. Cuando esté resuelto, inténtalo de nuevo.',
  },
  meta_rate_limited: {
    title: 'Facebook está saturado',
    advice: 'Espera alrededor de una hora e inténtalo de nuevo.',
  },
  meta_unavailable: {
    title: 'Facebook no responde en este momento',
    advice: 'Espera unos minutos e inténtalo de nuevo. No se ha perdido nada.',
  },
  meta_flow_error: {
    title: 'Facebook informó de un error',
    advice:
      'Espera unos minutos e inténtalo de nuevo. Si la ventana de Facebook mostró un mensaje, haz primero lo que dice.',
  },
  page_subscription_failed: {
    title: 'No se pudo conectar tu página',
    advice:
      'Inténtalo de nuevo con una persona que tenga control total de la página y deja marcados todos los permisos.',
  },
  credit_line_failed: {
    title: 'No se pudo configurar el pago',
    advice:
      'No puedes arreglarlo tú. Muestra este mensaje al soporte del servicio al que te conectas e inténtalo de nuevo cuando te hayan respondido.',
  },
};

export const phone: typeof englishPhone = {
  heading: 'Sigue en tu teléfono',
  scan: 'Escanéalo con la cámara del teléfono. Esta página se actualiza sola.',
  open: 'Abre allí este enlace. Esta página se actualiza sola.',
  qrCode: 'Código QR de tu enlace',
  back: 'Volver',
};
