import {describe, expect, test} from 'vitest';
import {invitationStatuses, type InvitationStatus} from '../../../server/contract/invitations.ts';
import {
  asOf,
  attemptLifetimeMs,
  type Change,
  followers,
  type Invitation,
  isOpen,
  transition,
} from '../../../server/invitations/invitation.ts';
import {dayMs, minuteMs} from '../../support/clock.ts';

const createdAt = Date.UTC(2026, 10, 22, 12);
const expiresAt = createdAt + 7 * dayMs;
const now = createdAt + dayMs;
const isFinal = (status: InvitationStatus) => ['completed', 'expired', 'cancelled'].includes(status);

function invitationWith(status: InvitationStatus, fields: Partial<Invitation> = {}): Invitation {
  return {
    id: 'inv_1',
    projectId: 'prj_1',
    mode: 'test',
    status,
    clientName: 'Bakery Luna',
    clientEmail: null,
    clientPhone: null,
    connectionType: 'whatsapp_waba',
    allowedPhoneCountries: null,
    phoneNumberId: null,
    externalId: 'client-1',
    locale: null,
    linkVersion: 1,
    attemptId: status === 'pending' ? null : 'att_1',
    senderId: status === 'completed' ? 'snd_1' : null,
    connectedAccount: null,
    createdAt,
    updatedAt: createdAt,
    expiresAt,
    lapsesAt: isFinal(status) ? null : expiresAt,
    viewedAt: null,
    startedAt: null,
    completedAt: null,
    failedAt: status === 'failed' ? createdAt + 1 : null,
    failureReason: status === 'failed' ? 'fb_cancelled' : null,
    metadata: {},
    returnUrl: null,
    sendEmail: false,
    nextReminderAt: null,
    linkRequestedAt: null,
    sealedLink: null,
    ...fields,
  };
}

const connectedAccount = {channel: 'whatsapp', id: '1001', name: 'Bakery Luna'} as const;
const changes: Record<Change['to'], Change> = {
  in_progress: {to: 'in_progress', attemptId: 'att_2'},
  completed: {to: 'completed', senderId: 'snd_2', connectedAccount},
  failed: {to: 'failed', failureReason: 'pin_mismatch'},
  expired: {to: 'expired'},
  cancelled: {to: 'cancelled'},
  pending: {to: 'pending', expiresAt: expiresAt + 9 * dayMs},
};

function change(before: Invitation, to: Change['to'], at = now) {
  const decided = transition(before, changes[to], at, 'evt_1');
  if (!decided) throw new Error(`${before.status} → ${to} was refused`);
  return decided;
}

describe('what may follow what', () => {
  const table: Record<InvitationStatus, Record<Change['to'], 'yes' | 'no'>> = {
    pending: {
      in_progress: 'yes',
      completed: 'no',
      failed: 'no',
      expired: 'yes',
      cancelled: 'yes',
      pending: 'no',
    },
    in_progress: {
      in_progress: 'yes',
      completed: 'yes',
      failed: 'yes',
      expired: 'yes',
      cancelled: 'yes',
      pending: 'no',
    },
    failed: {
      in_progress: 'yes',
      completed: 'no',
      failed: 'no',
      expired: 'yes',
      cancelled: 'yes',
      pending: 'no',
    },
    completed: {
      in_progress: 'no',
      completed: 'no',
      failed: 'no',
      expired: 'no',
      cancelled: 'no',
      pending: 'no',
    },
    expired: {
      in_progress: 'no',
      completed: 'no',
      failed: 'no',
      expired: 'no',
      cancelled: 'no',
      pending: 'yes',
    },
    cancelled: {
      in_progress: 'no',
      completed: 'no',
      failed: 'no',
      expired: 'no',
      cancelled: 'no',
      pending: 'no',
    },
  };
  const pairs = invitationStatuses.flatMap((from) =>
    Object.entries(table[from]).map(([to, allowed]) => [from, to as Change['to'], allowed] as const),
  );

  test.each(pairs)('%s → %s: %s', (from, to, allowed) => {
    const before = invitationWith(from);
    const decided = transition(before, changes[to], now, 'evt_1');
    expect(decided?.invitation.status).toBe(allowed === 'yes' ? to : undefined);
    expect(before, 'the invitation that was passed in is left alone').toEqual(invitationWith(from));
  });

  test('nothing but an expired one ever becomes pending again', () => {
    const sources = invitationStatuses.filter((status) => followers[status].includes('pending'));
    expect(sources).toEqual(['expired']);
  });

  test.each(invitationStatuses)(
    'a link of a %s invitation can be started exactly when the table says so',
    (status) => {
      expect(isOpen(invitationWith(status))).toBe(table[status].in_progress === 'yes');
    },
  );
});

describe('what a change writes down', () => {
  test('starting: the attempt and its time; the failure before it is forgotten', () => {
    const {invitation} = change(invitationWith('failed'), 'in_progress');
    expect(invitation).toMatchObject({
      attemptId: 'att_2',
      startedAt: now,
      updatedAt: now,
      failedAt: null,
      failureReason: null,
    });
  });

  test('completing: sender, account and time; it cannot lapse any more', () => {
    const {invitation} = change(invitationWith('in_progress'), 'completed');
    expect(invitation).toMatchObject({
      senderId: 'snd_2',
      connectedAccount,
      completedAt: now,
      updatedAt: now,
      lapsesAt: null,
    });
  });

  test('failing: reason and time; the link lapses when it always would', () => {
    const running = invitationWith('in_progress', {lapsesAt: expiresAt + attemptLifetimeMs});
    const {invitation} = change(running, 'failed');
    expect(invitation).toMatchObject({failureReason: 'pin_mismatch', failedAt: now, lapsesAt: expiresAt});
  });

  test.each(['expired', 'cancelled'] as const)(
    '%s: no failure is left, and it cannot lapse any more',
    (to) => {
      const {invitation} = change(invitationWith('failed'), to);
      expect(invitation).toMatchObject({failureReason: null, failedAt: null, lapsesAt: null, updatedAt: now});
    },
  );

  test('reopening: it ends when it says from now on, and no request for it is left', () => {
    const expired = invitationWith('expired', {linkRequestedAt: now - 1, attemptId: 'att_1'});
    const {invitation} = change(expired, 'pending');
    const later = expiresAt + 9 * dayMs;
    expect(invitation).toMatchObject({
      expiresAt: later,
      lapsesAt: later,
      linkRequestedAt: null,
      updatedAt: now,
    });
  });

  test('a change always moves the time of the last change on, whatever the clock says', () => {
    const before = invitationWith('pending', {updatedAt: now});
    expect(change(before, 'cancelled', now).invitation.updatedAt).toBe(now + 1);
    expect(change(before, 'cancelled', now - minuteMs).invitation.updatedAt).toBe(now + 1);
  });

  test.each([
    ['long before the expiry lapses with the link', now, expiresAt],
    ['10 minutes before the expiry has its 30 minutes', expiresAt - 10 * minuteMs, expiresAt + 20 * minuteMs],
    ['a millisecond before the expiry has them too', expiresAt - 1, expiresAt - 1 + 30 * minuteMs],
  ])('an attempt that starts %s', (_, startedAt, lapsesAt) => {
    expect(change(invitationWith('pending'), 'in_progress', startedAt).invitation.lapsesAt).toBe(lapsesAt);
  });

  test('starting again after the expiry does not win another 30 minutes', () => {
    const started = change(invitationWith('pending'), 'in_progress', expiresAt - minuteMs).invitation;
    const again = change(started, 'in_progress', expiresAt + 20 * minuteMs).invitation;
    expect(again.lapsesAt).toBe(expiresAt + 29 * minuteMs);
  });
});

describe('the event of a change', () => {
  const common = {
    invitationId: 'inv_1',
    clientName: 'Bakery Luna',
    clientEmail: null,
    connectionType: 'whatsapp_waba',
  };

  test.each([
    ['pending', 'in_progress', {}],
    ['in_progress', 'completed', {senderId: 'snd_2', connectedAccount}],
    ['in_progress', 'failed', {failureReason: 'pin_mismatch'}],
    ['failed', 'in_progress', {}],
    ['failed', 'cancelled', {}],
    ['pending', 'expired', {}],
    ['expired', 'pending', {}],
  ] as const)(
    '%s → %s has exactly the keys that Zavu sends, and the id that the host gave',
    (from, to, more) => {
      const {event} = change(invitationWith(from), to);
      expect(event).toEqual({
        id: 'evt_1',
        type: 'invitation.status_changed',
        occurredAt: to === 'expired' ? expiresAt : now,
        projectId: 'prj_1',
        mode: 'test',
        subject: 'inv_1',
        invitationId: 'inv_1',
        senderId: null,
        externalId: 'client-1',
        originId: null,
        data: {...common, previousStatus: from, currentStatus: to, externalId: 'client-1', ...more},
      });
    },
  );

  test('a second start is no change of status', () => {
    expect(change(invitationWith('in_progress'), 'in_progress').event.type).toBe('attempt.step_changed');
  });
});

describe('an invitation as of a moment', () => {
  test.each(['pending', 'in_progress', 'failed'] as const)(
    '%s is itself until its time is over',
    (status) => {
      const invitation = invitationWith(status);
      expect(asOf(invitation, expiresAt - 1)).toEqual(invitation);
      expect(asOf(invitation, expiresAt)).toEqual({
        ...invitation,
        status: 'expired',
        failedAt: null,
        failureReason: null,
      });
    },
  );

  test.each(['completed', 'cancelled', 'expired'] as const)('%s stays what it is for ever', (status) => {
    const invitation = invitationWith(status);
    expect(asOf(invitation, expiresAt + 1000 * dayMs)).toEqual(invitation);
  });

  test('one whose client is in the dialog is not expired before the attempt is over', () => {
    const started = change(invitationWith('pending'), 'in_progress', expiresAt - 1).invitation;
    expect(asOf(started, expiresAt + 29 * minuteMs).status).toBe('in_progress');
    expect(asOf(started, expiresAt + 30 * minuteMs).status).toBe('expired');
  });
});
