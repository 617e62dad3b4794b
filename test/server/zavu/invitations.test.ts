import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {dayMs, minuteMs} from '../../support/clock.ts';
import {eventually, TestBrowser} from '../../support/harness.ts';
import {createSession} from '../../support/signups.ts';
import {ZavuChain} from '../../support/zavu-chain.ts';

let chain: ZavuChain;

beforeAll(async () => {
  // Silent: what is known here is known by asking.
  chain = await ZavuChain.start(false);
});

afterAll(() => chain.stop());

const cancel = (id: string) => chain.api('POST', `/v1/invitations/${id}/cancel`);
const remoteOf = async ({url}: {url: string}) => (await chain.atZavu()).find((remote) => remote.url === url);

describe('cancelling', () => {
  test('cancels at Zavu; twice is answered like once', async () => {
    const invitation = await chain.invite();
    expect((await cancel(invitation.id)).body.invitation.status).toBe('cancelled');
    expect((await remoteOf(invitation)).status).toBe('cancelled');
    expect((await cancel(invitation.id)).body.invitation.status).toBe('cancelled');
  });

  test('what is over at Zavu is refused with 409, and shown as it is there', async () => {
    const invitation = await chain.invite();
    await chain.follow(invitation, 'complete');
    await eventually(
      () => remoteOf(invitation),
      ({status}) => status === 'completed',
    );
    const {status, body, headers} = await cancel(invitation.id);
    expect(status).toBe(409);
    expect(body).toMatchObject({code: 'invitation_not_cancellable', details: {status: 'completed'}});
    expect(headers.get('x-should-retry')).toBe('false');
    expect((await chain.retrieve(invitation.id)).status).toBe('completed');
  });

  test('what was cancelled in Zavu’s dashboard is cancelled', async () => {
    const invitation = await chain.invite();
    await chain.zavu.api('POST', `/v1/invitations/${(await remoteOf(invitation)).id}/cancel`);
    expect((await cancel(invitation.id)).body.invitation.status).toBe('cancelled');
  });

  test('while Zavu is down nothing is changed, and a lost answer is no harm', async () => {
    const invitation = await chain.invite();
    chain.line.break(/cancel$/);
    const {status, body} = await cancel(invitation.id);
    expect([status, body.code]).toEqual([503, 'provider_unavailable']);
    expect((await chain.retrieve(invitation.id)).status).toBe('pending');
    chain.line.lose(/cancel$/);
    expect((await cancel(invitation.id)).status).toBe(503);
    expect((await cancel(invitation.id)).body.invitation.status).toBe('cancelled');
  });

  test('a session cancels at Zavu, too', async () => {
    const {clientSecret} = await createSession(chain.ours, {externalId: 'sol'}, chain.ours.keys.live);
    const headers = {authorization: `Bearer ${clientSecret}`, origin: 'https://app.example.com'};
    const {body} = await chain.ours.fetch('POST', '/client/v1/connection', {}, headers);
    const cancelled = await chain.ours.fetch('POST', '/client/v1/connection/cancel', undefined, headers);
    expect(cancelled.body.connection.status).toBe('cancelled');
    expect((await remoteOf({url: body.startUrl})).status).toBe('cancelled');
  });
});

describe('reading', () => {
  test('asks Zavu when it was not heard for a while, and shows what is known when it is down', async () => {
    const invitation = await chain.invite();
    chain.line.isDown = true;
    chain.ours.clock.advance(4_000);
    expect((await chain.retrieve(invitation.id)).status).toBe('pending');
    chain.line.isDown = false;
    chain.ours.clock.advance(minuteMs);
    await chain.follow(invitation, 'cancel');
    chain.ours.clock.advance(4_000);
    expect(await chain.retrieve(invitation.id)).toMatchObject({
      status: 'failed',
      failureReason: 'fb_cancelled',
    });
  });

  test('a completion that does not name its sender yet is asked about again', async () => {
    const invitation = await chain.invite();
    const remote = await remoteOf(invitation);
    const completed = {...remote, status: 'completed', senderId: null};
    chain.line.answer(new RegExp(`^GET /v1/invitations/${remote.id}`), 200, {invitation: completed}, {}, 99);
    chain.ours.clock.advance(3_001);
    expect((await chain.retrieve(invitation.id)).status).toBe('in_progress');
    expect((await chain.ours.context.store.findRemote(invitation.id))?.nextPollAt).not.toBeNull();
  });

  test('an answer that was overtaken by a later one takes nothing back', async () => {
    const invitation = await chain.invite();
    await chain.follow(invitation, 'abandon');
    chain.ours.clock.advance(3_001);
    const slow = chain.line.hold(/^GET \/v1\/invitations\/inv/);
    const overtaken = chain.retrieve(invitation.id);
    await slow.reached;
    await chain.follow(invitation, 'cancel');
    chain.ours.clock.advance(3_001);
    expect((await chain.retrieve(invitation.id)).status).toBe('failed');
    slow.release();
    expect(await overtaken).toMatchObject({status: 'failed', failureReason: 'fb_cancelled'});
    const {body} = await chain.api(
      'GET',
      `/v1/events?invitationId=${invitation.id}&type=invitation.status_changed`,
    );
    const told = body.items.map(({data}: {data: {currentStatus: string}}) => data.currentStatus);
    expect(told.sort()).toEqual(['failed', 'in_progress']);
  });

  test('an invitation of another project is not there', async () => {
    const invitation = await chain.invite();
    const {key} = await chain.ours.makeKey('live', 'Another platform');
    const headers = {authorization: `Bearer ${key}`};
    expect((await chain.api('GET', `/v1/invitations/${invitation.id}`, undefined, headers)).status).toBe(404);
    expect(
      (await chain.api('POST', `/v1/invitations/${invitation.id}/cancel`, undefined, headers)).status,
    ).toBe(404);
  });

  test('an expiry is told when its time is over, also while Zavu is down', async () => {
    const invitation = await chain.invite({expiresInDays: 1});
    chain.line.isDown = true;
    chain.ours.clock.advance(dayMs + 1_000);
    expect((await chain.retrieve(invitation.id)).status).toBe('expired');
    chain.line.isDown = false;
  });
});

describe('what only our own invitations can do', () => {
  test('notes, language and the way back are changed here', async () => {
    const invitation = await chain.invite();
    const change = {
      externalId: 'customer-7',
      metadata: {plan: 'pro'},
      locale: 'es',
      clientEmail: 'a@luna.example',
    };
    const {status, body} = await chain.api('PATCH', `/v1/invitations/${invitation.id}`, change);
    expect(status).toBe(200);
    expect(body.invitation).toMatchObject({...change, url: invitation.url});
  });

  test.each([
    {clientName: 'Sol'},
    {clientPhone: '+34600111222'},
    {allowedPhoneCountries: ['MX']},
    {expiresInDays: 20},
  ])('%o is refused with 409, since Zavu cannot change it', async (change) => {
    const invitation = await chain.invite({clientName: 'Luna'});
    const {status, body} = await chain.api('PATCH', `/v1/invitations/${invitation.id}`, {
      ...change,
      metadata: {plan: 'pro'},
    });
    expect([status, body.code]).toEqual([409, 'provider_refused']);
    expect((await chain.retrieve(invitation.id)).metadata).toEqual({});
  });

  test('a link cannot be rotated', async () => {
    const invitation = await chain.invite();
    const {status, body} = await chain.api('POST', `/v1/invitations/${invitation.id}/rotate-link`);
    expect([status, body.code]).toEqual([409, 'provider_refused']);
  });
});

describe('links', () => {
  test("a page of ours that is asked for with Zavu's token goes to Zavu's page, and starts nothing here", async () => {
    const invitation = await chain.invite();
    const browser = new TestBrowser(chain.ours.url);
    for (const path of ['', '/start', '/renew']) {
      const isForm = path !== '';
      const response = await fetch(`${chain.ours.url}/invite/${invitation.token}${path}`, {
        method: isForm ? 'POST' : 'GET',
        redirect: 'manual',
      });
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toBe(invitation.url);
    }
    await browser.open(`/invite/${invitation.token}`);
    expect(browser.visited.at(-1)).toBe(invitation.url);
    expect((await chain.retrieve(invitation.id)).startedAt).toBeNull();
  });

  test('while Zavu is down a client is told so, and the next press goes on', async () => {
    const {clientSecret} = await createSession(chain.ours, {externalId: 'mar'}, chain.ours.keys.live);
    const headers = {authorization: `Bearer ${clientSecret}`, origin: 'https://app.example.com'};
    const start = () => chain.ours.fetch('POST', '/client/v1/connection', {}, headers);
    const before = (await chain.atZavu()).length;
    chain.line.lose(/^POST \/v1\/invitations$/);
    const refused = await start();
    expect([refused.status, refused.body.code]).toEqual([503, 'provider_unavailable']);
    const {body} = await start();
    expect(body.connection.status).toBe('pending');
    expect(await chain.atZavu()).toHaveLength(before + 1);
    expect((await start()).body.startUrl).toBe(body.startUrl);
  });

  test("Zavu's token opens the connection, and nothing else", async () => {
    const invitation = await chain.invite({clientName: 'Luna'});
    const headers = {authorization: `Bearer ${invitation.token}`};
    const {body} = await chain.ours.fetch('GET', '/client/v1/connection', undefined, headers);
    expect(body.connection).toMatchObject({
      ...{status: 'pending', invitationId: invitation.id, url: invitation.url, clientName: 'Luna'},
    });
    const started = await chain.ours.fetch('POST', '/client/v1/connection', {}, headers);
    expect(started.body).toMatchObject({startUrl: invitation.url, startUrlExpiresAt: invitation.expiresAt});
    // A link belongs to whoever sent it.
    await chain.ours.fetch('POST', '/client/v1/connection/cancel', undefined, headers);
    expect((await chain.retrieve(invitation.id)).status).toBe('pending');
    const wrong = await chain.ours.fetch('GET', '/client/v1/connection', undefined, {
      authorization: `Bearer ${invitation.token}x`,
    });
    expect(wrong.status).toBe(401);
    expect((await chain.api('GET', '/v1/invitations', undefined, headers)).status).toBe(401);
  });
});
