import {z} from 'zod';

/**
 * Why the last attempt failed. The set is open for readers: treat an unknown one as a generic failure.
 * The first five are Zavu's; the rest name what Zavu leaves to "and others".
 */
export const failureReasons = [
  'fb_cancelled',
  'fb_not_authorized',
  'signup_abandoned',
  'meta_no_pages',
  'internal_error',
  'code_expired',
  'code_already_used',
  'configuration_error',
  'token_exchange_failed',
  'token_invalid',
  'waba_not_found',
  'no_phone_number',
  'phone_not_verified',
  'phone_country_not_allowed',
  'phone_already_connected',
  'phone_mismatch',
  'pin_mismatch',
  'registration_rate_limited',
  'webhook_subscription_failed',
  'account_restricted',
  'meta_rate_limited',
  'meta_unavailable',
  'meta_flow_error',
  'page_subscription_failed',
  'credit_line_failed',
] as const;
export type FailureReason = (typeof failureReasons)[number];

/** What each reason means, and what whoever runs the service looks at and mends. Clients read their own words, in their language. */
export const failureExplanations: Record<FailureReason, {meaning: string; advice: string}> = {
  fb_cancelled: {
    meaning: 'The client closed Meta’s dialog, or pressed Cancel in it.',
    advice:
      'If many do, look at the app: Meta answers the same while it is in development mode or lacks advanced access. Otherwise ask what held the client up.',
  },
  fb_not_authorized: {
    meaning: 'A permission that is needed was not given, or Meta refused us for want of one.',
    advice:
      'The client has to be an admin of the business and leave every permission ticked. If it happens to everybody, check in the app’s dashboard which permissions have advanced access.',
  },
  signup_abandoned: {
    meaning: 'The client left the dialog and did not come back with a result.',
    advice:
      '`currentStep` is the screen they left, where Meta said so. Remind the client; the link still works.',
  },
  meta_no_pages: {
    meaning: 'No Facebook Page was shared that can be used.',
    advice: 'The client needs a Page on which they may send messages, and has to tick it in the dialog.',
  },
  internal_error: {
    meaning: 'Something unexpected happened on our side, or Meta answered in a way that is not documented.',
    advice: 'Look for the attempt’s id in the service’s log, and report it if it happens again.',
  },
  code_expired: {
    meaning: 'Meta’s code was too old when it was exchanged: it lives for seconds.',
    advice:
      'If it happens often, check that the service’s clock is right and that it reaches Meta without delay.',
  },
  code_already_used: {
    meaning: 'Meta’s code had been exchanged before.',
    advice:
      'Check that no other program or second instance with its own database answers the callback address.',
  },
  configuration_error: {
    meaning:
      'Meta does not take this service for the app that it is set up as. No client can connect until it is mended.',
    advice:
      'The detail’s `fix` names it: redirect_uri_mismatch (enter PUBLIC_URL/signup/meta/callback under Valid OAuth Redirect URIs; for codes of the popup see META_POPUP_REDIRECT_URI), app_secret, app_id, system_user or system_user_token. `doctor` checks all of them.',
  },
  token_exchange_failed: {
    meaning: 'Meta refused to exchange the code, or its dialog came back with an error of its own.',
    advice:
      'Look Meta’s code and subcode up in its error reference; give `traceId` to Meta’s support if it stays.',
  },
  token_invalid: {
    meaning: 'The token that Meta gave is not valid, is another app’s, or was taken back.',
    advice:
      'Check META_APP_ID and META_APP_SECRET; if only one client has it, they withdrew their consent and try again.',
  },
  waba_not_found: {
    meaning: 'No WhatsApp Business account was shared, or the one that was cannot be read.',
    advice:
      'The client has to choose or create an account in the dialog. Check that the configuration asks for WhatsApp accounts.',
  },
  no_phone_number: {
    meaning: 'The account that was shared has no phone number.',
    advice: 'Embedded Signup can end without a number: the client goes through it again and adds one.',
  },
  phone_not_verified: {
    meaning: 'None of the numbers that were shared is verified.',
    advice:
      'The client needs the code that Meta sends by text or call; a number behind a menu has to take the call.',
  },
  phone_country_not_allowed: {
    meaning: 'The number is from a country that the invitation does not allow.',
    advice:
      'If the country is right after all, change `allowedPhoneCountries` of the invitation; the same link then works.',
  },
  phone_already_connected: {
    meaning: 'The number is connected already, by this invitation’s project or another one.',
    advice: 'Disconnect the older sender first, or have the client connect another number.',
  },
  phone_mismatch: {
    meaning: 'Another number was connected than the one that was set aside for the client.',
    advice: 'Tell the client the number of the invitation, or take `phoneNumberId` off it.',
  },
  pin_mismatch: {
    meaning: 'The number has a two-step verification PIN, and it was not the one that was given.',
    advice:
      'The owner can switch two-step verification off in WhatsApp Manager, or at the provider who had the number before. Codes 133008 and 133009 ask to wait first.',
  },
  registration_rate_limited: {
    meaning: 'The number was registered too often; Meta locks it for up to 72 hours.',
    advice: 'Wait, and do not have it tried again before. Nothing shortens it.',
  },
  webhook_subscription_failed: {
    meaning: 'Meta did not subscribe us to the account, so no message would arrive.',
    advice:
      'Code 2200 means that Meta did not reach PUBLIC_URL/webhooks/meta, or that META_WEBHOOK_VERIFY_TOKEN is not what it expects. `doctor` checks the webhook.',
  },
  account_restricted: {
    meaning: 'Meta has locked, blocked or refused the client’s account.',
    advice:
      'The owner sees why in Meta Business Support, and can ask for a review there. Trying again is no use before.',
  },
  meta_rate_limited: {
    meaning: 'We made more calls than Meta allows, for the app or for this account.',
    advice: 'Wait for an hour. If it comes back, compare the app’s usage in its dashboard with its limits.',
  },
  meta_unavailable: {
    meaning: 'Meta did not answer, or said that it has trouble which passes.',
    advice:
      'Look at metastatus.com and at the service’s way out to graph.facebook.com. Trying again goes on where it stopped.',
  },
  meta_flow_error: {
    meaning: 'Meta’s dialog reported an error.',
    advice:
      'Give `errorId` and `sessionId` to Meta’s support: they find the error by them. The message is Meta’s, for you only.',
  },
  page_subscription_failed: {
    meaning: 'Meta did not subscribe us to the messages of the Page.',
    advice:
      'The client needs full control of the Page. Check that the app has `pages_messaging` and `pages_manage_metadata`.',
  },
  credit_line_failed: {
    meaning:
      'Our system user or credit line could not be added to the account, so nobody would pay for its messages.',
    advice:
      'Check META_SYSTEM_USER_ID and META_CREDIT_LINE_ID, that the credit line has room, and that its currency fits the account. The client then tries again; the dialog is not needed.',
  },
};

/** Why an attempt failed, as it crosses HTTP. */
export const failureReason = z.enum(failureReasons).meta({
  id: 'FailureReason',
  description: `Why an attempt failed. The set may grow: treat an unknown one as a generic failure. ${failureReasons.map((reason) => `\`${reason}\`: ${failureExplanations[reason].meaning}`).join(' ')}`,
});
