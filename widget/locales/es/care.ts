import type {care as english} from '../en/care.ts';

export const care: typeof english = {
  health: {
    connected: 'Todo está bien.',
    in_review: 'WhatsApp está revisando esta cuenta. Mientras tanto todo funciona.',
    disconnected: 'Ya no llegan mensajes: Facebook ha restringido esta cuenta.',
    lost: 'Ya no llegan mensajes: se retiró el permiso. Conecta otra vez para devolverlo.',
    pending: 'WhatsApp aún prepara este número. Ya puedes recibir y pronto podrás enviar.',
  },
  reconnect: 'Conectar otra vez',
  disconnect: 'Desconectar',
  confirm: {
    heading: '¿Desconectar?',
    sentence: (project) => `${project} ya no podrá enviar ni recibir mensajes por ti.`,
    keep: 'Dejarlo',
    again: (project) =>
      `Primero se quita la conexión anterior. Después conectas ${project} como la primera vez.`,
  },
  sendTest: 'Enviar un mensaje de prueba',
  arrived: (text) => `«${text}» ha llegado.`,
  tryIt: (type) =>
    type === 'messenger'
      ? 'Para probarlo, escribe a tu página desde otra cuenta.'
      : 'Para probarlo, escribe a tu número desde otro teléfono.',
  problem: 'No ha funcionado. Inténtalo de nuevo en un momento.',
};
