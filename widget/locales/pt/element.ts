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

  opening: 'Abrindo…',
  waiting: {
    heading: 'Termine na outra janela',
    sentence: 'Siga as etapas por lá. Esta página se atualiza sozinha quando você terminar.',
  },
  openWindow: 'Abrir a janela',
  reopen: 'Abrir a janela de novo',
  cancel: 'Cancelar',

  blocked: {
    heading: 'Só mais um toque',
    sentence: 'Seu navegador não deixou abrir uma janela. Abra o cadastro você mesmo:',
  },
  openTab: 'Abrir em outra guia',
  continueHere: 'Continuar nesta guia',

  usePhone: 'Usar o celular',

  elsewhere: {
    heading: 'O cadastro já foi iniciado',
    sentence: 'Continue na janela em que ele começou ou recomece aqui.',
  },
  continue: 'Continuar',
  startAgain: 'Recomeçar',

  finishing: {
    heading: 'Quase pronto',
    sentence: 'Estamos preparando tudo. Costuma levar alguns segundos.',
  },
  steps: {
    discover: 'Encontrar a conta',
    subscribe: 'Ativar mensagens',
    register: 'Registrar o número',
  },

  choose: (type) =>
    type === 'messenger'
      ? {
          heading: 'Escolha sua Página',
          sentence: 'Sua conta tem mais de uma Página. Escolha a que você quer conectar.',
        }
      : {
          heading: 'Escolha seu número',
          sentence: 'Sua conta tem mais de um número. Escolha o que você quer conectar.',
        },

  connected: (type, project) => ({
    heading: `O ${product(type)} está conectado`,
    sentence: `Agora ${project} pode enviar e receber mensagens do ${product(type)} por você.`,
  }),

  failed: {
    heading: 'Não deu certo',
    sentence: 'Tente de novo daqui a pouco.',
  },
  tryAgain: 'Tentar de novo',

  expired: 'Este convite expirou',
  cancelled: 'Este convite foi cancelado',
  startAnew: 'Você pode recomeçar quando quiser.',
  askForNewLink: (project) => `Peça a ${project} um novo link.`,

  offline: {
    heading: 'Sem conexão no momento',
    sentence: 'Verifique sua internet. Enquanto isso, continuamos tentando.',
  },
  tryNow: 'Tentar agora',

  refused: {
    heading: 'Não podemos mostrar isto agora',
    sentence: 'Recarregue a página ou entre de novo. Se não resolver, fale com o suporte deste site.',
  },
  linkRefused: {
    heading: 'Este link não funciona',
    sentence: 'Confira se o link está completo ou peça um novo à empresa que o enviou.',
  },

  unreachable: 'Não foi possível acessar o serviço. Verifique sua internet e tente de novo.',
  tooManyTries: 'Tentativas demais. Aguarde um minuto e tente de novo.',
};
