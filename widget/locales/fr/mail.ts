import type {Connection} from '../../../server/contract/connection.ts';
import type {mail as english} from '../en/mail.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

export const mail: typeof english = {
  invites: (type, project) => `${project} vous invite à connecter ${product(type)}`,
  reminds: (type, project) => `Rappel : ${project} attend que vous connectiez ${product(type)}`,
  invitationFor: (client) => `Invitation pour ${client}`,
  testMode: 'Ceci est un test. Rien n’est réellement connecté.',
  explanation: (type, project) =>
    type === 'messenger'
      ? `Vous vous connectez sur facebook.com et choisissez votre Page. Ensuite, ${project} peut envoyer et recevoir des messages Messenger pour elle, sans jamais voir votre mot de passe.`
      : `Vous vous connectez sur facebook.com, choisissez votre entreprise et confirmez votre numéro. Ensuite, ${project} peut envoyer et recevoir des messages WhatsApp avec ce numéro, sans jamais voir votre mot de passe.`,
  needs: (type) => `Ce qu’il vous faut (environ ${type === 'messenger' ? '2' : '3'} minutes) :`,
  needed: (type) =>
    type === 'messenger'
      ? ['Le compte Facebook qui a le contrôle total de votre Page']
      : [
          'Le compte Facebook qui gère votre entreprise',
          'Votre téléphone, pour recevoir un code par SMS ou par appel',
          'Un numéro qui n’est pas utilisé dans l’application WhatsApp, ou que vous pouvez en retirer',
        ],
  connect: (type) => `Connecter ${product(type)}`,
  worksUntil: (time) => `Le lien fonctionne jusqu’au ${time}.`,
  plainLink: 'Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :',
  stranger: (project) => `Vous ne connaissez pas ${project} ? Ignorez cet e-mail et il ne se passera rien.`,
};
