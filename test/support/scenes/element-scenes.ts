import type {Page} from 'playwright-core';
import type {Connection} from '../../../server/contract/connection.ts';
import type {Scene} from './scene.ts';

const connect = (page: Page) => page.locator('zavu-partner-invite [part=button]').click();
const usePhone: Scene['act'] = (page, say) =>
  page.getByRole('button', {name: say('Use your phone instead')}).click();

const blockWindows = () => void (window.open = () => null);
/** Browsers without a screen have no mouse, and the stage is narrow. */
const beDesktop = () => {
  const matchMedia = window.matchMedia.bind(window);
  window.matchMedia = (query) => matchMedia(query.includes('pointer: fine') ? 'all' : query);
};

const shows = (state: string) => `zavu-partner-invite:state(${state})`;
const inProgress = (step: Connection['step'], continueUrl: string | null = null) =>
  ({status: 'in_progress', step, continueUrl}) as const;
const completed = {
  status: 'completed',
  connectedAccount: {channel: 'whatsapp', id: '1', name: 'Bakery Luna'},
  phoneNumber: '+1 631-555-0100',
  senderId: 'snd_1',
} as const;
const url = 'https://invite.example/invite/abcdefghijklmnop';

/** Every state of the element, and what is different enough inside of one. */
export const elementScenes: Scene[] = [
  {name: 'loading', connection: 'never', shows: `${shows('loading')} .skeleton`},
  {name: 'not connected', shows: shows('not-connected')},
  {name: 'not connected, test mode', connection: {mode: 'test'}, shows: shows('not-connected')},
  {
    name: 'not connected, Page',
    connection: {connectionType: 'messenger'},
    shows: shows('not-connected'),
  },
  {
    name: 'not connected, own number',
    connection: {assignedPhoneNumber: '+1 415 555 0134'},
    shows: shows('not-connected'),
  },
  {
    name: 'not connected, what one needs',
    act: (page) => page.locator('summary').click(),
    shows: 'zavu-partner-invite [part=needs] li + li',
  },
  {name: 'not connected, problem', start: 429, act: connect, shows: 'zavu-partner-invite [part=problem]'},
  {name: 'opening', start: 'never', act: connect, shows: shows('opening')},
  {name: 'waiting', act: connect, shows: shows('waiting')},
  {name: 'blocked', before: blockWindows, act: connect, shows: shows('blocked')},
  {
    name: 'on the phone',
    connection: {url},
    before: beDesktop,
    act: (page, say) => connect(page).then(() => usePhone(page, say)),
    shows: 'zavu-partner-invite [part="qr-code"]',
  },
  {name: 'in progress elsewhere', connection: inProgress('dialog'), shows: shows('in-progress')},
  {
    name: 'in progress',
    connection: inProgress('register', 'https://invite.example/signup/att_1'),
    shows: shows('in-progress'),
  },
  {
    name: 'in progress, choose',
    connection: inProgress('choose', 'https://invite.example/signup/att_1'),
    shows: shows('in-progress'),
  },
  {
    name: 'in progress, PIN',
    connection: inProgress('pin', 'https://invite.example/signup/att_1'),
    shows: shows('in-progress'),
  },
  {name: 'connected', connection: completed, shows: 'zavu-partner-invite [part="care"]'},
  {
    name: 'connected, test mode',
    connection: {...completed, mode: 'test', health: 'in_review'},
    shows: 'zavu-partner-invite [part="care"]',
  },
  {
    name: 'connected, restricted',
    connection: {...completed, health: 'disconnected', canReconnect: true},
    shows: 'zavu-partner-invite [part="care"]',
  },
  {
    name: 'disconnect dialog',
    connection: completed,
    act: (page, say) => page.getByRole('button', {name: say('Disconnect')}).click(),
    shows: 'zavu-partner-invite dialog[open]',
  },
  {
    name: 'connected Page',
    connection: {
      ...completed,
      connectionType: 'messenger',
      phoneNumber: null,
      connectedAccount: {channel: 'messenger', id: '2', name: 'Café Sol'},
    },
    shows: 'zavu-partner-invite [part="care"]',
  },
  {
    name: 'failed',
    connection: {status: 'failed', failureReason: 'fb_cancelled'},
    shows: shows('failed'),
  },
  {
    name: 'failed, number',
    connection: {status: 'failed', failureReason: 'phone_mismatch', assignedPhoneNumber: '+1 415 555 0134'},
    shows: shows('failed'),
  },
  {name: 'expired', connection: {status: 'expired'}, shows: shows('expired')},
  {name: 'cancelled', connection: {status: 'cancelled'}, shows: shows('cancelled')},
  {name: 'offline', connection: 0, shows: shows('offline')},
  {name: 'refused', connection: 404, shows: shows('refused')},
];
