import type {Connection} from '../../server/contract/connection.ts';
import type {FailureReason} from '../../server/contract/failure-reasons.ts';
import type {PageOf, SignupView} from '../../server/signup/page-view.ts';
import {renderSignupPage} from '../../server/signup/pages.ts';
import {freshConnection} from './connections.ts';

export const now = Date.UTC(2026, 10, 22, 21, 0);
export const dayMs = 86_400_000;

export const connection: Connection = {
  ...freshConnection,
  status: 'pending',
  mode: 'test',
  projectName: 'Acme Desk',
  url: 'https://invite.example.com/invite/abc123',
  updatedAt: null,
};

export const failed = (failureReason: FailureReason): Connection => ({
  ...connection,
  status: 'failed',
  failureReason,
});
export const running = (step: Connection['step']): Connection => ({
  ...connection,
  status: 'in_progress',
  step,
});
export const connected = (name: string | null, phoneNumber: string | null): Connection => ({
  ...connection,
  status: 'completed',
  connectedAccount: {channel: 'whatsapp', id: '1001', name},
  phoneNumber,
});

export const common = {
  locale: 'en',
  projectName: 'Acme Desk',
  logoUrl: null,
  brandColor: null,
  clientName: 'Bakery Luna',
  mode: 'test',
  connectionType: 'whatsapp_waba',
  token: 'abc123',
  connection,
  url: null,
  returnUrl: 'https://app.example.com/settings?tab=whatsapp',
} as const;

export const start = {
  ...common,
  page: 'start',
  expiresAt: now + 7 * dayMs,
  now,
  assignedNumber: null,
} as const;

export const assignedNumber = {phoneNumber: '+1 415 555 0134', verificationCode: '482910'};

export const options = [
  {accountId: '1001', displayPhoneNumber: '+34 600 11 12 22', name: 'Bakery Luna', accountName: null},
  {accountId: '1002', displayPhoneNumber: '+52 1 55 1234 5678', name: null, accountName: 'Luna · 2001'},
];

/** The page of an invitation that is what the view says of it. */
export function pageOf(view: SignupView): string {
  const {mode, connectionType, projectName} = view;
  return renderSignupPage({
    ...view,
    connection: view.connection && {...view.connection, mode, connectionType, projectName},
  });
}

/** The Pages of whoever is logged in. */
export const choosePage: PageOf<'choose'> = {
  ...common,
  connectionType: 'messenger',
  page: 'choose',
  action: '/signup/att_1/choose',
  options: [
    {accountId: '800000000000001', displayPhoneNumber: null, name: 'Bakery Luna', accountName: null},
    {accountId: '800000000000002', displayPhoneNumber: null, name: 'Café Sol', accountName: null},
  ],
  personName: 'Sam Rivera',
};

export const views: Record<string, SignupView> = {
  start,
  'start after a failure': {...start, connection: failed('fb_cancelled')},
  'start while running': {...start, connection: running('dialog')},
  'start with a number': {...start, assignedNumber},
  progress: {
    ...common,
    connection: running('register'),
    page: 'progress',
    step: 'register',
    address: '/signup/att_1',
  },
  choose: {...common, page: 'choose', action: '/signup/att_1/choose', options, personName: null},
  pin: {
    ...common,
    page: 'pin',
    action: '/signup/att_1/pin',
    displayPhoneNumber: '+1 631',
    tries: 0,
    problem: null,
  },
  'pin after a wrong one': {
    ...common,
    page: 'pin',
    action: '/signup/att_1/pin',
    displayPhoneNumber: '+1 631',
    tries: 1,
    problem: 'wrong',
  },
  connected: {
    ...common,
    page: 'connected',
    connection: connected('Bakery Luna', '+34 600 11 12 22'),
    isRegistering: true,
  },
  failed: {...common, connection: failed('pin_mismatch'), page: 'failed', failureReason: 'pin_mismatch'},
  'start for a Page': {...start, connectionType: 'messenger'},
  'choose a Page': choosePage,
  'connected Page': {
    ...common,
    connectionType: 'messenger',
    page: 'connected',
    connection: connected('Bakery Luna', null),
    isRegistering: false,
  },
  expired: {...common, page: 'expired', renewal: 'offered'},
  'expired and asked': {...common, page: 'expired', renewal: 'requested'},
  cancelled: {...common, page: 'cancelled'},
  'not found': {...common, page: 'not_found', projectName: '', clientName: null, token: null},
  replaced: {...common, page: 'replaced'},
  'wrong browser': {...common, page: 'wrong_browser'},
  error: {...common, page: 'error', code: 'rate_limited'},
};

/** Every tag with the names of its attributes: what a value may never change. */
export function skeleton(page: string): string[] {
  return (page.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/="[^"]*"/g, ''));
}

export function textOf(page: string): string {
  const characters: Record<string, string> = {lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`', amp: '&'};
  return page
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+|#\d+);/g, (entity, name: string) => characters[name] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
}
