import type {Connection} from '../../../server/contract/connection.ts';
import type {element as english} from '../en/element.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const element: typeof english = {
  loading: 'Chargement…',
  testMode: 'Mode test',
  connect: (type) => `Connecter ${product(type)}`,
  introduction: (type, project) => ({
    heading: `Connectez ${product(type)}`,
    sentence:
      type === 'messenger'
        ? `Associez votre Page Facebook à ${project}. Il vous faut votre compte Facebook. Cela prend environ 2 minutes.`
        : `Associez votre numéro WhatsApp Business à ${project}. Il vous faut votre compte Facebook et votre téléphone. Cela prend environ 3 minutes.`,
  }),
  needs: 'Ce qu’il vous faut',
  opening: 'Ouverture…',
  connected: (type, project) => ({
    heading: `${product(type)} est connecté`,
    sentence: `${project} peut maintenant envoyer et recevoir des messages ${product(type)} pour vous.`,
  }),
  failed: {
    heading: 'Cela n’a pas marché',
    sentence: 'Réessayez dans un instant.',
  },
  offline: {
    heading: 'Pas de connexion pour le moment',
    sentence: 'Vérifiez votre connexion internet. Nous continuons d’essayer.',
  },
  tryNow: 'Essayer maintenant',
  unreachable: 'Le service est injoignable. Vérifiez votre connexion internet et réessayez.',
  tooManyTries: 'Trop d’essais. Attendez une minute, puis réessayez.',
};
