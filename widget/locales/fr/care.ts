import type {care as english} from '../en/care.ts';

export const care: typeof english = {
  health: {
    connected: 'Tout va bien.',
    in_review: 'WhatsApp vérifie ce compte. En attendant, tout fonctionne.',
    disconnected: 'Les messages n’arrivent plus : Facebook a restreint ce compte.',
    lost: 'Les messages n’arrivent plus : l’autorisation a été retirée. Reconnectez le compte pour la rétablir.',
    pending:
      'WhatsApp prépare encore ce numéro. Vous pouvez déjà recevoir des messages, et bientôt en envoyer.',
  },
  reconnect: 'Reconnecter',
  disconnect: 'Déconnecter',
  confirm: {
    heading: 'Déconnecter ?',
    sentence: (project) => `${project} ne pourra plus envoyer ni recevoir de messages pour vous.`,
    keep: 'Rester connecté',
    again: (project) =>
      `L’ancienne connexion est d’abord supprimée. Connectez-vous ensuite à ${project} comme la première fois.`,
  },
  sendTest: 'Envoyer un message test',
  arrived: (text) => `« ${text} » est bien arrivé.`,
  tryIt: (type) =>
    type === 'messenger'
      ? 'Pour essayer, écrivez à votre Page depuis un autre compte.'
      : 'Pour essayer, écrivez à votre numéro depuis un autre téléphone.',
  problem: 'Cela n’a pas marché. Réessayez dans un instant.',
};
