import type {Connection} from '../../../server/contract/connection.ts';
import type {pages as english} from '../en/pages.ts';
import {plural} from '../plural.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const pages: typeof english = {
  invites: (type, project) => `${project} vous invite à connecter ${product(type)}`,
  invitationFor: (client) => `Invitation pour ${client}`,
  explanation: (type, project) =>
    type === 'messenger'
      ? `Vous vous connectez sur facebook.com et choisissez votre Page. Ensuite, ${project} peut envoyer et recevoir des messages Messenger pour elle, sans jamais voir votre mot de passe.`
      : `Vous vous connectez sur facebook.com, choisissez votre entreprise et confirmez votre numéro. Ensuite, ${project} peut envoyer et recevoir des messages WhatsApp avec ce numéro, sans jamais voir votre mot de passe.`,

  assigned: {
    heading: 'Votre numéro',
    sentence: (project) =>
      `${project} vous l’a réservé. Choisissez-le dans la fenêtre de Facebook : aucun autre ne peut être connecté.`,
    code: (code) => `En mode test, personne n’appelle. Le code de l’appel serait ${code}.`,
  },
  expires: (remaining, time) => `Ce lien expire ${remaining} (${time}).`,
  stranger: (project) => `Vous ne connaissez pas ${project} ? Fermez cette page et il ne se passera rien.`,
  introduction: (type) => ({
    heading: 'On commence ?',
    text: `Cela prend environ ${type === 'messenger' ? '2' : '3'} minutes. Rien n’est connecté avant la dernière étape.`,
  }),
  continue: 'Continuer avec Facebook',
  sdkLocale: 'fr_FR',
  popup: {
    waiting: 'Suivez les étapes dans la fenêtre de Facebook. À la fin, cette page avance toute seule.',
    closed: 'J’ai fermé la fenêtre',
    redirect: 'Continuer sans la fenêtre',
  },

  steps: {
    dialog: 'Nous attendons la réponse de Facebook.',
    exchange: 'Nous confirmons votre connexion auprès de Facebook.',
    discover: 'Nous cherchons ce que vous avez partagé.',
    choose: 'Nous en avons trouvé plusieurs. Choisissez ce que vous voulez connecter.',
    share: 'Nous préparons le compte.',
    subscribe: 'Nous activons les messages.',
    register: 'Nous enregistrons votre numéro auprès de WhatsApp.',
    pin: 'Il nous faut le code PIN de votre numéro.',
    sync: 'Nous récupérons vos contacts et vos messages.',
    complete: 'Nous enregistrons votre connexion.',
    done: 'C’était la dernière étape.',
  },
  reload: 'Actualiser cette page',
  connectChosen: (type) => (type === 'messenger' ? 'Connecter cette Page' : 'Connecter ce numéro'),
  loggedIn: (person) =>
    `Vous utilisez Facebook en tant que ${person}. Votre Page n’est pas là ? Recommencez avec la personne qui la gère et choisissez-la dans la fenêtre de Facebook.`,

  pin: {
    heading: 'Saisissez le code PIN de votre numéro',
    explanation:
      'WhatsApp demande le code PIN de la vérification en deux étapes. Il a été choisi lors de la configuration de ce numéro pour WhatsApp, souvent par l’entreprise qui s’en est chargée. Ce n’est pas le code reçu par SMS.',
    label: 'Code PIN à six chiffres',
    problems: {
      wrong:
        'WhatsApp ne l’a pas accepté. Vérifiez le code PIN, ou assurez-vous que la vérification en deux étapes est désactivée.',
      format: 'Le code PIN a six chiffres.',
    },
    unknown: 'Vous ne connaissez pas le code PIN ? Désactivez-le',
    turnOff: [
      'Ouvrez le Gestionnaire WhatsApp sur business.facebook.com/wa/manage.',
      'Sous « Numéros de téléphone », ouvrez les paramètres de ce numéro.',
      'Sous « Vérification en deux étapes », désactivez-la. Facebook vous envoie un e-mail de confirmation.',
    ],
    turnedOff: 'Je l’ai désactivé',
  },

  allDone: 'C’est terminé, merci',
  stillChecking:
    'WhatsApp vérifie encore ce numéro : les premiers messages peuvent prendre un peu de temps. Vous n’avez rien à faire.',
  closeWindow: 'Vous pouvez maintenant fermer cette fenêtre.',

  renewalOffer: (project) => `Vous pouvez demander un nouveau lien à ${project}. Un clic suffit.`,
  askForRenewal: 'Demander un nouveau lien',
  renewalRequested: 'Votre demande est envoyée',
  renewalComes: (project) => `${project} sait qu’il vous faut un nouveau lien et reviendra vers vous.`,

  replacedTitle: 'Vous avez recommencé dans une autre fenêtre',
  replacedSentence: 'Continuez là-bas. Vous n’avez plus besoin de cette fenêtre.',
  startHere: 'Recommencer ici',
  lateTitle: 'Impossible de continuer ici',
  lateSentence:
    'Cela a pris trop de temps, ou vous avez changé de navigateur. Rien n’a été modifié. Retournez à la page ou au lien de départ et recommencez.',
  deletion: {
    done: 'Vos données sont supprimées',
    running: 'Vos données sont en cours de suppression',
    requested: (time) => `Vous l’avez demandé le ${time}.`,
    finished: (time, senders) =>
      `C’est fait depuis le ${time}. ${senders === 0 ? 'Vous n’aviez aucun compte connecté ici.' : plural('fr', senders, {one: 'Un compte connecté a été retiré, avec tout ce que Meta nous avait transmis à son sujet.', other: `${senders} comptes connectés ont été retirés, avec tout ce que Meta nous avait transmis à leur sujet.`})}`,
    unknown: 'Ce code est inconnu',
    checkCode: 'Vérifiez que vous avez l’adresse complète donnée par Facebook.',
  },
  errorTitle: 'Un problème est survenu',
  errors: {
    rate_limited: 'Trop d’essais en peu de temps. Attendez une minute, puis réessayez.',
    storage_unavailable:
      'Le service fait une courte pause. Rien n’a été modifié. Réessayez dans quelques minutes.',
    forbidden: 'Rouvrez le lien et repartez de là.',
    not_found: 'Il n’y a rien à cette adresse. Vérifiez que le lien est complet.',
    other: 'Vous n’y êtes pour rien. Rien n’a été modifié. Revenez en arrière et réessayez.',
  },
  back: (host) => `Retour à ${host}`,
};
