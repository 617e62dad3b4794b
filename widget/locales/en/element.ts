/** What the element says before a signup begins, and when it is connected. Part of the script itself. */
import type {Connection} from '../../../server/contract/connection.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

/** What a card says. */
export interface CardText {
  heading: string;
  sentence: string;
}

export const element = {
  loading: 'Loading…',
  testMode: 'Test mode',
  connect: (type: ConnectionType) => `Connect ${product(type)}`,
  introduction: (type: ConnectionType, project: string): CardText => ({
    heading: `Connect ${product(type)}`,
    sentence:
      type === 'messenger'
        ? `Link your Facebook Page with ${project}. You need your Facebook login. It takes about 2 minutes.`
        : `Link your WhatsApp Business number with ${project}. You need your Facebook login and your phone. It takes about 3 minutes.`,
  }),
  needs: 'What you need',
  opening: 'Opening…',
  connected: (type: ConnectionType, project: string): CardText => ({
    heading: `${product(type)} is connected`,
    sentence: `${project} can now send and receive ${product(type)} messages for you.`,
  }),
  failed: {
    heading: 'That did not work',
    sentence: 'Please try again in a moment.',
  },
  offline: {
    heading: 'No connection right now',
    sentence: 'Check your internet connection. We keep trying in the meantime.',
  },
  tryNow: 'Try now',
  unreachable: 'We could not reach the service. Check your internet connection and try again.',
  tooManyTries: 'Too many tries. Wait a minute, then try again.',
};
