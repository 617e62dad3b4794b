import {describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/invitations/invitation.ts';
import {drop, isExhausted, maskAddress, newMail, reasonToDrop, settle} from '../../../server/mail/mail.ts';

const now = 1_000_000_000;
const minuteMs = 60_000;

const invitation: Invitation & {clientEmail: string} = {
  id: 'inv_1',
  projectId: 'prj_1',
  mode: 'test',
  status: 'pending',
  clientName: null,
  clientEmail: 'luna@example.com',
  clientPhone: null,
  connectionType: 'whatsapp_waba',
  allowedPhoneCountries: null,
  phoneNumberId: null,
  externalId: 'client-1',
  locale: null,
  linkVersion: 1,
  attemptId: null,
  senderId: null,
  connectedAccount: null,
  createdAt: now,
  updatedAt: now,
  expiresAt: now + 1_000 * minuteMs,
  lapsesAt: now + 1_000 * minuteMs,
  viewedAt: null,
  startedAt: null,
  completedAt: null,
  failedAt: null,
  failureReason: null,
  metadata: {},
  returnUrl: null,
  sendEmail: true,
  nextReminderAt: null,
  linkRequestedAt: null,
  sealedLink: null,
};
const {mail, event} = newMail(invitation, 'resend', {mailId: 'ml_1', eventId: 'evt_1', now});
const tried = (attempts: number) => ({...mail, attempts, lockedUntil: now + 1});
const at = {invitation, eventId: 'evt_2', now};

test('a new mail is due at once, and its event shows the address masked', () => {
  expect(mail).toMatchObject({
    status: 'queued',
    attempts: 0,
    nextAttemptAt: now,
    recipient: 'luna@example.com',
  });
  expect(event).toMatchObject({
    type: 'mail.queued',
    invitationId: 'inv_1',
    externalId: 'client-1',
    data: {invitationId: 'inv_1', mailId: 'ml_1', kind: 'resend', recipient: 'l…@example.com'},
  });
});

describe('a try', () => {
  test('that succeeded ends it', () => {
    const settled = settle(tried(1), {kind: 'sent'}, at);
    expect(settled.mail).toMatchObject({
      status: 'sent',
      nextAttemptAt: null,
      lockedUntil: null,
      finishedAt: now,
    });
    expect(settled.event).toMatchObject({id: 'evt_2', type: 'mail.sent'});
    expect(settled.event?.data).not.toHaveProperty('detail');
  });

  test('that was refused for good ends it, with the words of the server', () => {
    const settled = settle(tried(1), {kind: 'refused', detail: '550 no such user'}, at);
    expect(settled.mail).toMatchObject({status: 'failed', nextAttemptAt: null, detail: '550 no such user'});
    expect(settled.event).toMatchObject({type: 'mail.failed', data: {detail: '550 no such user'}});
  });

  test.each([
    [1, 1],
    [2, 5],
    [3, 30],
    [4, 120],
    [5, 480],
  ])(
    'number %i that did not work is followed by another after %i minutes, without an event',
    (number, minutes) => {
      const settled = settle(tried(number), {kind: 'delayed', detail: '451 later'}, at);
      expect(settled.mail).toMatchObject({
        status: 'queued',
        nextAttemptAt: now + minutes * minuteMs,
        lockedUntil: null,
        detail: '451 later',
      });
      expect(settled.event).toBeUndefined();
    },
  );

  test('number 6 that did not work was the last', () => {
    const settled = settle(tried(6), {kind: 'delayed', detail: '451 later'}, at);
    expect(settled.mail.status).toBe('failed');
    expect(settled.event?.type).toBe('mail.failed');
    expect([6, 7].map((attempts) => isExhausted(tried(attempts)))).toEqual([false, true]);
  });

  test('keeps of what a server says neither address nor link, and not all of it', () => {
    const said =
      '550 <Luna@Example.com>: blocked, see https://invite.example.com/invite/0123abc-_XYZ (from invite@luma.example)';
    const {detail} = settle(tried(1), {kind: 'refused', detail: said + ' x'.repeat(500)}, at).mail;
    expect(detail).toContain(
      '550 <L…@Example.com>: blocked, see https://invite.example.com/invite/… (from i…@luma.example)',
    );
    expect(detail).toHaveLength(300);
  });
});

describe('a mail that waits', () => {
  test.each([
    ['open', {}, undefined],
    ['failed, which can be tried again', {status: 'failed' as const}, undefined],
    ['cancelled', {status: 'cancelled' as const, lapsesAt: null}, 'The invitation was over.'],
    ['completed', {status: 'completed' as const, lapsesAt: null}, 'The invitation was over.'],
    ['expired, whoever wrote that down', {lapsesAt: now}, 'The invitation was over.'],
    ['for another address now', {clientEmail: 'other@example.com'}, "The client's address was changed."],
    ['for no address any more', {clientEmail: null}, "The client's address was changed."],
  ])('of an invitation that is %s', (_, changes, reason) => {
    expect(reasonToDrop(mail, {...invitation, ...changes}, now)).toBe(reason);
  });

  test('and is dropped does not go out any more', () => {
    expect(drop(tried(1), 'over', now)).toMatchObject({
      status: 'dropped',
      nextAttemptAt: null,
      detail: 'over',
    });
  });
});

test.each([
  ['luna@example.com', 'l…@example.com'],
  ['a@b.example', 'a…@b.example'],
  ['"odd@one"@example.com', '"…@example.com'],
])('%s is shown as %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked);
});
