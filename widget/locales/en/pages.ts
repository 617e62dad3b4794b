import type {AttemptStep} from '../../../server/contract/attempts.ts';
import type {Connection} from '../../../server/contract/connection.ts';
import type {ErrorCode} from '../../../server/contract/errors.ts';
import {plural} from '../plural.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');
const number = (type: ConnectionType): string => (type === 'messenger' ? 'Page' : 'number');

/** What only the signup page says; where it stands in for the element, it takes the words of `element`. */
export const pages = {
  invites: (type: ConnectionType, project: string) => `${project} invites you to connect ${product(type)}`,
  invitationFor: (client: string) => `Invitation for ${client}`,
  explanation: (type: ConnectionType, project: string) =>
    type === 'messenger'
      ? `You sign in on facebook.com and choose your Page. Then ${project} can send and receive Messenger messages for it. It never sees your password.`
      : `You sign in on facebook.com, choose your business and confirm your number. Then ${project} can send and receive WhatsApp messages with that number. It never sees your password.`,

  assigned: {
    heading: 'Your number',
    sentence: (project: string) =>
      `${project} has set it aside for you. Choose it in the Facebook window: no other number can be connected.`,
    code: (code: string) => `In test mode nobody calls. The code of the call would be ${code}.`,
  },
  expires: (remaining: string, time: string) => `This link expires ${remaining} (${time}).`,
  stranger: (project: string) => `You do not know ${project}? Close this page and nothing happens.`,
  introduction: (type: ConnectionType) => ({
    heading: 'Ready to start?',
    text: `It takes about ${type === 'messenger' ? '2' : '3'} minutes. Nothing is connected before the last step.`,
  }),
  continue: 'Continue with Facebook',
  /** The language of Meta's script. */
  sdkLocale: 'en_US',
  popup: {
    waiting: 'Follow the steps in the window of Facebook. This page goes on by itself when you are done.',
    closed: 'I closed the window',
    redirect: 'Continue without the window',
  },

  steps: {
    dialog: 'We are waiting for Facebook to answer.',
    exchange: 'We are confirming your sign-in with Facebook.',
    discover: 'We are looking for what you have shared.',
    choose: 'We found more than one. Choose the one to connect.',
    share: 'We are preparing the account.',
    subscribe: 'We are turning on messages.',
    register: 'We are registering your number with WhatsApp.',
    pin: 'We need the PIN of your number.',
    sync: 'We are asking for your contacts and messages.',
    complete: 'We are saving your connection.',
    done: 'That was the last step.',
  } satisfies Record<AttemptStep, string>,
  reload: 'Update this page',
  connectChosen: (type: ConnectionType) => `Connect this ${number(type)}`,
  loggedIn: (person: string) =>
    `You are logged in at Facebook as ${person}. Is your Page not here? Start again with the person who manages it, and choose it in the Facebook window.`,

  pin: {
    heading: 'Enter the PIN of your number',
    explanation:
      'WhatsApp asks for the PIN of two-step verification. It was chosen when this number was set up for WhatsApp, often by the company that did it for you. It is not the code that you got by SMS.',
    label: 'Six-digit PIN',
    problems: {
      wrong: 'WhatsApp did not accept that. Check the PIN, or make sure that two-step verification is off.',
      format: 'The PIN has six digits.',
    },
    unknown: 'You do not know the PIN? Turn it off',
    turnOff: [
      'Open WhatsApp Manager at business.facebook.com/wa/manage.',
      'Under “Phone numbers”, open the settings of this number.',
      'Under “Two-step verification”, turn it off. Facebook sends you an email to confirm it.',
    ],
    turnedOff: 'I turned it off',
  },

  allDone: 'All done, thank you',
  stillChecking:
    'WhatsApp is still checking this number, so the first messages may take a while. There is nothing you need to do.',
  closeWindow: 'You can close this window now.',

  renewalOffer: (project: string) => `You can ask ${project} for a new link. One press is enough.`,
  askForRenewal: 'Ask for a new link',
  renewalRequested: 'Your request is on its way',
  renewalComes: (project: string) =>
    `${project} has been told that you need a new link. You will hear from them.`,

  replacedTitle: 'You started again in another window',
  replacedSentence: 'Continue there. You do not need this window any more.',
  startHere: 'Start again here',
  lateTitle: 'We could not continue here',
  lateSentence:
    'It took too long, or you came back in another browser. Nothing was changed. Go to the page or the link where you began, and start again.',
  deletion: {
    done: 'Your data is deleted',
    running: 'Your data is being deleted',
    requested: (time: string) => `You asked for it on ${time}.`,
    finished: (time: string, senders: number) =>
      `It was done on ${time}. ${senders === 0 ? 'You had no connected accounts here.' : plural('en', senders, {one: 'One connected account was removed, with everything that Meta had given us about it.', other: `${senders} connected accounts were removed, with everything that Meta had given us about them.`})}`,
    unknown: 'This code is not known',
    checkCode: 'Check that you have the whole address that Facebook gave you.',
  },
  errorTitle: 'Something went wrong',
  errors: {
    rate_limited: 'That was too often in a short time. Wait a minute, then try again.',
    storage_unavailable:
      'The service is taking a short break. Nothing was changed. Try again in a few minutes.',
    forbidden: 'Open the link again and start from there.',
    not_found: 'There is nothing at this address. Check that you have the whole link.',
    other: 'It is not your fault. Nothing was changed. Go back and try again.',
  } as Partial<Record<ErrorCode, string>> & {other: string},
  back: (host: string) => `Back to ${host}`,
};
