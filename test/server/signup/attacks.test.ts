import {createHmac} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {CreatedSession} from '../../../server/contract/access.ts';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {minuteMs} from '../../support/clock.ts';
import {readRows} from '../../support/database.ts';
import {callbackPath, stateOf} from '../../support/fake-graph.ts';
import {type Answer, TestBrowser} from '../../support/harness.ts';
import {LiveSignups} from '../../support/live-signups.ts';
import {callAsClient, createSession} from '../../support/signups.ts';

/*
 * What an attacker may send to the addresses that a browser comes back to. Meta is recorded: what counts is that no code of theirs is ever
 * exchanged, and that the client whom they attack can still finish.
 */

let live: LiveSignups;
let invitation: Invitation;
let browser: TestBrowser;
let state: string;

beforeEach(async () => {
  live = await LiveSignups.start();
  invitation = await live.invite();
  [browser, state] = await live.open(invitation);
});

afterEach(async () => {
  // Whatever was tried: the code of the client is the only one that Meta has seen, and it still works.
  await live.finish(browser, state, 'the code of the client');
  expect(live.graph.codes.filter((code) => code !== 'the code of the client')).toEqual([]);
  await live.stop();
});

const cookieOf = (who: TestBrowser) => `zpi_browser=${who.cookie('zpi_browser') ?? ''}`;

/** Calls the callback as somebody with this cookie, with a code of theirs. */
function comeBack(query: Record<string, string>, cookie: string): Promise<Answer<string>> {
  return live.service.fetch('GET', callbackPath({code: 'the code of a thief', ...query}), undefined, {
    cookie,
  });
}

async function expectUntouched(): Promise<void> {
  expect(live.graph.calls).toEqual([]);
  expect(await live.retrieve(invitation)).toMatchObject({status: 'in_progress', senderId: null});
  expect(readRows(live.service, "SELECT id FROM attempts WHERE step <> 'dialog'")).toEqual([]);
}

describe('a state', () => {
  test.each<[string, () => Record<string, string>]>([
    ['missing', () => ({})],
    ['empty', () => ({state: ''})],
    ['made up', () => ({state: 'A'.repeat(32)})],
    [
      'in another case',
      () => ({state: state.toLowerCase() === state ? state.toUpperCase() : state.toLowerCase()}),
    ],
    ['with a space', () => ({state: `${state} `})],
    ['with what Facebook appends', () => ({state: `${state}#_=_`})],
    [
      'that is its hash',
      () => ({state: String(readRows(live.service, 'SELECT state_hash FROM attempts')[0]?.['state_hash'])}),
    ],
  ])('%s leads nowhere', async (_, query) => {
    expect((await comeBack(query(), cookieOf(browser))).status).toBe(400);
    await expectUntouched();
  });

  test('given twice is none', async () => {
    const path = `${callbackPath({code: 'the code of a thief', state})}&state=${state}`;
    const {status} = await live.service.fetch('GET', path, undefined, {cookie: cookieOf(browser)});
    expect(status).toBe(400);
    await expectUntouched();
  });

  test('truncated, at whatever place, leads nowhere', async () => {
    for (let length = 0; length < state.length; length += 1) {
      expect((await comeBack({state: state.slice(0, length)}, cookieOf(browser))).status).toBe(400);
    }
    await expectUntouched();
  });

  test('mutated, a thousand times, leads nowhere', async () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const mutations = Array.from({length: 1_000}, (_, index) => {
      const at = index % state.length;
      const from = letters.indexOf(state[at] ?? '');
      const letter = letters[(from + 1 + Math.floor(index / state.length)) % letters.length] ?? '';
      return state.slice(0, at) + letter + state.slice(at + 1);
    });
    expect(mutations).not.toContain(state);
    const statuses = new Set<number>();
    for (let first = 0; first < mutations.length; first += 50) {
      const answers = mutations
        .slice(first, first + 50)
        .map((mutation) => comeBack({state: mutation}, cookieOf(browser)));
      for (const {status} of await Promise.all(answers)) statuses.add(status);
    }
    expect([...statuses]).toEqual([400]);
    await expectUntouched();
  });

  test('of a victim is of no use in the browser of a thief, and the other way round', async () => {
    const [thief, thiefState] = await live.open(await live.invite());
    expect((await comeBack({state}, cookieOf(thief))).status).toBe(400);
    // The thief has the victim open an address with the thief's code and state: a login that is not theirs.
    expect((await comeBack({state: thiefState}, cookieOf(browser))).status).toBe(400);
    await expectUntouched();
  });

  test('of another project’s invitation is of no use either', async () => {
    const {key} = await live.service.makeKey('live', 'another project');
    const authorization = {authorization: `Bearer ${key}`};
    const {body} = await live.service.api('POST', '/v1/invitations', {}, authorization);
    const [, foreignState] = await live.open(body.invitation);
    expect((await comeBack({state: foreignState}, cookieOf(browser))).status).toBe(400);
    await expectUntouched();
  });

  test('of test mode brings no code to the live Meta', async () => {
    await live.service.play('abandon');
    const trial = await live.service.invite();
    await browser.start(trial);
    await comeBack({state: stateOf(browser)}, cookieOf(browser));
    expect(live.graph.calls).toEqual([]);
    expect(await live.service.retrieve(trial.id)).toMatchObject({status: 'failed', senderId: null});
  });

  test('that has run out leads nowhere', async () => {
    const [late, lateState] = await live.open(await live.invite());
    live.service.clock.advance(31 * minuteMs);
    await comeBack({state: lateState}, cookieOf(late));
    expect(live.graph.calls).toEqual([]);
    [browser, state] = await live.open(invitation);
  });

  test('replayed, a hundred times at once, exchanges nothing more', async () => {
    await live.finish(browser, state, 'the code of the client');
    const answers = await Promise.all(Array.from({length: 100}, () => comeBack({state}, cookieOf(browser))));
    expect(new Set(answers.map(({status}) => status))).toEqual(new Set([303]));
    expect(live.graph.codes).toEqual(['the code of the client']);
    expect(await live.senders()).toHaveLength(1);
  });
});

describe('a cookie', () => {
  test.each<[string, () => string | Promise<string>]>([
    ['missing', () => ''],
    ['empty', () => 'zpi_browser='],
    ['made up', () => `zpi_browser=${'A'.repeat(32)}`],
    ['truncated', () => cookieOf(browser).slice(0, -1)],
    ['too long', () => `${cookieOf(browser)}A`],
    ['under another name', () => cookieOf(browser).replace('zpi_', 'zpi-')],
    ['of https', () => cookieOf(browser).replace('zpi_', '__Host-zpi_')],
    [
      'that is its hash',
      () =>
        `zpi_browser=${String(readRows(live.service, 'SELECT browser_hash FROM attempts')[0]?.['browser_hash'])}`,
    ],
    ['of another attempt', async () => cookieOf((await live.open(await live.invite()))[0])],
  ])('%s opens nothing', async (_, cookie) => {
    expect((await comeBack({state}, await cookie())).status).toBe(400);
    await expectUntouched();
  });

  test('mutated, at whatever place, opens nothing', async () => {
    const cookie = cookieOf(browser);
    for (let at = 'zpi_browser='.length; at < cookie.length; at += 1) {
      const mutation = cookie.slice(0, at) + (cookie[at] === 'A' ? 'B' : 'A') + cookie.slice(at + 1);
      expect((await comeBack({state}, mutation)).status).toBe(400);
    }
    await expectUntouched();
  });
});

describe('a ticket', () => {
  let session: CreatedSession;

  beforeEach(async () => {
    session = await createSession(live.service, {externalId: 'client-9'}, live.service.keys.live);
  });

  const newTicket = async () => {
    const {body} = await callAsClient<{startUrl: string}>(
      live.service,
      session.clientSecret,
      'POST',
      '/connection',
      {},
    );
    return new URL(body.startUrl).pathname;
  };
  const attempts = () => readRows(live.service, 'SELECT id FROM attempts').length;

  test('works once: of a hundred at once one goes to the dialog', async () => {
    const ticket = await newTicket();
    const answers = await Promise.all(Array.from({length: 100}, () => live.service.fetch('GET', ticket)));
    expect(answers.filter(({status}) => status === 303)).toHaveLength(1);
    expect(answers.filter(({status}) => status === 410)).toHaveLength(99);
    expect(attempts()).toBe(2);
  });

  test('that has run out, is mutated, or is none opens nothing', async () => {
    const ticket = await newTicket();
    const last = ticket.endsWith('A') ? 'B' : 'A';
    const others = [
      `${ticket.slice(0, -1)}${last}`,
      `${ticket}A`,
      ticket.slice(0, -1),
      `/start/${'A'.repeat(32)}`,
    ];
    for (const path of others) expect((await live.service.fetch('GET', path)).status).toBe(410);
    live.service.clock.advance(minuteMs);
    expect((await live.service.fetch('GET', ticket)).status).toBe(410);
    expect(attempts()).toBe(1);
  });

  test('of somebody else binds the signup to the browser that used it', async () => {
    const thief = new TestBrowser(live.service.url);
    await thief.open(await newTicket());
    const [, thiefState] = [thief, stateOf(thief)];
    expect((await comeBack({state: thiefState}, cookieOf(browser))).status).toBe(400);
    await expectUntouched();
  });
});

describe('Meta’s name', () => {
  const news = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '200000000000001',
        time: 1_790_000_000,
        changes: [
          {
            field: 'account_update',
            value: {event: 'PARTNER_ADDED', waba_info: {waba_id: '2001', owner_business_id: '5001'}},
          },
        ],
      },
    ],
  });

  test.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['a made-up signature', {'x-hub-signature-256': `sha256=${'0'.repeat(64)}`}],
    [
      'a signature by another secret',
      {'x-hub-signature-256': `sha256=${createHmac('sha256', 'another secret').update(news).digest('hex')}`},
    ],
    [
      'a signature of another body',
      {
        'x-hub-signature-256': `sha256=${createHmac('sha256', 'app secret of the tests').update(`${news} `).digest('hex')}`,
      },
    ],
  ])('with %s behind it moves no signup', async (_, headers) => {
    const {status} = await live.service.fetch('POST', '/webhooks/meta', news, headers);
    expect([401, 403]).toContain(status);
    await expectUntouched();
  });
});

describe('ids in forms and addresses', () => {
  test('of the callback are not looked at', async () => {
    const forged = {waba_id: '666', phone_number_id: '667', business_id: '668', access_token: 'theirs'};
    await browser.open(callbackPath({...forged, code: 'the code of the client', state}));
    expect(await live.retrieve(invitation)).toMatchObject({
      status: 'completed',
      connectedAccount: {id: '1001'},
    });
    expect(live.graph.calls.filter((path) => /66[678]/.test(path))).toEqual([]);
  });

  test('of numbers and PINs change nothing before they are asked for', async () => {
    const [attempt] = readRows(live.service, 'SELECT id FROM attempts');
    for (const form of ['choose', 'pin']) {
      const fields = {
        accountId: '1001',
        pin: '123456',
        tries: '0',
        step: 'complete',
        sealedBusinessToken: 'x',
      };
      await browser.open(`/signup/${String(attempt?.['id'])}/${form}`, fields);
    }
    await expectUntouched();
  });

  test('of attempts of others are those of nobody', async () => {
    const [attempt] = readRows(live.service, 'SELECT id FROM attempts');
    const [thief] = await live.open(await live.invite());
    for (const form of ['choose', 'pin']) {
      const fields = {accountId: '1001', pin: '123456', tries: '0'};
      expect((await thief.open(`/signup/${String(attempt?.['id'])}/${form}`, fields)).status).toBe(403);
    }
    await expectUntouched();
  });
});
