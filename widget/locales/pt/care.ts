import type {care as english} from '../en/care.ts';

export const care: typeof english = {
  health: {
    connected: 'Tudo certo.',
    in_review: 'O WhatsApp está verificando esta conta. Enquanto isso, tudo funciona.',
    disconnected: 'As mensagens pararam: o Facebook restringiu esta conta.',
    lost: 'As mensagens pararam: a permissão foi retirada. Conecte de novo para devolvê-la.',
    pending: 'O WhatsApp ainda está preparando este número. Você já pode receber e, em breve, enviar.',
  },
  reconnect: 'Conectar de novo',
  disconnect: 'Desconectar',
  confirm: {
    heading: 'Desconectar?',
    sentence: (project) => `${project} não poderá mais enviar nem receber mensagens por você.`,
    keep: 'Manter conexão',
    again: (project) =>
      `Primeiro a conexão antiga é removida. Depois conecte com ${project} como da primeira vez.`,
  },
  sendTest: 'Enviar mensagem de teste',
  arrived: (text) => `“${text}” chegou.`,
  tryIt: (type) =>
    type === 'messenger'
      ? 'Para testar, escreva para sua Página de outra conta.'
      : 'Para testar, escreva para seu número de outro celular.',
  problem: 'Não deu certo. Tente de novo daqui a pouco.',
};
