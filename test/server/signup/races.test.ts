import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {sweep} from '../../../server/sweeper.ts';
import {minuteMs} from '../../support/clock.ts';
import {readRows} from '../../support/database.ts';
import {eventually, type TestBrowser} from '../../support/harness.ts';
import {LiveSignups} from '../../support/live-signups.ts';

let live: LiveSignups;
let invitation: Invitation;
let browser: TestBrowser;
let state: string;

beforeEach(async () => {
  live = await LiveSignups.start();
  invitation = await live.invite();
  [browser, state] = await live.open(invitation);
});

afterEach(() => live.stop());

/** Every call to Meta after which something else may have happened meanwhile. */
const calls = [
  ['the exchange', /access_token$/],
  ['the look at the token', /debug_token$/],
  ['the list of numbers', /phone_numbers$/],
  ['the subscription', /subscribed_apps$/],
  ['the registration', /register$/],
] as const;

/** Lets the client finish, and stops in the middle of this call to Meta. */
async function finishUntil(path: RegExp): Promise<{goOn: () => Promise<void>}> {
  const gate = live.graph.hold(path);
  const page = live.finish(browser, state);
  await gate.reached;
  return {
    goOn: async () => {
      gate.release();
      await page;
      await settled();
    },
  };
}

/** Waits until no process has an attempt in its hands. */
async function settled(): Promise<void> {
  const locked = () =>
    readRows(live.service, "SELECT id FROM attempts WHERE status = 'running' AND step <> 'dialog'");
  await eventually(
    async () => locked().length,
    (count) => count === 0,
  );
}

const attempts = () =>
  readRows(live.service, 'SELECT number, status, step FROM attempts ORDER BY started_at, number');
const secretsLeft = () =>
  readRows(
    live.service,
    'SELECT id FROM attempts WHERE coalesce(sealed_business_token, sealed_pin) IS NOT NULL',
  );

describe.each(calls)('while %s is under way', (_, path) => {
  test('a cancelled invitation stays cancelled: no sender, no secret left', async () => {
    const {goOn} = await finishUntil(path);
    const {status} = await live.api('POST', `/v1/invitations/${invitation.id}/cancel`);
    expect(status).toBe(200);
    await goOn();
    expect(await live.retrieve(invitation)).toMatchObject({
      status: 'cancelled',
      senderId: null,
      failureReason: null,
    });
    expect(await live.senders()).toEqual([]);
    expect(attempts()).toMatchObject([{status: 'cancelled'}]);
    expect(secretsLeft()).toEqual([]);
  });

  test('a newer start wins: the older one makes no sender', async () => {
    const {goOn} = await finishUntil(path);
    const [newer, newerState] = await live.open(invitation, live.browser());
    await goOn();
    expect(await live.senders()).toEqual([]);
    expect((await live.retrieve(invitation)).status).toBe('in_progress');
    await live.finish(newer, newerState);
    expect(await live.retrieve(invitation)).toMatchObject({status: 'completed'});
    expect(await live.senders()).toHaveLength(1);
    expect(attempts()).toMatchObject([{status: 'replaced'}, {status: 'succeeded', step: 'done'}]);
    expect(secretsLeft()).toEqual([]);
  });
});

describe('a process that dies in a step', () => {
  test.each(calls.slice(1))(
    'is replaced when its lock is over: %s is repeated, one sender comes of it',
    async (_, path) => {
      // Who never comes back is played by a call that is held.
      const {goOn} = await finishUntil(path);
      await sweep(live.service.context);
      expect(await live.senders(), 'nobody takes it over before that').toEqual([]);
      live.service.clock.advance(minuteMs);
      await sweep(live.service.context);
      const done = await eventually(
        () => live.retrieve(invitation),
        ({status}) => status === 'completed',
      );
      await goOn();
      expect(await live.senders()).toMatchObject([{id: done.senderId, invitationId: invitation.id}]);
      expect(await live.retrieve(invitation)).toEqual(done);
    },
  );

  test('is replaced by one other, however many look for work at the same moment', async () => {
    const {goOn} = await finishUntil(/subscribed_apps$/);
    live.service.clock.advance(minuteMs);
    await Promise.all(Array.from({length: 5}, () => sweep(live.service.context)));
    await eventually(
      () => live.retrieve(invitation),
      ({status}) => status === 'completed',
    );
    expect(live.graph.callsTo('/subscribed_apps'), 'the dead one’s and one more').toBe(2);
    expect(live.graph.callsTo('/register')).toBe(1);
    expect((await live.retrieve(invitation)).status).toBe('completed');
    await goOn();
    expect(await live.senders()).toHaveLength(1);
  });

  test('after the code was spent fails, so that the client is asked again', async () => {
    const {goOn} = await finishUntil(/access_token$/);
    live.service.clock.advance(minuteMs);
    await sweep(live.service.context);
    const failed = await eventually(
      () => live.retrieve(invitation),
      ({status}) => status === 'failed',
    );
    expect(failed.failureReason).toBe('token_exchange_failed');
    await goOn();
    expect((await live.retrieve(invitation)).status).toBe('failed');
    expect(await live.senders()).toEqual([]);
    const [again, againState] = await live.open(invitation, live.browser());
    await live.finish(again, againState);
    expect((await live.retrieve(invitation)).status).toBe('completed');
  });
});

describe('two invitations and one number', () => {
  test('one gets it, the other is told why, however close they come', async () => {
    const other = await live.invite();
    const [otherBrowser, otherState] = await live.open(other);
    await Promise.all([live.finish(browser, state), live.finish(otherBrowser, otherState)]);
    await settled();
    const ended = [await live.retrieve(invitation), await live.retrieve(other)];
    expect(ended.map(({status}) => status).sort()).toEqual(['completed', 'failed']);
    expect(ended.find(({status}) => status === 'failed')).toMatchObject({
      failureReason: 'phone_already_connected',
      senderId: null,
    });
    expect(await live.senders()).toHaveLength(1);
  });
});
