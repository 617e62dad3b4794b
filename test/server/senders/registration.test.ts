import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import type {Sender as WireSender} from '../../../server/contract/senders.ts';
import {afterTry, nextRegistrationAt} from '../../../server/senders/registration.ts';
import type {Sender} from '../../../server/senders/sender.ts';
import type {RegisterResult} from '../../../server/signup/provider.ts';
import {sweep} from '../../../server/sweeper.ts';
import {dayMs, minuteMs} from '../../support/clock.ts';
import {change, readRows} from '../../support/database.ts';
import {eventually} from '../../support/harness.ts';
import {LiveSignups} from '../../support/live-signups.ts';

const hourMs = 60 * minuteMs;

describe('the next try after a signup', () => {
  test.each([
    [0, 10 * minuteMs],
    [10 * minuteMs - 1, 10 * minuteMs],
    [10 * minuteMs, hourMs],
    [hourMs, 6 * hourMs],
    [7 * hourMs, dayMs],
    [dayMs, 2 * dayMs],
    [13 * dayMs + hourMs, 14 * dayMs],
    [14 * dayMs, null],
  ])('when %d ms have gone by is %s ms after it', (agoMs, expected) => {
    expect(nextRegistrationAt(1_000, 1_000 + agoMs)).toBe(expected === null ? null : 1_000 + expected);
  });
});

describe('after a try', () => {
  const sender = {
    registration: 'pending',
    registrationDetail: null,
    nextRegistrationAt: 5,
    createdAt: 0,
  } as Sender;
  const freeAt = 3 * dayMs;
  test.each<[string, RegisterResult, Partial<Sender>]>([
    ['is registered', {kind: 'done'}, {registration: 'registered', nextRegistrationAt: null}],
    [
      'waits for the next moment while Meta is not ready',
      {kind: 'pending', detail: '100/2388001'},
      {registrationDetail: '100/2388001', nextRegistrationAt: hourMs},
    ],
    ['waits for a call while there is none', {kind: 'spent'}, {nextRegistrationAt: freeAt}],
    [
      'waits while Meta is down',
      {kind: 'failed', reason: 'meta_unavailable'},
      {registrationDetail: 'meta_unavailable', nextRegistrationAt: hourMs},
    ],
    [
      'waits for three days when Meta has locked the number',
      {kind: 'failed', reason: 'registration_rate_limited'},
      {registrationDetail: 'registration_rate_limited', nextRegistrationAt: 10 * minuteMs + 3 * dayMs},
    ],
    [
      'is given up when somebody gave the number a PIN of its own',
      {kind: 'pin_needed', detail: {}},
      {registrationDetail: 'pin_mismatch', nextRegistrationAt: null},
    ],
    [
      'is given up when the token is no good any more',
      {kind: 'failed', reason: 'token_invalid'},
      {registrationDetail: 'token_invalid', nextRegistrationAt: null},
    ],
  ])('a number %s', (_, result, expected) => {
    const after = afterTry(sender, result, freeAt, 10 * minuteMs);
    expect(after).toEqual({...sender, ...expected});
  });

  test('a call that comes free after two weeks is none', () => {
    const after = afterTry(sender, {kind: 'spent'}, 14 * dayMs, 12 * dayMs);
    expect(after).toMatchObject({registration: 'pending', nextRegistrationAt: null});
  });
});

describe('a number that Meta is not ready for', () => {
  let live: LiveSignups;
  let invitation: Invitation;
  const register = 'POST /1001/register';
  const notReady = {
    status: 400,
    body: {error: {code: 100, error_subcode: 2388001, message: '(#100) Cannot Create Certificate'}},
  };

  beforeEach(async () => {
    live = await LiveSignups.start();
    live.graph.answers.set(register, notReady);
    invitation = await live.invite();
    await live.finish(...(await live.open(invitation)));
  });

  afterEach(() => live.stop());

  const sender = async (): Promise<WireSender> =>
    (await live.api('GET', `/v1/senders/${(await live.retrieve(invitation)).senderId}`)).body;
  const row = () => readRows(live.service, 'SELECT * FROM senders')[0] ?? {};
  const events = () =>
    readRows(
      live.service,
      "SELECT type, sender_id, data FROM events WHERE type = 'sender.registration_changed'",
    ).map(({data}) => JSON.parse(String(data)));

  /** Time goes by, and what is due is done. */
  async function pass(ms: number): Promise<void> {
    live.service.clock.advance(ms);
    await sweep(live.service.context);
    await live.service.context.background.settled();
  }

  test('is connected all the same, and cannot send yet', async () => {
    expect(await live.retrieve(invitation)).toMatchObject({status: 'completed', failureReason: null});
    expect(await sender()).toMatchObject({
      registration: 'pending',
      channels: [],
      health: {status: 'connected'},
    });
    const {next_registration_at: next, created_at: createdAt} = row();
    expect(Number(next) - Number(createdAt)).toBeGreaterThan(9 * minuteMs);
    expect(Number(next) - Number(createdAt)).toBeLessThanOrEqual(10 * minuteMs);
    expect(live.graph.callsTo('/register')).toBe(1);
  });

  test('is registered as soon as Meta is, and everybody is told', async () => {
    await pass(5 * minuteMs);
    expect(live.graph.callsTo('/register'), 'not before its time').toBe(1);
    await pass(6 * minuteMs);
    expect(live.graph.callsTo('/register')).toBe(2);
    expect(await sender()).toMatchObject({registration: 'pending'});
    expect(events()).toEqual([]);
    live.graph.answers.delete(register);
    await pass(hourMs);
    expect(await sender()).toMatchObject({registration: 'registered', channels: ['whatsapp']});
    expect(events()).toEqual([
      {
        senderId: (await sender()).id,
        previousRegistration: 'pending',
        currentRegistration: 'registered',
        reason: null,
        nextRegistrationAt: null,
      },
    ]);
    const timeline = (await live.api('GET', `/v1/invitations/${invitation.id}/timeline`)).body;
    expect(timeline.items.at(-1)).toMatchObject({
      type: 'sender.registration_changed',
      previousRegistration: 'pending',
      currentRegistration: 'registered',
    });
    await pass(dayMs);
    expect(live.graph.callsTo('/register'), 'and not again').toBe(3);
  });

  test('is tried for two weeks, never more than nine times in 72 hours, and then it is told', async () => {
    const calledAt: number[] = [];
    for (let hours = 0; hours < 15 * 24; hours += 1) {
      const before = live.graph.callsTo('/register');
      await pass(hourMs);
      if (live.graph.callsTo('/register') > before) calledAt.push(hours);
    }
    for (const at of calledAt) {
      expect(calledAt.filter((other) => other >= at && other < at + 72).length).toBeLessThanOrEqual(9);
    }
    expect(calledAt.length).toBeGreaterThan(14);
    expect(calledAt.at(-1)).toBeLessThanOrEqual(14 * 24);
    expect(await sender()).toMatchObject({registration: 'pending', channels: []});
    expect(events()).toMatchObject([
      {currentRegistration: 'pending', reason: expect.stringContaining('2388001'), nextRegistrationAt: null},
    ]);
  });

  test('is tried once, however many processes look', async () => {
    live.service.clock.advance(11 * minuteMs);
    await Promise.all(Array.from({length: 10}, () => sweep(live.service.context)));
    await live.service.context.background.settled();
    expect(live.graph.callsTo('/register')).toBe(2);
  });

  test('is tried again when who was at it died', async () => {
    const gate = live.graph.hold(/register$/);
    live.service.clock.advance(11 * minuteMs);
    await sweep(live.service.context);
    await gate.reached;
    live.graph.answers.delete(register);
    live.service.clock.advance(2 * minuteMs);
    await sweep(live.service.context);
    await eventually(sender, ({registration}) => registration === 'registered');
    gate.release();
    await live.service.context.background.settled();
    expect(await sender()).toMatchObject({registration: 'registered'});
    expect(events()).toHaveLength(1);
  });

  test('is left alone once its sender was deleted', async () => {
    await live.api('DELETE', `/v1/senders/${(await sender()).id}`);
    const before = live.graph.callsTo('/register');
    await pass(dayMs);
    expect(live.graph.callsTo('/register')).toBe(before);
  });

  test('is not called for without the secrets that it takes', async () => {
    change(live.service, "UPDATE senders SET sealed_business_token = ''");
    const before = live.graph.callsTo('/register');
    await pass(dayMs);
    expect(live.graph.callsTo('/register')).toBe(before);
    expect(events()).toMatchObject([{currentRegistration: 'pending', reason: 'token_invalid'}]);
  });
});

describe('a number that has been registered too often', () => {
  let live: LiveSignups;

  beforeEach(async () => {
    live = await LiveSignups.start();
  });

  afterEach(() => live.stop());

  const spend = (calls: number) => {
    for (let call = 0; call < calls; call += 1) {
      change(
        live.service,
        "INSERT INTO registration_calls VALUES ('live', '1001', ?)",
        live.service.clock.now() - call * hourMs,
      );
    }
  };

  test('by whatever attempt is connected without a call, and registered when one is free', async () => {
    spend(9);
    const invitation = await live.invite();
    await live.finish(...(await live.open(invitation)));
    expect(live.graph.callsTo('/register')).toBe(0);
    expect(await live.retrieve(invitation)).toMatchObject({status: 'completed'});
    const [row] = readRows(live.service, 'SELECT registration, next_registration_at FROM senders');
    const waitsMs = Number(row?.['next_registration_at']) - live.service.clock.now();
    expect(row?.['registration']).toBe('pending');
    expect(waitsMs).toBeGreaterThan(63 * hourMs);
    expect(waitsMs).toBeLessThan(65 * hourMs);
    live.service.clock.advance(65 * hourMs);
    await sweep(live.service.context);
    await live.service.context.background.settled();
    expect(live.graph.callsTo('/register')).toBe(1);
    expect(readRows(live.service, 'SELECT registration FROM senders')).toEqual([
      {registration: 'registered'},
    ]);
  });

  test('and has a PIN that nobody knows fails, and nothing is called', async () => {
    spend(8);
    const mismatch = {status: 400, body: {error: {code: 133005, message: '(#133005) PIN Mismatch'}}};
    live.graph.answers.set('POST /1001/register', mismatch);
    const invitation = await live.invite();
    const [browser, state] = await live.open(invitation);
    await live.finish(browser, state);
    expect(live.graph.callsTo('/register')).toBe(1);
    const path = new URL(browser.visited.at(-1) ?? '').pathname;
    await browser.open(`${path}/pin`, {pin: '123456', tries: '0'});
    const failed = await eventually(
      () => live.retrieve(invitation),
      ({status}) => status === 'failed',
    );
    expect(failed.failureReason).toBe('registration_rate_limited');
    expect(live.graph.callsTo('/register')).toBe(1);
  });
});
