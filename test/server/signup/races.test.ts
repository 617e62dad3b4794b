import {Agent, request} from 'node:http';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {hashSecret} from '../../../server/secrets.ts';
import {failAttempt} from '../../../server/signup/steps.ts';
import {sweep} from '../../../server/sweeper.ts';
import {minuteMs} from '../../support/clock.ts';
import {readRows} from '../../support/database.ts';
import {callbackPath} from '../../support/fake-graph.ts';
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

test('a failure that was decided on at an earlier step ends nothing any more', async () => {
  await live.finish(browser, state);
  await settled();
  const {store} = live.service.context;
  const second = await live.invite();
  await live.open(second);
  const before = (await store.listAttempts(second.id))[0];
  if (!before) throw new Error('no attempt');
  const after = {...before, step: 'choose' as const};
  expect(await store.saveAttempt(before.step, after, undefined)).toBe(true);
  await failAttempt(live.service.context, before, {kind: 'failed', reason: 'signup_abandoned'});
  expect(await store.listAttempts(second.id)).toEqual([after]);
  expect((await live.retrieve(second)).status).toBe('in_progress');
});

describe('one link, opened by everybody at once', () => {
  const startsMax = 10_000;
  const callbacksMax = 1_000;

  /** As many as there are, so many of them at a time. */
  async function each(count: number, width: number, run: (index: number) => Promise<void>): Promise<void> {
    let next = 0;
    const one = async () => {
      while (next < count) await run(next++);
    };
    await Promise.all(Array.from({length: width}, one));
  }

  test('ten thousand starts and a thousand returns make one sender, by one exchange', async () => {
    const agent = new Agent({keepAlive: true, maxSockets: callbacksMax});
    const cookie = `zpi_browser=${browser.cookie('zpi_browser') ?? ''}`;
    const call = (method: string, path: string) =>
      answerTo(agent, new URL(path, live.service.url), method, cookie);
    const dialogs: string[] = [];
    await each(startsMax, 12, async () => {
      const {status, location} = await call('POST', `/invite/${invitation.token}/start`);
      expect(status).toBe(303);
      dialogs.push(location);
    });
    expect(dialogs).toHaveLength(startsMax);
    const running = readRows(live.service, "SELECT state_hash FROM attempts WHERE status = 'running'");
    expect(running).toHaveLength(1);
    const states = dialogs.map((address) => new URL(address).searchParams.get('state') ?? '');
    const winner = states.find((one) => hashSecret(one) === running[0]?.['state_hash']) ?? '';
    // Half of them with the state that counts, half with those of starts that were replaced.
    const returned = Array.from({length: callbacksMax}, (_, index) =>
      index % 2 === 0 ? winner : (states[index] ?? ''),
    );
    const statuses = await Promise.all(
      returned.map(async (one, index) => {
        return (await call('GET', callbackPath({code: `code-${index}`, state: one}))).status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([303]));
    agent.destroy();
    await settled();
    expect(live.graph.codes).toHaveLength(1);
    expect(live.graph.callsTo('/register')).toBe(1);
    expect(await live.senders()).toHaveLength(1);
    expect(await live.retrieve(invitation)).toMatchObject({status: 'completed'});
    const ended = readRows(
      live.service,
      'SELECT status, count(*) AS count FROM attempts GROUP BY status ORDER BY status',
    );
    expect(ended).toEqual([
      {status: 'replaced', count: startsMax},
      {status: 'succeeded', count: 1},
    ]);
  }, 240_000);
});

/** One request on a kept connection; `fetch` would make the test slower than what it tests. */
function answerTo(
  agent: Agent,
  url: URL,
  method: string,
  cookie: string,
): Promise<{status: number | undefined; location: string}> {
  return new Promise((resolve, reject) => {
    request(url, {agent, method, headers: {cookie}}, (response) => {
      response.resume();
      response.once('end', () =>
        resolve({status: response.statusCode, location: response.headers.location ?? ''}),
      );
    })
      .once('error', reject)
      .end();
  });
}
