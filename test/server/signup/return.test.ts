import fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {minuteMs} from '../../support/clock.ts';
import {dump} from '../../support/database.ts';
import {callbackPath} from '../../support/fake-graph.ts';
import type {TestBrowser} from '../../support/harness.ts';
import {LiveSignups} from '../../support/live-signups.ts';

let live: LiveSignups;
let invitation: Invitation;
let browser: TestBrowser;
let state: string;

beforeEach(async () => {
  live = await LiveSignups.start();
  invitation = await live.invite({clientName: 'Bakery Luna'});
  [browser, state] = await live.open(invitation);
});

afterEach(() => live.stop());

/** Nothing reached Meta, nothing changed, and the client can still finish. */
async function expectUntouched(): Promise<void> {
  expect(live.graph.calls).toEqual([]);
  expect((await live.retrieve(invitation)).status).toBe('in_progress');
  await live.finish(browser, state);
  expect((await live.retrieve(invitation)).status).toBe('completed');
}

describe('the state in the address of the callback', () => {
  test.each<[string, Record<string, string>]>([
    ['is missing', {code: 'c'}],
    ['is empty', {code: 'c', state: ''}],
    ['was never given out', {code: 'c', state: 'x'.repeat(32)}],
    ['is missing from a refusal', {error: 'access_denied'}],
  ])('%s: nothing happens', async (_, query) => {
    const {status, body} = await browser.open(callbackPath(query));
    expect(status).toBe(400);
    expect(body).toContain('<h1');
    await expectUntouched();
  });

  test('is given twice: nothing happens', async () => {
    const {status} = await browser.open(`${callbackPath({code: 'c', state})}&state=${state}`);
    expect(status).toBe(400);
    await expectUntouched();
  });

  test('is changed in any one character, or cut: nothing happens', async () => {
    const changed = fc
      .tuple(fc.nat(state.length - 1), fc.constantFrom(...'aZ09-_'))
      .map(([at, character]) => state.slice(0, at) + character + state.slice(at + 1));
    const cut = fc.nat(state.length - 1).map((length) => state.slice(0, length));
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, cut), async (mutated) => {
        fc.pre(mutated !== state);
        expect((await browser.open(callbackPath({code: 'c', state: mutated}))).status).toBe(400);
      }),
      {numRuns: 200},
    );
    await expectUntouched();
  });

  test('is of another browser’s attempt: nothing happens to either', async () => {
    const other = await live.invite();
    const [otherBrowser, otherState] = await live.open(other);
    expect((await live.finish(otherBrowser, state)).status).toBe(400);
    expect((await live.finish(browser, otherState)).status).toBe(400);
    expect((await live.retrieve(other)).status).toBe('in_progress');
    await expectUntouched();
  });

  test('comes from a browser with no cookie at all: nothing happens', async () => {
    expect((await live.finish(live.browser(), state)).status).toBe(400);
    const refusal = callbackPath({error: 'access_denied', state});
    expect((await live.browser().open(refusal)).status).toBe(400);
    await expectUntouched();
  });

  test('comes back after 30 minutes: the code is not exchanged', async () => {
    live.service.clock.advance(30 * minuteMs);
    await live.finish(browser, state);
    expect(live.graph.calls).toEqual([]);
    expect(await live.senders()).toEqual([]);
  });

  test('is of an invitation that was cancelled meanwhile: the code is not exchanged', async () => {
    await live.api('POST', `/v1/invitations/${invitation.id}/cancel`);
    const {status, body} = await live.finish(browser, state);
    expect(status).toBe(200);
    expect(body).not.toContain('the-code');
    expect(live.graph.calls).toEqual([]);
    expect((await live.retrieve(invitation)).status).toBe('cancelled');
  });

  test('is nowhere in the database, and neither is the code, the business token or the cookie', async () => {
    await live.finish(browser, state);
    const everything = dump(live.service);
    expect(everything).toContain(invitation.id);
    const cookie = browser.cookie('zpi_browser');
    expect(cookie).toMatch(/^[\w-]{32}$/);
    for (const secret of [state, 'the-code', 'business-token', invitation.token, cookie]) {
      expect(everything).not.toContain(secret);
    }
  });
});

describe('a return that counts', () => {
  test('exchanges the code once and leads to an address without it', async () => {
    const page = await live.finish(browser, state);
    expect(page.status).toBe(200);
    expect(browser.visited.at(-1)).toMatch(/\/signup\/att_\w+$/);
    expect(live.graph.codes).toEqual(['the-code']);
    expect(await live.retrieve(invitation)).toMatchObject({
      status: 'completed',
      connectedAccount: {channel: 'whatsapp', id: '1001', name: 'Bakery Luna'},
    });
  });

  test('reloaded, or repeated with another code, shows the stored result and exchanges nothing', async () => {
    const first = await live.finish(browser, state);
    const calls = live.graph.calls.length;
    for (const code of ['the-code', 'another-code']) {
      const again = await live.finish(browser, state, code);
      expect(again.status).toBe(200);
      expect(again.body).toBe(first.body);
    }
    await browser.open(callbackPath({error: 'access_denied', state}));
    expect(live.graph.calls).toHaveLength(calls);
    expect((await live.retrieve(invitation)).status).toBe('completed');
  });

  test('after a failure, repeated, does not revive it', async () => {
    await browser.open(callbackPath({error: 'access_denied', state}));
    expect(await live.retrieve(invitation)).toMatchObject({status: 'failed', failureReason: 'fb_cancelled'});
    await live.finish(browser, state);
    expect(live.graph.calls).toEqual([]);
    expect((await live.retrieve(invitation)).status).toBe('failed');
  });

  test('a hundred times at the same moment exchanges once and makes one sender', async () => {
    const answers = await Promise.all(Array.from({length: 100}, () => live.finish(browser, state)));
    expect(answers.every(({status}) => status === 200)).toBe(true);
    expect(live.graph.callsTo('/access_token')).toBe(1);
    expect(live.graph.callsTo('/register')).toBe(1);
    expect(await live.senders()).toHaveLength(1);
    const events = await live.service.context.store.listEvents({invitationId: invitation.id}, undefined, 100);
    const completed = events.filter((event) => event.data['currentStatus'] === 'completed');
    expect(completed).toHaveLength(1);
  });
});

describe('two starts of one invitation', () => {
  test('the newest wins: the older one’s return is told so and reaches nothing', async () => {
    const [newer, newerState] = await live.open(invitation, live.browser());
    const late = await live.finish(browser, state);
    expect(late.status).toBe(200);
    expect(live.graph.calls).toEqual([]);
    expect((await live.retrieve(invitation)).status).toBe('in_progress');
    await live.finish(newer, newerState);
    expect(live.graph.callsTo('/access_token')).toBe(1);
    expect((await live.retrieve(invitation)).status).toBe('completed');
  });

  test('in one browser, in two tabs: the newest wins', async () => {
    const [, newerState] = await live.open(invitation, browser);
    expect(newerState).not.toBe(state);
    await Promise.all([live.finish(browser, state), live.finish(browser, newerState)]);
    expect(await live.senders()).toHaveLength(1);
    expect(live.graph.callsTo('/access_token')).toBe(1);
  });

  test('of 20 at the same moment one is left, and one sender comes of it', async () => {
    const opened = await Promise.all(Array.from({length: 20}, () => live.open(invitation, live.browser())));
    await Promise.all(opened.map(([each, eachState]) => live.finish(each, eachState)));
    expect(live.graph.callsTo('/access_token')).toBe(1);
    expect(await live.senders()).toHaveLength(1);
    expect((await live.retrieve(invitation)).status).toBe('completed');
  });

  test('of two invitations in one browser do not disturb each other', async () => {
    const other = await live.invite();
    const [, otherState] = await live.open(other, browser);
    await live.finish(browser, state);
    expect((await live.retrieve(invitation)).status).toBe('completed');
    live.graph.phones = [{id: '1002', number: '+1 631-555-0101', name: 'Other'}];
    await live.finish(browser, otherState);
    expect((await live.retrieve(other)).status).toBe('completed');
    expect(await live.senders()).toHaveLength(2);
  });
});
