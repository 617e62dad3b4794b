import type {Connection} from '../../../server/contract/connection.ts';
import type {pages as english} from '../en/pages.ts';
import {plural} from '../plural.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const pages: typeof english = {
  invites: (type, project) => `${project} convida você a conectar o ${product(type)}`,
  invitationFor: (client) => `Convite para ${client}`,
  explanation: (type, project) =>
    type === 'messenger'
      ? `Você entra em facebook.com e escolhe sua Página. Depois, ${project} pode enviar e receber mensagens do Messenger em nome dela, sem nunca ver sua senha.`
      : `Você entra em facebook.com, escolhe sua empresa e confirma seu número. Depois, ${project} pode enviar e receber mensagens do WhatsApp com esse número, sem nunca ver sua senha.`,

  assigned: {
    heading: 'Seu número',
    sentence: (project) =>
      `${project} o reservou para você. Escolha esse número na janela do Facebook: nenhum outro pode ser conectado.`,
    code: (code) => `No modo de teste ninguém liga. O código da ligação seria ${code}.`,
  },
  expires: (remaining, time) => `Este link expira ${remaining} (${time}).`,
  stranger: (project) => `Não conhece ${project}? Feche esta página e nada vai acontecer.`,
  introduction: (type) => ({
    heading: 'Vamos começar?',
    text: `Leva cerca de ${type === 'messenger' ? '2' : '3'} minutos. Nada é conectado antes da última etapa.`,
  }),
  continue: 'Continuar com o Facebook',
  sdkLocale: 'pt_BR',
  popup: {
    waiting: 'Siga as etapas na janela do Facebook. Quando você terminar, esta página avança sozinha.',
    closed: 'Fechei a janela',
    redirect: 'Continuar sem a janela',
  },

  steps: {
    dialog: 'Estamos aguardando a resposta do Facebook.',
    exchange: 'Estamos confirmando seu acesso com o Facebook.',
    discover: 'Estamos procurando o que você compartilhou.',
    choose: 'Encontramos mais de uma opção. Escolha a que você quer conectar.',
    share: 'Estamos preparando a conta.',
    subscribe: 'Estamos ativando as mensagens.',
    register: 'Estamos registrando seu número no WhatsApp.',
    pin: 'Precisamos do PIN do seu número.',
    sync: 'Estamos buscando seus contatos e mensagens.',
    complete: 'Estamos salvando sua conexão.',
    done: 'Essa foi a última etapa.',
  },
  reload: 'Atualizar esta página',
  connectChosen: (type) => (type === 'messenger' ? 'Conectar esta Página' : 'Conectar este número'),
  loggedIn: (person) =>
    `Você entrou no Facebook como ${person}. Sua Página não está aqui? Recomece com quem a administra e escolha a Página na janela do Facebook.`,

  pin: {
    heading: 'Digite o PIN do seu número',
    explanation:
      'O WhatsApp pede o PIN da confirmação em duas etapas. Ele foi criado quando este número foi configurado no WhatsApp, muitas vezes pela empresa que fez isso por você. Não é o código que você recebeu por SMS.',
    label: 'PIN de seis dígitos',
    problems: {
      wrong: 'O WhatsApp não aceitou. Confira o PIN ou se a confirmação em duas etapas está desativada.',
      format: 'O PIN tem seis dígitos.',
    },
    unknown: 'Não sabe o PIN? Desative-o',
    turnOff: [
      'Abra o Gerenciador do WhatsApp em business.facebook.com/wa/manage.',
      'Em “Números de telefone”, abra as configurações deste número.',
      'Em “Confirmação em duas etapas”, desative-a. O Facebook envia um e-mail para você confirmar.',
    ],
    turnedOff: 'Já desativei',
  },

  allDone: 'Tudo pronto, obrigado!',
  stillChecking:
    'O WhatsApp ainda está verificando este número, por isso as primeiras mensagens podem demorar. Você não precisa fazer nada.',
  closeWindow: 'Você já pode fechar esta janela.',

  renewalOffer: (project) => `Você pode pedir um novo link a ${project}. Basta um toque.`,
  askForRenewal: 'Pedir um novo link',
  renewalRequested: 'Seu pedido foi enviado',
  renewalComes: (project) => `Avisamos ${project} que você precisa de um novo link. Aguarde o contato.`,

  replacedTitle: 'Você recomeçou em outra janela',
  replacedSentence: 'Continue por lá. Esta janela não é mais necessária.',
  startHere: 'Recomeçar aqui',
  lateTitle: 'Não foi possível continuar aqui',
  lateSentence:
    'Demorou demais ou você voltou em outro navegador. Nada foi alterado. Volte à página ou ao link em que começou e recomece.',
  deletion: {
    done: 'Seus dados foram excluídos',
    running: 'Seus dados estão sendo excluídos',
    requested: (time) => `Você fez o pedido em ${time}.`,
    finished: (time, senders) =>
      `Concluído em ${time}. ${senders === 0 ? 'Você não tinha contas conectadas aqui.' : plural('pt', senders, {one: 'Uma conta conectada foi removida, com tudo o que a Meta nos informou sobre ela.', other: `${senders} contas conectadas foram removidas, com tudo o que a Meta nos informou sobre elas.`})}`,
    unknown: 'Não conhecemos este código',
    checkCode: 'Confira se você tem o endereço completo que o Facebook informou.',
  },
  errorTitle: 'Algo deu errado',
  errors: {
    rate_limited: 'Foram tentativas demais em pouco tempo. Aguarde um minuto e tente de novo.',
    storage_unavailable:
      'O serviço está em uma pausa rápida. Nada foi alterado. Tente de novo em alguns minutos.',
    forbidden: 'Abra o link de novo e comece por lá.',
    not_found: 'Não há nada neste endereço. Confira se o link está completo.',
    other: 'A culpa não é sua. Nada foi alterado. Volte e tente de novo.',
  },
  back: (host) => `Voltar para ${host}`,
};
