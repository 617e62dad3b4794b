import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {transition} from '../../../server/invitations/invitation.ts';
import {sweep} from '../../../server/sweeper.ts';
import {dayMs, minuteMs} from '../../support/clock.ts';
import {readRows} from '../../support/database.ts';
import {TestService} from '../../support/harness.ts';
import {mailEvents, mailEventsUntil} from '../../support/mails.ts';
import {connectClient, createSession, callAsClient} from '../../support/signups.ts';
import {startWithMail, stopWithMail, type TestSmtp} from '../../support/smtp.ts';

let smtp: TestSmtp;
let service: TestService;

beforeEach(async () => {
  ({smtp, service} = await startWithMail());
});

afterEach(() => stopWithMail({smtp, service}));

const luna = {clientName: 'Bakery Luna', clientEmail: 'luna@example.com', sendEmail: true};

const sweepAfter = async (ms: number) => {
  service.clock.advance(ms);
  await sweep(service.context);
};
const expiringOf = async (id: string) =>
  (await mailEvents(service, id)).filter(({type}) => type === 'invitation.expiring');

describe('a reminder', () => {
  test('is mailed two days before the end, once, with the link', async () => {
    const invitation = await service.invite({...luna, locale: 'es'});
    await mailEventsUntil(service, invitation.id, 'mail.sent');
    await sweepAfter(5 * dayMs - minuteMs);
    expect(await expiringOf(invitation.id)).toEqual([]);
    await sweepAfter(minuteMs);
    const [, reminder] = await smtp.received('luna@example.com', 2);
    expect(reminder?.subject).toBe('Recordatorio: Example Platform espera que conectes WhatsApp');
    expect(reminder?.text).toContain(invitation.url);
    const events = await mailEventsUntil(service, invitation.id, 'mail.sent');
    expect(events.map(({type, data}) => [type, data['kind']])).toEqual([
      ['mail.queued', 'invitation'],
      ['mail.sent', 'invitation'],
      ['invitation.expiring', undefined],
      ['mail.queued', 'reminder'],
      ['mail.sent', 'reminder'],
    ]);
    await sweepAfter(dayMs);
    expect(await expiringOf(invitation.id)).toHaveLength(1);
  });

  test('of an invitation that is not mailed is told to the project alone', async () => {
    const {id, expiresAt} = await service.invite({
      clientEmail: 'luna@example.com',
      externalId: 'client-1',
      metadata: {plan: 'pro'},
    });
    await sweepAfter(5 * dayMs);
    const events = await mailEvents(service, id);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({type: 'invitation.expiring', externalId: 'client-1', invitationId: id});
    expect(events[0]?.data).toEqual({
      invitationId: id,
      clientName: null,
      clientEmail: 'luna@example.com',
      connectionType: 'whatsapp_waba',
      expiresAt,
      daysLeft: 2,
      externalId: 'client-1',
      metadata: {plan: 'pro'},
    });
  });

  test('comes on every day that the project chose', async () => {
    await service.api('PATCH', '/v1/project', {reminderDays: [1, 5, 29]});
    const {id} = await service.invite(luna);
    for (let day = 0; day < 7; day += 1) await sweepAfter(dayMs);
    expect((await expiringOf(id)).map(({data}) => data['daysLeft'])).toEqual([5, 1]);
  });

  test('is none where the project wants none, also for those that are open already', async () => {
    const {id} = await service.invite(luna);
    await service.api('PATCH', '/v1/project', {reminderDays: []});
    const later = await service.invite(luna);
    await sweepAfter(6 * dayMs);
    expect([...(await expiringOf(id)), ...(await expiringOf(later.id))]).toEqual([]);
  });

  test('days that are changed count for the open invitations of this project, in both modes, and for no other', async () => {
    const {key} = await service.makeKey('test', 'Other');
    const other = {authorization: `Bearer ${key}`};
    const live = {authorization: `Bearer ${service.keys.live}`};
    const create = async (headers = {}) =>
      (await service.api('POST', '/v1/invitations', {}, headers)).body.invitation.id;
    const ids = [await create(), await create(live), await create(other)];
    const cancelled = await create();
    await service.api('POST', `/v1/invitations/${cancelled}/cancel`);
    await service.api('PATCH', '/v1/project', {reminderDays: [6, 3]});
    const next = Object.fromEntries(
      readRows(
        service,
        'SELECT id, (expires_at - next_reminder_at) / 86400000.0 AS days FROM invitations',
      ).map(({id, days}) => [String(id), days]),
    );
    expect([...ids, cancelled].map((id) => next[id])).toEqual([6, 6, 2, null]);
    await service.api('PATCH', '/v1/project', {reminderDays: null, displayName: 'x'});
    await sweepAfter(5 * dayMs);
    expect(await Promise.all(ids.map(async (id) => (await expiringOf(id)).length))).toEqual([1, 1, 1]);
  });

  test('is none when the client is connected or the invitation is cancelled', async () => {
    const connected = await connectClient(service, luna);
    const cancelled = await service.invite(luna);
    await service.api('POST', `/v1/invitations/${cancelled.id}/cancel`);
    await sweepAfter(6 * dayMs);
    for (const {id} of [connected, cancelled]) expect(await expiringOf(id)).toEqual([]);
    expect(readRows(service, 'SELECT id FROM invitations WHERE next_reminder_at IS NOT NULL')).toEqual([]);
  });

  test('that nobody sent in time comes once, with the days that are left, and none after the end', async () => {
    await service.api('PATCH', '/v1/project', {reminderDays: [5, 3, 2]});
    const [late, over] = [await service.invite(luna), await service.invite({...luna, expiresInDays: 6})];
    service.clock.advance(6 * dayMs);
    for (let round = 0; round < 3; round += 1) await sweep(service.context);
    expect((await expiringOf(late.id)).map(({data}) => data['daysLeft'])).toEqual([1]);
    expect(await expiringOf(over.id)).toEqual([]);
  });

  test('is there for the invitation that a session made', async () => {
    const {clientSecret} = await createSession(service);
    const {body} = await callAsClient(service, clientSecret, 'POST', '/connection', {});
    await sweepAfter(5 * dayMs);
    expect(await expiringOf(body.connection.invitationId ?? '')).toHaveLength(1);
  });

  test('is told and mailed once, however many processes look at the same moment', async () => {
    const other = await TestService.start({
      ...smtp.environment,
      DATABASE_URL: `file:${service.databaseFile}`,
    });
    try {
      const invitations = await Promise.all(
        Array.from({length: 5}, (_, index) =>
          service.invite({...luna, clientEmail: `c${index}@example.com`}),
        ),
      );
      for (const {id} of invitations) await mailEventsUntil(service, id, 'mail.sent');
      for (const one of [service, other]) one.clock.advance(5 * dayMs);
      await Promise.all([service, other, service, other].map((one) => sweep(one.context)));
      for (const {id, clientEmail} of invitations) {
        await smtp.received(clientEmail ?? '', 2);
        const events = await mailEventsUntil(service, id, 'mail.sent');
        expect(events.map(({type}) => type).slice(2)).toEqual([
          'invitation.expiring',
          'mail.queued',
          'mail.sent',
        ]);
      }
      expect(smtp.mails).toHaveLength(10);
    } finally {
      await other.stop();
    }
  });

  test('that goes out while something else is decided does not come back', async () => {
    const {id} = await service.invite(luna);
    const {store, newId} = service.context;
    service.clock.advance(5 * dayMs);
    const before = (await store.findConnection(id))?.invitation;
    const decided =
      before &&
      transition(before, {to: 'in_progress', attemptId: 'att_1'}, service.clock.now(), newId('evt'));
    if (!decided) throw new Error('it cannot be started');
    await sweep(service.context);
    await store.saveTransition(before, decided.invitation, decided.event);
    expect(before.nextReminderAt).not.toBeNull();
    expect(readRows(service, 'SELECT status, next_reminder_at FROM invitations')).toEqual([
      {status: 'in_progress', next_reminder_at: null},
    ]);
  });
});
