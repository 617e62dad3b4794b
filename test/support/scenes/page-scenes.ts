import type {Connection} from '../../../server/contract/connection.ts';
import type {PageOf, SignupView} from '../../../server/signup/page-view.ts';
import {renderSignupPage} from '../../../server/signup/pages.ts';
import {freshConnection} from '../connections.ts';
import type {Scene} from './scene.ts';

const now = Date.UTC(2026, 10, 22, 21, 0);
const dayMs = 86_400_000;

const shell = {
  locale: 'en',
  projectName: 'Luma Desk',
  logoUrl: null,
  brandColor: null,
  clientName: 'Bakery Luna',
  mode: 'test',
  connectionType: 'whatsapp_waba',
  token: 'abc123',
  connection: null,
  url: 'https://invite.example/invite/abc123',
  returnUrl: 'https://app.example.com/settings?tab=whatsapp',
} as const;
const start = {
  ...shell,
  page: 'start',
  expiresAt: now + 7 * dayMs,
  now,
  assignedNumber: null,
} as const;
const pin = {
  ...shell,
  page: 'pin',
  action: '/signup/att_1/pin',
  displayPhoneNumber: '+1 631-555-0100',
  tries: 0,
  problem: null,
} as const;
const choose: PageOf<'choose'> = {
  ...shell,
  page: 'choose',
  action: '/signup/att_1/choose',
  options: [
    {accountId: '1001', displayPhoneNumber: '+34 600 11 12 22', name: 'Bakery Luna', accountName: null},
    {accountId: '1002', displayPhoneNumber: '+52 1 55 1234 5678', name: null, accountName: 'Luna · 2001'},
  ],
  personName: null,
};

/** The page as the server sends it, with the element in it once that has heard from the service. */
function scene(name: string, view: SignupView, connection: Partial<Connection> | null): Scene {
  const html = (locale: string) =>
    renderSignupPage({
      ...view,
      locale,
      connection: connection && {...freshConnection, mode: 'test', ...connection},
    });
  const hasElement = html('en').includes('<zavu-partner-invite');
  return {
    name,
    html,
    connection: {mode: 'test', ...connection},
    shows: hasElement ? 'zavu-partner-invite .card:not(.skeleton)' : 'h1',
  };
}

/** Every kind of page that the service sends to a person. */
export const pageScenes: Scene[] = [
  scene('start', start, {status: 'pending'}),
  scene(
    'start, number set aside',
    {...start, assignedNumber: {phoneNumber: '+1 415 555 0134', verificationCode: '482910'}},
    {status: 'pending', assignedPhoneNumber: '+1 415 555 0134'},
  ),
  scene('start, after a failure', start, {status: 'failed', failureReason: 'fb_cancelled'}),
  scene('start, while running', start, {status: 'in_progress', step: 'dialog'}),
  scene(
    'start, Page',
    {...start, connectionType: 'messenger'},
    {status: 'pending', connectionType: 'messenger'},
  ),
  scene(
    'progress',
    {...shell, page: 'progress', step: 'register', address: '/'},
    {status: 'in_progress', step: 'register'},
  ),
  scene('choose', choose, null),
  scene('choose, Page', {...choose, connectionType: 'messenger', personName: 'Sam Rivera'}, null),
  scene('PIN', pin, null),
  scene('PIN, wrong', {...pin, tries: 1, problem: 'wrong'}, null),
  scene(
    'connected',
    {
      ...shell,
      page: 'connected',
      isRegistering: true,
    },
    {
      status: 'completed',
      connectedAccount: {channel: 'whatsapp', id: '1', name: 'Bakery Luna'},
      phoneNumber: '+1 631-555-0100',
      senderId: 'snd_1',
    },
  ),
  scene(
    'failed',
    {...shell, page: 'failed', failureReason: 'no_phone_number'},
    {status: 'failed', failureReason: 'no_phone_number'},
  ),
  scene('expired', {...shell, page: 'expired', renewal: 'offered'}, {status: 'expired'}),
  scene('expired, asked for', {...shell, page: 'expired', renewal: 'requested'}, {status: 'expired'}),
  scene('cancelled', {...shell, page: 'cancelled'}, null),
  scene('not found', {...shell, page: 'not_found', projectName: '', clientName: null, token: null}, null),
  scene('replaced', {...shell, page: 'replaced'}, null),
  scene('wrong browser', {...shell, page: 'wrong_browser'}, null),
  scene('deletion', {...shell, page: 'deletion', requestedAt: now, finishedAt: null, senders: 2}, null),
  scene(
    'deletion, done',
    {...shell, page: 'deletion', requestedAt: now, finishedAt: now + dayMs, senders: 2},
    null,
  ),
  scene('no deletion', {...shell, page: 'no_deletion'}, null),
  scene('error', {...shell, page: 'error', code: 'rate_limited'}, null),
];
