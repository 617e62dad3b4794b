import type {signup as english} from '../en/signup.ts';

export const signup: typeof english = {
  waiting: {
    heading: 'Terminez dans l’autre fenêtre',
    sentence: 'Suivez les étapes indiquées. À la fin, cette page se met à jour toute seule.',
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
  usePhone: 'Continuer sur le téléphone',
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
  tryAgain: 'Réessayer',
  expired: 'Cette invitation a expiré',
  cancelled: 'Cette invitation a été annulée',
  startAnew: 'Vous pouvez recommencer quand vous voulez.',
  askForNewLink: (project) => `Demandez un nouveau lien à ${project}.`,
  refused: {
    heading: 'Affichage impossible pour le moment',
    sentence:
      'Rechargez la page ou reconnectez-vous. Si cela ne suffit pas, contactez l’assistance de ce site.',
  },
  linkRefused: {
    heading: 'Ce lien ne fonctionne pas',
    sentence: 'Vérifiez que le lien est complet, ou demandez-en un nouveau à l’entreprise qui l’a envoyé.',
  },
};
