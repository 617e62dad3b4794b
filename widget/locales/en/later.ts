import type {FailureReason} from '../../../server/contract/failure-reasons.ts';

/** What happened, and what the person can do about it. */
export interface FailureText {
  title: string;
  advice: string;
}

export const failures: Record<FailureReason, FailureText> = {
  fb_cancelled: {
    title: 'You closed the signup before it was done',
    advice: 'Nothing was changed. Try again and follow the steps to the end.',
  },
  fb_not_authorized: {
    title: 'A permission is missing',
    advice: 'Try again and leave every permission ticked. You must be an admin of the business on Facebook.',
  },
  signup_abandoned: {
    title: 'The signup was not finished',
    advice: 'Try again and finish within 30 minutes. Keep near you what you need to log in to Facebook.',
  },
  meta_no_pages: {
    title: 'We found no Facebook Page',
    advice:
      'Try again and choose at least one Page that you manage. If you have none, create one on Facebook first.',
  },
  internal_error: {
    title: 'Something went wrong on our side',
    advice:
      'Wait a few minutes and try again. If it happens again, contact the support of the service you are connecting to.',
  },
  code_expired: {
    title: 'The signup took too long',
    advice: 'Try again and go through the steps without a long break.',
  },
  code_already_used: {
    title: 'This signup was already used',
    advice: 'Close the other windows of this signup and try again.',
  },
  configuration_error: {
    title: 'The signup is not set up correctly',
    advice:
      'You cannot fix this yourself. Show this message to the support of the service you are connecting to, and try again when they have answered.',
  },
  token_exchange_failed: {
    title: 'Facebook did not confirm the connection',
    advice: 'Wait a minute and try again.',
  },
  token_invalid: {
    title: 'Facebook did not accept the connection',
    advice: 'Try again. Check that you are logged in to the right Facebook account.',
  },
  waba_not_found: {
    title: 'We found no WhatsApp Business account',
    advice: 'Try again and choose or create a WhatsApp Business account in the Facebook window.',
  },
  no_phone_number: {
    title: 'Your account has no phone number',
    advice: 'Try again and add a phone number in the Facebook window.',
  },
  phone_not_verified: {
    title: 'The phone number is not confirmed',
    advice: 'Try again and enter the code that you get by SMS or call. Keep that phone near you.',
  },
  phone_country_not_allowed: {
    title: 'Numbers from this country cannot be connected',
    advice:
      'Try again with a number from another country, or ask the support of the service you are connecting to.',
  },
  phone_already_connected: {
    title: 'This number is already connected',
    advice: 'Try again with another number, or disconnect this one first where it is used now.',
  },
  phone_mismatch: {
    title: 'That was another number',
    advice: 'Try again, and choose the number that was assigned to you in the Facebook window.',
  },
  pin_mismatch: {
    title: 'The number is protected by a PIN',
    advice:
      'Ask whoever set up your WhatsApp for the PIN, or to turn off two-step verification: in WhatsApp Manager, under phone numbers. Then try again.',
  },
  registration_rate_limited: {
    title: 'Too many tries with this number',
    advice: 'WhatsApp asks you to wait. Try again in three days, or use another number now.',
  },
  webhook_subscription_failed: {
    title: 'We could not turn on messages',
    advice:
      'Wait a few minutes and try again. If it happens again, contact the support of the service you are connecting to.',
  },
  account_restricted: {
    title: 'Facebook has restricted this account',
    advice: 'Open business.facebook.com/business-support-home to see why. Once it is solved, try again.',
  },
  meta_rate_limited: {
    title: 'Facebook is busy',
    advice: 'Wait about an hour and try again.',
  },
  meta_unavailable: {
    title: 'Facebook does not answer right now',
    advice: 'Wait a few minutes and try again. Nothing was lost.',
  },
  meta_flow_error: {
    title: 'Facebook reported an error',
    advice:
      'Wait a few minutes and try again. If the Facebook window showed a message, do what it says first.',
  },
  page_subscription_failed: {
    title: 'Your Page could not be connected',
    advice: 'Try again with a person who has full control of the Page, and leave every permission ticked.',
  },
  credit_line_failed: {
    title: 'Payment could not be set up',
    advice:
      'You cannot fix this yourself. Show this message to the support of the service you are connecting to, and try again when they have answered.',
  },
};

/** The way to the phone. */
export const phone = {
  heading: 'Continue on your phone',
  scan: 'Scan it with your phone’s camera. This page updates by itself.',
  open: 'Open this link there. This page updates by itself.',
  qrCode: 'QR code of your link',
  back: 'Back',
};
