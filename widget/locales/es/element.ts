import type {Connection} from '../../../server/contract/connection.ts';
import type {element as english} from '../en/element.ts';

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
