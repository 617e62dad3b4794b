/** What the element says while a signup is under way, and when it came to nothing. Loaded when one begins. */
import type {AttemptStep} from '../../../server/contract/attempts.ts';
import type {Connection} from '../../../server/contract/connection.ts';
import type {CardText} from './element.ts';

type ConnectionType = Connection['connectionType'];
/** The steps that a person is told about; the others pass too quickly or belong to another window. */
export type ShownStep = Extract<AttemptStep, 'discover' | 'subscribe' | 'register'>;

const number = (type: ConnectionType): string => (type === 'messenger' ? 'Page' : 'number');

export const signup = {
  waiting: {
    heading: 'Finish in the other window',
    sentence: 'Follow the steps there. This page updates by itself when you are done.',
  },
  openWindow: 'Open the window',
  reopen: 'Open the window again',
  cancel: 'Cancel',
  blocked: {
    heading: 'One more tap',
    sentence: 'Your browser did not let us open a new window. Open the signup yourself:',
  },
  openTab: 'Open in a new tab',
  continueHere: 'Continue in this tab',
  usePhone: 'Use your phone instead',
  elsewhere: {
    heading: 'A signup was already started',
    sentence: 'Continue it in the window where it was started, or start again here.',
  },
  continue: 'Continue',
  startAgain: 'Start again',
  finishing: {
    heading: 'Almost done',
    sentence: 'We are setting things up. This usually takes a few seconds.',
  },
  steps: {
    discover: 'Find account',
    subscribe: 'Turn on messages',
    register: 'Register number',
  } satisfies Record<ShownStep, string>,
  choose: (type: ConnectionType): CardText => ({
    heading: `Choose your ${number(type)}`,
    sentence: `Your account has more than one ${number(type)}. Choose the one you want to connect.`,
  }),
  tryAgain: 'Try again',
  expired: 'This invitation has expired',
  cancelled: 'This invitation was cancelled',
  startAnew: 'You can start again whenever you like.',
  askForNewLink: (project: string) => `Ask ${project} to send you a new link.`,
  refused: {
    heading: 'We cannot show this right now',
    sentence: 'Reload the page or sign in again. If that does not help, contact the support of this site.',
  },
  linkRefused: {
    heading: 'This link does not work',
    sentence: 'Check that you have the whole link, or ask the company that sent it for a new one.',
  },
};
