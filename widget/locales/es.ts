import type {Connection} from '../../server/contract/connection.ts';
import type {
  element as english,
  failures as englishFailures,
  pages as englishPages,
  phone as englishPhone,
} from './en.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const element: typeof english = {
  loading: 'Cargando…',
  testMode: 'Modo de prueba',

  connect: (type) => `Conectar ${product(type)}`,
  introduction: (type, project) => ({
    heading: `Conecta ${product(type)}`,
    sentence:
      type === 'messenger'
        ? `Vincula tu página de Facebook con ${project}. Necesitas tu cuenta de Facebook. Tardarás unos 2 minutos.`
        : `Vincula tu número de WhatsApp Business con ${project}. Necesitas tu cuenta de Facebook y tu teléfono. Tardarás unos 3 minutos.`,
  }),

  opening: 'Abriendo…',
  waiting: {
    heading: 'Termina en la otra ventana',
    sentence: 'Sigue los pasos que ves allí. Esta página se actualiza sola cuando termines.',
  },
  openWindow: 'Abrir la ventana',
  reopen: 'Abrir la ventana otra vez',
  cancel: 'Cancelar',

  blocked: {
    heading: 'Un toque más',
    sentence: 'Tu navegador no nos dejó abrir una ventana. Abre tú el registro:',
  },
  openTab: 'Abrir en otra pestaña',
  continueHere: 'Seguir en esta pestaña',

  usePhone: 'Usar el teléfono',

  elsewhere: {
    heading: 'Ya se empezó un registro',
    sentence: 'Continúa en la ventana donde se empezó, o empieza de nuevo aquí.',
  },
  continue: 'Continuar',
  startAgain: 'Empezar de nuevo',

  finishing: {
    heading: 'Ya casi está',
    sentence: 'Lo estamos preparando todo. Suele tardar unos segundos.',
  },
  steps: {
    discover: 'Buscar la cuenta',
    subscribe: 'Activar mensajes',
    register: 'Registrar el número',
  },

  choose: (type) =>
    type === 'messenger'
      ? {
          heading: 'Elige tu página',
          sentence: 'Tu cuenta tiene más de una página. Elige la que quieres conectar.',
        }
      : {
          heading: 'Elige tu número',
          sentence: 'Tu cuenta tiene más de un número. Elige el que quieres conectar.',
        },

  connected: (type, project) => ({
    heading: `${product(type)} está conectado`,
    sentence: `${project} ya puede enviar y recibir mensajes de ${product(type)} por ti.`,
  }),

  failed: {
    heading: 'No ha funcionado',
    sentence: 'Inténtalo de nuevo en un momento.',
  },
  tryAgain: 'Intentar de nuevo',

  expired: 'Esta invitación ha caducado',
  cancelled: 'Esta invitación se canceló',
  startAnew: 'Puedes empezar de nuevo cuando quieras.',
  askForNewLink: (project) => `Pide a ${project} que te envíe un enlace nuevo.`,

  offline: {
    heading: 'Ahora no hay conexión',
    sentence: 'Revisa tu conexión a internet. Mientras tanto seguimos intentándolo.',
  },
  tryNow: 'Probar ahora',

  refused: {
    heading: 'Ahora no podemos mostrar esto',
    sentence: 'Recarga la página o inicia sesión otra vez. Si sigue igual, escribe al soporte de este sitio.',
  },
  linkRefused: {
    heading: 'Este enlace no funciona',
    sentence: 'Comprueba que tienes el enlace completo, o pide uno nuevo a la empresa que te lo envió.',
  },

  unreachable: 'No pudimos contactar con el servicio. Revisa tu conexión a internet e inténtalo de nuevo.',
  tooManyTries: 'Demasiados intentos. Espera un minuto e inténtalo de nuevo.',
};

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

export const pages: typeof englishPages = {
  invites: (type, project) => `${project} te invita a conectar ${product(type)}`,
  invitationFor: (client) => `Invitación para ${client}`,
  explanation: (type, project) =>
    type === 'messenger'
      ? `Entras en facebook.com y eliges tu página. Después, ${project} podrá enviar y recibir mensajes de Messenger por ella. Nunca verá tu contraseña.`
      : `Entras en facebook.com, eliges tu empresa y confirmas tu número. Después, ${project} podrá enviar y recibir mensajes de WhatsApp con ese número. Nunca verá tu contraseña.`,

  needs: 'Qué necesitas',
  needed: (type) =>
    type === 'messenger'
      ? ['La cuenta de Facebook con control total de tu página']
      : [
          'La cuenta de Facebook que administra tu empresa',
          'Tu teléfono a mano, para recibir un código por SMS o llamada',
          'Un número que no se use en la aplicación de WhatsApp, o que puedas sacar de ella',
        ],
  neededWithNumber: ['La cuenta de Facebook que administra tu empresa'],
  assigned: {
    heading: 'Tu número',
    sentence: (project) =>
      `${project} lo ha reservado para ti. Elígelo en la ventana de Facebook: no se puede conectar ningún otro.`,
    code: (code) => `En el modo de prueba nadie llama. El código de la llamada sería ${code}.`,
  },
  expires: (remaining, time) => `Este enlace caduca ${remaining} (${time}).`,
  stranger: (project) => `¿No conoces a ${project}? Cierra esta página y no pasará nada.`,
  introduction: (type) => ({
    heading: '¿Lo tienes todo?',
    text: `Tardarás unos ${type === 'messenger' ? '2' : '3'} minutos. Nada se conecta antes del último paso.`,
  }),
  continue: 'Continuar con Facebook',
  sdkLocale: 'es_ES',
  popup: {
    waiting: 'Sigue los pasos en la ventana de Facebook. Al terminar, esta página avanza sola.',
    closed: 'He cerrado la ventana',
    redirect: 'Continuar sin la ventana',
  },

  steps: {
    dialog: 'Esperamos la respuesta de Facebook.',
    exchange: 'Estamos confirmando tu acceso con Facebook.',
    discover: 'Estamos buscando lo que has compartido.',
    choose: 'Hemos encontrado varias opciones. Elige la que quieres conectar.',
    share: 'Estamos preparando la cuenta.',
    subscribe: 'Estamos activando los mensajes.',
    register: 'Estamos registrando tu número en WhatsApp.',
    pin: 'Necesitamos el PIN de tu número.',
    sync: 'Estamos pidiendo tus contactos y mensajes.',
    complete: 'Estamos guardando la conexión.',
    done: 'Era el último paso.',
  },
  reload: 'Actualizar esta página',
  connectChosen: (type) => (type === 'messenger' ? 'Conectar esta página' : 'Conectar este número'),
  loggedIn: (person) =>
    `Has entrado en Facebook como ${person}. ¿No ves tu página? Empieza de nuevo con la persona que la administra y elígela en la ventana de Facebook.`,

  pin: {
    heading: 'Escribe el PIN de tu número',
    explanation:
      'WhatsApp pide el PIN de la verificación en dos pasos. Se eligió cuando se configuró este número en WhatsApp, a menudo por la empresa que lo hizo por ti. No es el código que recibiste por SMS.',
    label: 'PIN de seis cifras',
    problems: {
      wrong:
        'WhatsApp no lo ha aceptado. Revisa el PIN o comprueba que la verificación en dos pasos esté desactivada.',
      format: 'El PIN tiene seis cifras.',
    },
    unknown: '¿No sabes el PIN? Desactívalo',
    turnOff: [
      'Abre WhatsApp Manager en business.facebook.com/wa/manage.',
      'En «Números de teléfono», abre la configuración de este número.',
      'En «Verificación en dos pasos», desactívala. Facebook te envía un correo para confirmarlo.',
    ],
    turnedOff: 'Ya lo desactivé',
  },

  allDone: 'Todo listo, ¡gracias!',
  stillChecking:
    'WhatsApp todavía está revisando este número, así que los primeros mensajes pueden tardar. No tienes que hacer nada.',
  closeWindow: 'Ya puedes cerrar esta ventana.',

  renewalOffer: (project) => `Puedes pedir un enlace nuevo a ${project}. Basta con pulsar una vez.`,
  askForRenewal: 'Pedir un enlace nuevo',
  renewalRequested: 'Tu petición está en camino',
  renewalComes: (project) => `Hemos avisado a ${project} de que necesitas un enlace nuevo. Te responderá.`,

  replacedTitle: 'Has vuelto a empezar en otra ventana',
  replacedSentence: 'Continúa allí. Esta ventana ya no hace falta.',
  startHere: 'Empezar de nuevo aquí',
  lateTitle: 'No pudimos continuar aquí',
  lateSentence:
    'Ha tardado demasiado, o has vuelto en otro navegador. No se ha cambiado nada. Ve a la página o al enlace donde empezaste y empieza de nuevo.',
  errors: {
    rate_limited: 'Fueron demasiados intentos en poco tiempo. Espera un minuto y vuelve a intentarlo.',
    storage_unavailable:
      'El servicio hace una pausa breve. No ha cambiado nada. Inténtalo de nuevo en unos minutos.',
    forbidden: 'Abre el enlace otra vez y empieza desde allí.',
    not_found: 'No hay nada en esta dirección. Comprueba que tienes el enlace completo.',
    other: 'No es culpa tuya. No ha cambiado nada. Vuelve atrás e inténtalo de nuevo.',
  },
  deletion: {
    done: 'Tus datos se han eliminado',
    running: 'Estamos eliminando tus datos',
    requested: (time: string) => `Lo pediste el ${time}.`,
    finished: (time: string, senders: number) =>
      `Terminamos el ${time}. ${senders === 0 ? 'No tenías ninguna cuenta conectada aquí.' : senders === 1 ? 'Se quitó una cuenta conectada, con todo lo que Meta nos había dado sobre ella.' : `Se quitaron ${senders} cuentas conectadas, con todo lo que Meta nos había dado sobre ellas.`}`,
    unknown: 'No conocemos este código',
    checkCode: 'Comprueba que tienes la dirección completa que te dio Facebook.',
  },
  errorTitle: 'Algo ha fallado',
  back: (host) => `Volver a ${host}`,
};
