import type {signup as english} from '../en/signup.ts';

export const signup: typeof english = {
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
  tryAgain: 'Intentar de nuevo',
  expired: 'Esta invitación ha caducado',
  cancelled: 'Esta invitación se canceló',
  startAnew: 'Puedes empezar de nuevo cuando quieras.',
  askForNewLink: (project) => `Pide a ${project} que te envíe un enlace nuevo.`,
  refused: {
    heading: 'Ahora no podemos mostrar esto',
    sentence: 'Recarga la página o inicia sesión otra vez. Si sigue igual, escribe al soporte de este sitio.',
  },
  linkRefused: {
    heading: 'Este enlace no funciona',
    sentence: 'Comprueba que tienes el enlace completo, o pide uno nuevo a la empresa que te lo envió.',
  },
};
