import {describe, expect, test} from 'vitest';
import {invitationStatuses, type InvitationStatus} from '../../../server/contract/invitations.ts';
import {type Invitation, transition} from '../../../server/invitations/invitation.ts';
import {type Intent, mayBeOf, nextPollAt, type RemoteInvitation} from '../../../server/zavu/remote.ts';
import {whatFollows} from '../../../server/zavu/what-follows.ts';
import {dayMs} from '../../support/clock.ts';

const createdAt = Date.parse('2026-01-01T00:00:00Z');
const now = createdAt + 3_600_000;
const expiresAt = createdAt + 7 * dayMs;

function local(status: InvitationStatus, fields: Partial<Invitation> = {}): Invitation {
  const isOver = status === 'completed' || status === 'expired' || status === 'cancelled';
  return {
    id: 'inv_1',
    projectId: 'prj_1',
    mode: 'live',
    status,
    clientName: null,
    clientEmail: null,
    clientPhone: null,
    connectionType: 'whatsapp_waba',
    allowedPhoneCountries: null,
    phoneNumberId: null,
    externalId: null,
    locale: null,
    linkVersion: 1,
    attemptId: null,
    senderId: status === 'completed' ? 'snd_1' : null,
    connectedAccount: null,
    createdAt,
    updatedAt: createdAt,
    expiresAt,
    lapsesAt: isOver ? null : expiresAt,
    viewedAt: null,
    startedAt: null,
    completedAt: null,
    failedAt: status === 'failed' ? createdAt + 10 : null,
    failureReason: status === 'failed' ? 'fb_cancelled' : null,
    metadata: {},
    returnUrl: null,
    sendEmail: false,
    nextReminderAt: null,
    linkRequestedAt: null,
    sealedLink: 'sealed',
    ...fields,
  };
}

function remote(status: InvitationStatus, fields: Partial<RemoteInvitation> = {}): RemoteInvitation {
  return {
    id: 'remote_1',
    token: 'token',
    url: 'https://zavu.example/invite/token',
    status,
    clientName: null,
    clientEmail: null,
    clientPhone: null,
    connectionType: 'whatsapp_waba',
    phoneNumberId: null,
    senderId: status === 'completed' ? 'sender_1' : null,
    connectedAccount: status === 'completed' ? {channel: 'whatsapp', id: '1001', name: null} : null,
    createdAt,
    expiresAt,
    viewedAt: null,
    startedAt: null,
    completedAt: null,
    failedAt: status === 'failed' ? createdAt + 10 : null,
    failureReason: status === 'failed' ? 'fb_cancelled' : null,
    ...fields,
  };
}

const ofSame = '-';
/** From (ours) × to (Zavu's): what is written. */
const table: Record<InvitationStatus, Record<InvitationStatus, string>> = {
  pending: {
    pending: ofSame,
    in_progress: 'in_progress',
    completed: 'in_progress completed',
    failed: 'in_progress failed',
    expired: 'expired',
    cancelled: 'cancelled',
  },
  in_progress: {
    pending: ofSame,
    in_progress: ofSame,
    completed: 'completed',
    failed: 'failed',
    expired: 'expired',
    cancelled: 'cancelled',
  },
  failed: {
    pending: ofSame,
    in_progress: 'in_progress',
    completed: 'in_progress completed',
    failed: ofSame,
    expired: 'expired',
    cancelled: 'cancelled',
  },
  expired: {
    pending: ofSame,
    in_progress: ofSame,
    completed: 'pending in_progress completed',
    failed: ofSame,
    expired: ofSame,
    cancelled: ofSame,
  },
  completed: {
    pending: ofSame,
    in_progress: ofSame,
    completed: ofSame,
    failed: ofSame,
    expired: ofSame,
    cancelled: ofSame,
  },
  cancelled: {
    pending: ofSame,
    in_progress: ofSame,
    completed: ofSame,
    failed: ofSame,
    expired: ofSame,
    cancelled: ofSame,
  },
};
const pairs = invitationStatuses.flatMap((from) =>
  invitationStatuses.map((to) => ({from, to, expected: table[from][to]})),
);
const said = (steps: ReturnType<typeof whatFollows>) =>
  steps.map(({change}) => change.to).join(' ') || ofSame;

describe('what follows when Zavu tells', () => {
  test.each(pairs)('ours $from, Zavu says $to: $expected', ({from, to, expected}) => {
    const before = local(from);
    const steps = whatFollows(before, remote(to), now);
    expect(said(steps)).toBe(expected);
    let invitation = before;
    for (const {change, at} of steps) {
      const decided = transition(invitation, change, at, 'evt_1');
      if (!decided) throw new Error(`${invitation.status} cannot become ${change.to}`);
      ({invitation} = decided);
    }
    if (steps.length > 0) {
      expect(invitation.status).toBe(to);
      expect(whatFollows(invitation, remote(to), now), 'told again, nothing follows').toEqual([]);
    }
  });

  test('a new failure of an invitation that failed before is told', () => {
    const again = remote('failed', {failedAt: createdAt + 500, failureReason: 'fb_not_authorized'});
    expect(said(whatFollows(local('failed'), again, now))).toBe('in_progress failed');
  });

  test('an expiry of ours is undone when Zavu gives it more time', () => {
    const longer = {expiresAt: expiresAt + dayMs};
    expect(said(whatFollows(local('expired'), remote('pending', longer), now))).toBe('pending');
    expect(said(whatFollows(local('expired'), remote('failed', longer), now))).toBe(
      'pending in_progress failed',
    );
  });

  test('times are those of Zavu, and never before what we know', () => {
    const startedAt = createdAt + 60_000;
    expect(whatFollows(local('pending'), remote('in_progress', {startedAt}), now)[0]?.at).toBe(startedAt);
    const early = remote('in_progress', {startedAt: createdAt - 60_000});
    expect(whatFollows(local('pending'), early, now)[0]?.at).toBe(createdAt);
    expect(whatFollows(local('pending'), remote('cancelled'), now)[0]?.at).toBe(now);
  });

  test('a reason that only Zavu knows is a generic one, with its word', () => {
    const [, failed] = whatFollows(local('pending'), remote('failed', {failureReason: 'moon_phase'}), now);
    expect(failed?.change).toEqual({
      to: 'failed',
      failureReason: 'internal_error',
      providerReason: 'moon_phase',
    });
  });

  test('a completion without its sender is not written yet', () => {
    expect(said(whatFollows(local('in_progress'), remote('completed', {senderId: null}), now))).toBe(ofSame);
  });
});

test('Zavu is asked after 5 seconds, then ever more rarely, up to 15 minutes, and not when it is over', () => {
  const delays = Array.from({length: 10}, (_, polls) =>
    nextPollAt('pending', polls, {now: 0, fraction: 0.5}),
  );
  expect(delays.map((ms) => (ms ?? 0) / 1000)).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
  expect(nextPollAt('failed', 0, {now: 0, fraction: 0})).toBe(4_000);
  expect(nextPollAt('in_progress', 0, {now: 0, fraction: 1})).toBe(6_000);
  for (const status of ['completed', 'expired', 'cancelled'] as const) {
    expect(nextPollAt(status, 0, {now: 0, fraction: 0.5})).toBeNull();
  }
});

describe('whether an invitation at Zavu is that of a lost answer', () => {
  const intent: Intent = {
    invitationId: 'inv_1',
    requestHash: 'hash',
    fields: {clientName: 'Luna', connectionType: 'whatsapp_waba', expiresInDays: 7},
    remoteId: null,
    firstSentAt: createdAt,
    lastSentAt: createdAt,
    abandonedAt: createdAt,
    lockedBy: null,
    lockedUntil: null,
  };
  test.each<[string, Partial<RemoteInvitation>, boolean]>([
    ['the same', {}, true],
    ['clocks differ a little', {createdAt: createdAt - 60_000}, true],
    ['of before', {createdAt: createdAt - 10 * 60_000}, false],
    ['of later', {createdAt: createdAt + 10 * 60_000}, false],
    ['another client', {clientName: 'Sol'}, false],
    ['with an address', {clientEmail: 'a@luna.example'}, false],
    ['another channel', {connectionType: 'messenger'}, false],
    ['with a number', {phoneNumberId: 'pn_1'}, false],
    ['for another time', {expiresAt: createdAt + 3 * dayMs}, false],
  ])('%s', (_, fields, expected) => {
    expect(mayBeOf(intent, remote('pending', {clientName: 'Luna', ...fields}))).toBe(expected);
  });
});
