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

  opening: 'Ouverture…',
  waiting: {
    heading: 'Terminez dans l’autre fenêtre',
    sentence: 'Suivez-y les étapes. Cette page se met à jour toute seule à la fin.',
  },
  openWindow: 'Ouvrir la fenêtre',
  reopen: 'Rouvrir la fenêtre',
  cancel: 'Annuler',

  blocked: {
    heading: 'Encore un clic',
    sentence: 'Votre navigateur a bloqué la nouvelle fenêtre. Ouvrez l’inscription vous-même :',
  },
  openTab: 'Ouvrir dans un nouvel onglet',
  continueHere: 'Continuer dans cet onglet',

  usePhone: 'Plutôt sur le téléphone',

  elsewhere: {
    heading: 'Une inscription est déjà en cours',
    sentence: 'Continuez dans la fenêtre où elle a commencé, ou recommencez ici.',
  },
  continue: 'Continuer',
  startAgain: 'Recommencer',

  finishing: {
    heading: 'C’est presque fini',
    sentence: 'Nous préparons tout. Cela prend en général quelques secondes.',
  },
  steps: {
    discover: 'Trouver le compte',
    subscribe: 'Activer les messages',
    register: 'Enregistrer le numéro',
  },

  choose: (type) =>
    type === 'messenger'
      ? {
          heading: 'Choisissez votre Page',
          sentence: 'Votre compte a plusieurs Pages. Choisissez celle à connecter.',
        }
      : {
          heading: 'Choisissez votre numéro',
          sentence: 'Votre compte a plusieurs numéros. Choisissez celui à connecter.',
        },

  connected: (type, project) => ({
    heading: `${product(type)} est connecté`,
    sentence: `${project} peut maintenant envoyer et recevoir des messages ${product(type)} pour vous.`,
  }),

  failed: {
    heading: 'Cela n’a pas marché',
    sentence: 'Réessayez dans un instant.',
  },
  tryAgain: 'Réessayer',

  expired: 'Cette invitation a expiré',
  cancelled: 'Cette invitation a été annulée',
  startAnew: 'Vous pouvez recommencer quand vous voulez.',
  askForNewLink: (project) => `Demandez un nouveau lien à ${project}.`,

  offline: {
    heading: 'Pas de connexion pour le moment',
    sentence: 'Vérifiez votre connexion internet. Nous continuons d’essayer.',
  },
  tryNow: 'Essayer maintenant',

  refused: {
    heading: 'Impossible d’afficher ceci pour le moment',
    sentence:
      'Rechargez la page ou reconnectez-vous. Si cela ne suffit pas, contactez l’assistance de ce site.',
  },
  linkRefused: {
    heading: 'Ce lien ne fonctionne pas',
    sentence: 'Vérifiez que le lien est complet, ou demandez-en un nouveau à l’entreprise qui l’a envoyé.',
  },

  unreachable: 'Le service est injoignable. Vérifiez votre connexion internet et réessayez.',
  tooManyTries: 'Trop d’essais. Attendez une minute, puis réessayez.',
};
