import type {Connection} from '../../../server/contract/connection.ts';
import type {element as english} from '../en/element.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const element: typeof english = {
  loading: 'Carregando…',
  testMode: 'Modo de teste',
  connect: (type) => `Conectar o ${product(type)}`,
  introduction: (type, project) => ({
    heading: `Conecte o ${product(type)}`,
    sentence:
      type === 'messenger'
        ? `Vincule sua Página do Facebook a ${project}. Você precisa da sua conta do Facebook. Leva cerca de 2 minutos.`
        : `Vincule seu número do WhatsApp Business a ${project}. Você precisa da sua conta do Facebook e do seu celular. Leva cerca de 3 minutos.`,
  }),
  needs: 'Do que você precisa',
  opening: 'Abrindo…',
  connected: (type, project) => ({
    heading: `O ${product(type)} está conectado`,
    sentence: `Agora ${project} pode enviar e receber mensagens do ${product(type)} por você.`,
  }),
  failed: {
    heading: 'Não deu certo',
    sentence: 'Tente de novo daqui a pouco.',
  },
  offline: {
    heading: 'Sem conexão no momento',
    sentence: 'Verifique sua internet. Enquanto isso, continuamos tentando.',
  },
  tryNow: 'Tentar agora',
  unreachable: 'Não foi possível acessar o serviço. Verifique sua internet e tente de novo.',
  tooManyTries: 'Tentativas demais. Aguarde um minuto e tente de novo.',
};
