import type {signup as english} from '../en/signup.ts';

export const signup: typeof english = {
  waiting: {
    heading: 'Termine na outra janela',
    sentence: 'Siga as etapas por lá. Esta página se atualiza sozinha quando você terminar.',
  },
  openWindow: 'Abrir a janela',
  reopen: 'Abrir a janela de novo',
  cancel: 'Cancelar',
  blocked: {
    heading: 'Só mais um toque',
    sentence: 'Seu navegador bloqueou a nova janela. Abra o cadastro por aqui:',
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
  tryAgain: 'Tentar de novo',
  expired: 'Este convite expirou',
  cancelled: 'Este convite foi cancelado',
  startAnew: 'Você pode recomeçar quando quiser.',
  askForNewLink: (project) => `Peça a ${project} um novo link.`,
  refused: {
    heading: 'Não podemos mostrar isto agora',
    sentence: 'Recarregue a página ou entre de novo. Se não resolver, fale com o suporte deste site.',
  },
  linkRefused: {
    heading: 'Este link não funciona',
    sentence: 'Confira se o link está completo ou peça um novo à empresa que o enviou.',
  },
};
