import type {failures as englishFailures, phone as englishPhone} from '../en/later.ts';

export const failures: typeof englishFailures = {
  fb_cancelled: {
    title: 'Vous avez fermé l’inscription avant la fin',
    advice: 'Rien n’a été modifié. Réessayez et suivez les étapes jusqu’au bout.',
  },
  fb_not_authorized: {
    title: 'Il manque une autorisation',
    advice:
      'Réessayez et laissez toutes les autorisations cochées. Vous devez être administrateur de l’entreprise sur Facebook.',
  },
  signup_abandoned: {
    title: 'L’inscription n’a pas été terminée',
    advice:
      'Réessayez et terminez en moins de 30 minutes. Gardez à portée de main vos identifiants Facebook.',
  },
  meta_no_pages: {
    title: 'Aucune Page Facebook trouvée',
    advice:
      'Réessayez et choisissez au moins une Page que vous gérez. Si vous n’en avez pas, créez-en d’abord une sur Facebook.',
  },
  internal_error: {
    title: 'Un problème est survenu de notre côté',
    advice:
      'Attendez quelques minutes et réessayez. Si cela se reproduit, contactez l’assistance du service auquel vous vous connectez.',
  },
  code_expired: {
    title: 'L’inscription a pris trop de temps',
    advice: 'Réessayez et suivez les étapes sans longue pause.',
  },
  code_already_used: {
    title: 'Cette inscription a déjà servi',
    advice: 'Fermez les autres fenêtres de l’inscription et réessayez.',
  },
  configuration_error: {
    title: 'Le service est mal configuré',
    advice:
      'Vous ne pouvez rien y faire. Montrez ce message à l’assistance du service et réessayez après sa réponse.',
  },
  token_exchange_failed: {
    title: 'Facebook n’a pas confirmé la connexion',
    advice: 'Attendez une minute et réessayez.',
  },
  token_invalid: {
    title: 'Facebook a refusé la connexion',
    advice: 'Réessayez. Vérifiez que vous utilisez le bon compte Facebook.',
  },
  waba_not_found: {
    title: 'Aucun compte WhatsApp Business trouvé',
    advice: 'Réessayez et choisissez ou créez un compte WhatsApp Business dans la fenêtre de Facebook.',
  },
  no_phone_number: {
    title: 'Votre compte n’a pas de numéro de téléphone',
    advice: 'Réessayez et ajoutez un numéro de téléphone dans la fenêtre de Facebook.',
  },
  phone_not_verified: {
    title: 'Le numéro de téléphone n’est pas confirmé',
    advice: 'Réessayez et saisissez le code reçu par SMS ou par appel. Gardez ce téléphone à portée de main.',
  },
  phone_country_not_allowed: {
    title: 'Les numéros de ce pays ne sont pas acceptés',
    advice: 'Réessayez avec un numéro d’un autre pays, ou contactez l’assistance du service.',
  },
  phone_already_connected: {
    title: 'Ce numéro est déjà connecté',
    advice: 'Réessayez avec un autre numéro, ou déconnectez d’abord celui-ci là où il est utilisé.',
  },
  phone_mismatch: {
    title: 'C’était un autre numéro',
    advice: 'Réessayez et choisissez, dans la fenêtre de Facebook, le numéro qui vous est réservé.',
  },
  pin_mismatch: {
    title: 'Le numéro est protégé par un code PIN',
    advice:
      'Demandez à la personne qui a configuré votre WhatsApp le code PIN, ou de désactiver la vérification en deux étapes. Puis réessayez.',
  },
  registration_rate_limited: {
    title: 'Trop d’essais avec ce numéro',
    advice:
      'WhatsApp vous demande d’attendre. Réessayez dans trois jours, ou tout de suite avec un autre numéro.',
  },
  webhook_subscription_failed: {
    title: 'Impossible d’activer les messages',
    advice:
      'Attendez quelques minutes et réessayez. Si cela se reproduit, contactez l’assistance du service auquel vous vous connectez.',
  },
  account_restricted: {
    title: 'Facebook a restreint ce compte',
    advice:
      'La raison figure sur business.facebook.com/business-support-home. Une fois le problème résolu, réessayez.',
  },
  meta_rate_limited: {
    title: 'Facebook est surchargé',
    advice: 'Attendez environ une heure et réessayez.',
  },
  meta_unavailable: {
    title: 'Facebook ne répond pas pour le moment',
    advice: 'Attendez quelques minutes et réessayez. Rien n’est perdu.',
  },
  meta_flow_error: {
    title: 'Facebook a signalé une erreur',
    advice:
      'Attendez quelques minutes et réessayez. Si la fenêtre de Facebook affichait un message, suivez-le d’abord.',
  },
  page_subscription_failed: {
    title: 'Votre Page n’a pas pu être connectée',
    advice:
      'Réessayez avec une personne qui a le contrôle total de la Page, et laissez toutes les autorisations cochées.',
  },
  credit_line_failed: {
    title: 'Le paiement n’a pas pu être configuré',
    advice:
      'Vous ne pouvez rien y faire. Montrez ce message à l’assistance du service et réessayez après sa réponse.',
  },
};

export const phone: typeof englishPhone = {
  heading: 'Continuez sur votre téléphone',
  scan: 'Scannez le code avec votre téléphone. Cette page se met à jour toute seule.',
  open: 'Ouvrez ce lien sur votre téléphone. Cette page se met à jour toute seule.',
  qrCode: 'QR code de votre lien',
  back: 'Retour',
};
