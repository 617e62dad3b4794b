import type {Connection} from '../../../server/contract/connection.ts';

type ConnectionType = Connection['connectionType'];

const product = (type: ConnectionType): string => (type === 'messenger' ? 'Messenger' : 'WhatsApp');

/** What mail to a client says. For the service alone: the element never loads it. */
export const mail = {
  invites: (type: ConnectionType, project: string) => `${project} invites you to connect ${product(type)}`,
  reminds: (type: ConnectionType, project: string) =>
    `Reminder: ${project} is waiting for you to connect ${product(type)}`,
  invitationFor: (client: string) => `Invitation for ${client}`,
  testMode: 'This is a test. Nothing real gets connected.',
  explanation: (type: ConnectionType, project: string) =>
    type === 'messenger'
      ? `You sign in on facebook.com and choose your Page. Then ${project} can send and receive Messenger messages for it. It never sees your password.`
      : `You sign in on facebook.com, choose your business and confirm your number. Then ${project} can send and receive WhatsApp messages with that number. It never sees your password.`,
  needs: (type: ConnectionType) => `What you need for about ${type === 'messenger' ? '2' : '3'} minutes:`,
  needed: (type: ConnectionType): string[] =>
    type === 'messenger'
      ? ['The Facebook account that manages your Page']
      : [
          'The Facebook account that manages your business',
          'Your phone at hand, to get a code by SMS or call',
          'A number that is not used in the WhatsApp app, or that you are ready to move out of it',
        ],
  connect: (type: ConnectionType) => `Connect ${product(type)}`,
  worksUntil: (time: string) => `The link works until ${time}.`,
  plainLink: 'If the button does not work, copy this address into your browser:',
  stranger: (project: string) => `You do not know ${project}? Then ignore this mail and nothing happens.`,
};
