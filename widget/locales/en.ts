import type {AttemptStep, Connection, FailureReason} from '../../server/contract.ts';

/** What happened, and what the person can do about it. */
export interface FailureText {
  title: string;
  advice: string;
}

type ConnectionType = Connection['connectionType'];
/** The steps that a person is told about; the others pass too quickly or belong to another window. */
export type ShownStep = Extract<AttemptStep, 'discover' | 'subscribe' | 'register'>;

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');
const number = (type: ConnectionType): string => (type === 'messenger' ? 'Page' : 'number');

export const element = {
  loading: 'Loading…',
  testMode: 'Test mode',

  connectTitle: (type: ConnectionType) => `Connect ${product(type)}`,
  connectSentence: (type: ConnectionType, project: string) =>
    type === 'messenger'
      ? `Link your Facebook Page with ${project}. You need your Facebook login. It takes about two minutes.`
      : `Link your WhatsApp Business number with ${project}. You need your Facebook login and your phone. It takes about five minutes.`,
  connect: (type: ConnectionType) => `Connect ${product(type)}`,
  opening: 'Opening…',
  openingWindow: 'Opening the signup…',

  waitingTitle: 'Finish in the other window',
  waitingSentence: 'Follow the steps there. This page updates by itself when you are done.',
  reopen: 'Open the window again',
  cancel: 'Cancel',

  blockedTitle: 'One more tap',
  blockedSentence: 'Your browser did not let us open a new window. Open the signup yourself:',
  openTab: 'Open in a new tab',
  continueHere: 'Continue in this tab',

  elsewhereTitle: 'Signup is under way',
  elsewhereSentence:
    'It was started in another window or on another device. Finish it there, or start again here.',
  continue: 'Continue',
  startAgain: 'Start again',

  finishingTitle: 'Almost done',
  finishingSentence: 'We are setting things up. This usually takes a few seconds.',
  progress: 'Progress',
  steps: {
    discover: 'Find account',
    subscribe: 'Turn on messages',
    register: 'Register number',
  } satisfies Record<ShownStep, string>,

  chooseTitle: (type: ConnectionType) => `Choose your ${number(type)}`,
  chooseSentence: (type: ConnectionType) =>
    `Your account has more than one ${number(type)}. Choose the one you want to connect.`,
  choose: (type: ConnectionType) => `Choose ${number(type)}`,

  connectedTitle: (type: ConnectionType) => `${product(type)} is connected`,
  connectedSentence: (type: ConnectionType, project: string) =>
    `${project} can now send and receive ${product(type)} messages for you.`,

  tryAgain: 'Try again',

  expiredTitle: 'This invitation has expired',
  cancelledTitle: 'This invitation was cancelled',
  endedSentence: 'You can start again whenever you like.',
  askForNewLink: (project: string) => `Ask ${project} to send you a new link.`,

  offlineTitle: 'No connection right now',
  offlineSentence: 'Check your internet connection. We keep trying in the meantime.',
  tryNow: 'Try now',

  refusedTitle: 'We cannot show this right now',
  refusedSentence:
    'Reload the page or sign in again. If that does not help, contact the support of this site.',
  linkRefusedTitle: 'This link does not work',
  linkRefusedSentence: 'Check that you have the whole link, or ask the company that sent it for a new one.',

  problems: {
    unreachable: 'We could not reach the service. Check your internet connection and try again.',
    rateLimited: 'Too many tries. Wait a minute, then try again.',
    other: 'That did not work. Please try again in a moment.',
  },
};

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
    advice: 'Try again and finish within 30 minutes. Keep your phone near you for the code.',
  },
  meta_no_pages: {
    title: 'We found no Facebook Page',
    advice:
      'Try again and choose at least one Page that you manage. If you have none, create one on Facebook first.',
  },
  internal_error: {
    title: 'Something went wrong on our side',
    advice: 'Wait a few minutes and try again. If it happens again, contact the company that invited you.',
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
      'You cannot fix this yourself. Contact the company that invited you and tell them about this message.',
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
      'Try again with a number from another country, or ask the company that invited you which ones work.',
  },
  phone_already_connected: {
    title: 'This number is already connected',
    advice: 'Try again with another number, or disconnect this one first where it is used now.',
  },
  pin_mismatch: {
    title: 'The number is protected by a PIN',
    advice:
      'In WhatsApp, turn off two-step verification for this number (in WhatsApp Manager: phone numbers, settings). Then try again.',
  },
  registration_rate_limited: {
    title: 'Too many tries with this number',
    advice: 'WhatsApp asks you to wait. Try again in three days, or use another number now.',
  },
  webhook_subscription_failed: {
    title: 'We could not turn on messages',
    advice: 'Wait a few minutes and try again. If it happens again, contact the company that invited you.',
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
};

/** What only the signup page says; where it stands in for the element, it takes the words of `element`. */
export const pages = {
  invites: (project: string) => `${project} invites you to connect WhatsApp`,
  invitationFor: (client: string) => `Invitation for ${client}`,
  explanation: (project: string) =>
    `You sign in on facebook.com, choose your business and confirm your number. Then ${project} can send and receive WhatsApp messages with that number. It never sees your password.`,

  needs: 'What you need',
  needed: [
    'The Facebook account that manages your business',
    'Your phone at hand, to get a code by SMS or call',
    'A number that is not used in the WhatsApp app, or that you are ready to move out of it',
  ],
  expires: (remaining: string, time: string) => `This link expires ${remaining} (${time}).`,
  stranger: (project: string) => `You do not know ${project}? Close this page and nothing happens.`,
  introduction: {
    heading: 'Ready to start?',
    text: 'It takes about 3 minutes. Nothing is connected before the last step.',
  },
  continue: 'Continue with Facebook',

  steps: {
    dialog: 'We are waiting for Facebook to answer.',
    exchange: 'We are confirming your sign-in with Facebook.',
    discover: 'We are looking for your WhatsApp account.',
    choose: 'We found your numbers. Choose the one to connect.',
    subscribe: 'We are turning on messages.',
    register: 'We are registering your number with WhatsApp.',
    complete: 'We are saving your connection.',
    done: 'That was the last step.',
  } satisfies Record<AttemptStep, string>,
  reload: 'Update this page',
  connectNumber: 'Connect this number',

  allDone: 'All done, thank you',
  closeWindow: 'You can close this window now.',

  replacedTitle: 'You started again in another window',
  replacedSentence: 'Continue there. You do not need this window any more.',
  startHere: 'Start again here',
  lateTitle: 'We could not continue here',
  lateSentence:
    'It took too long, or you came back in another browser. Nothing was changed. Go to the page or the link where you began, and start again.',
  errorTitle: 'Something went wrong',
  back: (host: string) => `Back to ${host}`,
};
