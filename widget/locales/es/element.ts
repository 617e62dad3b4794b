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
  needs: 'Qué necesitas',
  opening: 'Abriendo…',
  connected: (type, project) => ({
    heading: `${product(type)} está conectado`,
    sentence: `${project} ya puede enviar y recibir mensajes de ${product(type)} por ti.`,
  }),
  failed: {
    heading: 'No ha funcionado',
    sentence: 'Inténtalo de nuevo en un momento.',
  },
  offline: {
    heading: 'Ahora no hay conexión',
    sentence: 'Revisa tu conexión a internet. Mientras tanto seguimos intentándolo.',
  },
  tryNow: 'Probar ahora',
  unreachable: 'No pudimos contactar con el servicio. Revisa tu conexión a internet e inténtalo de nuevo.',
  tooManyTries: 'Demasiados intentos. Espera un minuto e inténtalo de nuevo.',
};
