import type {failures as englishFailures, phone as englishPhone} from '../en/later.ts';

export const failures: typeof englishFailures = {
  fb_cancelled: {
    title: 'Você fechou o cadastro antes do fim',
    advice: 'Nada foi alterado. Tente de novo e siga as etapas até o fim.',
  },
  fb_not_authorized: {
    title: 'Falta uma permissão',
    advice:
      'Tente de novo e deixe todas as permissões marcadas. Você precisa ser administrador da empresa no Facebook.',
  },
  signup_abandoned: {
    title: 'O cadastro não foi concluído',
    advice: 'Tente de novo e termine em até 30 minutos. Tenha à mão seus dados de acesso ao Facebook.',
  },
  meta_no_pages: {
    title: 'Não encontramos nenhuma Página do Facebook',
    advice:
      'Tente de novo e escolha pelo menos uma Página que você administra. Se não tiver nenhuma, crie uma antes no Facebook.',
  },
  internal_error: {
    title: 'Algo deu errado do nosso lado',
    advice:
      'Aguarde alguns minutos e tente de novo. Se acontecer outra vez, fale com o suporte do serviço ao qual você está se conectando.',
  },
  code_expired: {
    title: 'O cadastro demorou demais',
    advice: 'Tente de novo e siga as etapas sem pausas longas.',
  },
  code_already_used: {
    title: 'Este cadastro já foi usado',
    advice: 'Feche as outras janelas do cadastro e tente de novo.',
  },
  configuration_error: {
    title: 'O serviço não está configurado corretamente',
    advice:
      'Você não consegue resolver isso por conta própria. Mostre esta mensagem ao suporte do serviço e tente de novo depois da resposta.',
  },
  token_exchange_failed: {
    title: 'O Facebook não confirmou a conexão',
    advice: 'Aguarde um minuto e tente de novo.',
  },
  token_invalid: {
    title: 'O Facebook não aceitou a conexão',
    advice: 'Tente de novo. Confira se você entrou na conta certa do Facebook.',
  },
  waba_not_found: {
    title: 'Não encontramos nenhuma conta do WhatsApp Business',
    advice: 'Tente de novo e escolha ou crie uma conta do WhatsApp Business na janela do Facebook.',
  },
  no_phone_number: {
    title: 'Sua conta não tem número de telefone',
    advice: 'Tente de novo e adicione um número de telefone na janela do Facebook.',
  },
  phone_not_verified: {
    title: 'O número de telefone não foi confirmado',
    advice: 'Tente de novo e digite o código que chega por SMS ou ligação. Tenha o aparelho por perto.',
  },
  phone_country_not_allowed: {
    title: 'Números deste país não podem ser conectados',
    advice: 'Tente de novo com um número de outro país ou fale com o suporte do serviço.',
  },
  phone_already_connected: {
    title: 'Este número já está conectado',
    advice: 'Tente de novo com outro número ou desconecte este primeiro de onde ele é usado hoje.',
  },
  phone_mismatch: {
    title: 'Era outro número',
    advice: 'Tente de novo e escolha, na janela do Facebook, o número reservado para você.',
  },
  pin_mismatch: {
    title: 'O número está protegido por um PIN',
    advice:
      'Peça o PIN a quem configurou seu WhatsApp, ou que desative a confirmação em duas etapas no Gerenciador do WhatsApp. Depois tente de novo.',
  },
  registration_rate_limited: {
    title: 'Tentativas demais com este número',
    advice: 'O WhatsApp pede que você espere. Tente de novo em três dias ou use outro número agora.',
  },
  webhook_subscription_failed: {
    title: 'Não conseguimos ativar as mensagens',
    advice:
      'Aguarde alguns minutos e tente de novo. Se acontecer outra vez, fale com o suporte do serviço ao qual você está se conectando.',
  },
  account_restricted: {
    title: 'O Facebook restringiu esta conta',
    advice:
      'Veja o motivo em business.facebook.com/business-support-home. Quando estiver resolvido, tente de novo.',
  },
  meta_rate_limited: {
    title: 'O Facebook está sobrecarregado',
    advice: 'Aguarde cerca de uma hora e tente de novo.',
  },
  meta_unavailable: {
    title: 'O Facebook não está respondendo',
    advice: 'Aguarde alguns minutos e tente de novo. Nada se perdeu.',
  },
  meta_flow_error: {
    title: 'O Facebook informou um erro',
    advice:
      'Aguarde alguns minutos e tente de novo. Se a janela do Facebook mostrou um aviso, siga-o primeiro.',
  },
  page_subscription_failed: {
    title: 'Não foi possível conectar sua Página',
    advice: 'Tente de novo com quem tem controle total da Página e deixe todas as permissões marcadas.',
  },
  credit_line_failed: {
    title: 'Não foi possível configurar o pagamento',
    advice:
      'Você não consegue resolver isso por conta própria. Mostre esta mensagem ao suporte do serviço e tente de novo depois da resposta.',
  },
};

export const phone: typeof englishPhone = {
  heading: 'Continue no celular',
  scan: 'Escaneie com a câmera do celular. Esta página se atualiza sozinha.',
  open: 'Abra este link no celular. Esta página se atualiza sozinha.',
  qrCode: 'QR code do seu link',
  back: 'Voltar',
};
