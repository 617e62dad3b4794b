import type {Connection} from '../../../server/contract/connection.ts';

type ConnectionType = Connection['connectionType'];

/** What the element says of an account that is connected. Loaded when one is. */
export const care = {
  health: {
    connected: 'All is well.',
    in_review: 'WhatsApp is checking this account. Everything works in the meantime.',
    disconnected: 'Messages have stopped: Facebook has restricted this account.',
    lost: 'Messages have stopped: the permission was taken away. Connect again to give it back.',
    pending: 'WhatsApp is still preparing this number. You can receive, and soon send.',
  },
  reconnect: 'Connect again',
  disconnect: 'Disconnect',
  confirm: {
    heading: 'Disconnect?',
    sentence: (project: string) => `${project} can then no longer send or receive messages for you.`,
    keep: 'Keep it',
    again: (project: string) =>
      `This removes the old connection first. Then connect ${project} as you did the first time.`,
  },
  sendTest: 'Send a test message',
  arrived: (text: string) => `“${text}” has arrived.`,
  tryIt: (type: ConnectionType): string =>
    type === 'messenger'
      ? 'To try it, write to your Page from another account.'
      : 'To try it, write to your number from another phone.',
  problem: 'That did not work. Please try again in a moment.',
};
