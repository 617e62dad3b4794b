import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createDemo} from '../../../demo/host.ts';
import type {Call} from '../../../demo/host/call-log.ts';
import {readConfig} from '../../../server/config.ts';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {type Service, startService} from '../../../server/service.ts';
import {eventually, TestBrowser} from '../../support/harness.ts';

let service: Service;
let folder: string;

const start = () => {
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: `file:${join(folder, 'test.db')}`,
    LOG_LEVEL: 'silent',
    RATE_LIMIT: '0',
  });
  return startService(config, {createDemo});
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zpi-demo-'));
  service = await start();
});

afterAll(async () => {
  await service.close();
  rmSync(folder, {recursive: true, force: true});
});

/** A browser that is signed in to the platform as a customer of its own. */
class DemoVisitor {
  cookie = '';

  static async arrive(): Promise<DemoVisitor> {
    const visitor = new DemoVisitor();
    await visitor.post('reset');
    return visitor;
  }

  async post(route: string, body: unknown = {}, headers: Record<string, string> = {}) {
    const response = await fetch(`${service.localUrl}/demo/api/${route}`, {
      method: 'POST',
      headers: {
        origin: service.localUrl,
        'content-type': 'application/json',
        cookie: this.cookie,
        ...headers,
      },
      body: JSON.stringify(body),
    });
    for (const cookie of response.headers.getSetCookie()) this.cookie = cookie.split(';')[0] ?? '';
    const text = await response.text();
    return {status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined};
  }

  /** Reads the stream of calls until `isDone`; `act` is run once it is open. */
  async calls(
    isDone: (calls: Call[]) => boolean,
    act?: () => Promise<unknown>,
  ): Promise<{calls: Call[]; text: string}> {
    const response = await fetch(`${service.localUrl}/demo/api/calls`, {headers: {cookie: this.cookie}});
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body ?? []) {
      if (text === '') await act?.();
      text += decoder.decode(chunk, {stream: true});
      const calls = [...text.matchAll(/^data: (.+)\n\n/gm)].map(([, json]) => JSON.parse(json ?? '') as Call);
      if (isDone(calls)) return {calls, text};
    }
    throw new Error(`The stream ended: ${text}`);
  }

  async connect(): Promise<string> {
    return this.connectAs('complete');
  }

  async connectAs(scenario: string): Promise<string> {
    await play(scenario);
    const {invitation} = (await this.post('invitation')).body;
    await new TestBrowser(service.localUrl).start({token: invitation.url.split('/').at(-1)});
    await eventually(
      () => this.post('whatsapp-connection', {invitationId: invitation.id}),
      ({body}) => body.invitation.status === 'completed',
    );
    return invitation.id;
  }
}

const play = (scenario: string) =>
  fetch(`${service.localUrl}/sandbox/control`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({scenario, auto: true}),
  });

const askConnection = async (clientSecret: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${service.localUrl}/client/v1/connection`, {
    headers: {authorization: `Bearer ${clientSecret}`, ...headers},
  });
  return {status: response.status, body: await response.json()};
};

describe('the route for Messenger', () => {
  test('answers a link with which the Page of who is signed in is connected', async () => {
    const visitor = await DemoVisitor.arrive();
    const {status, body} = await visitor.post('messenger');
    expect(status).toBe(201);
    const page = await new TestBrowser(service.localUrl).open(body.invitation.url);
    expect(page.body).toContain('invites you to connect Messenger');
    expect((await visitor.post('messenger')).body.invitation.url).toBe(body.invitation.url);
  });

  test('follows the Page to its first message, and lets go of it with the customer', async () => {
    const visitor = await DemoVisitor.arrive();
    expect((await visitor.post('messenger-connection')).body).toEqual({invitation: null});
    await play('one_page');
    const {invitation} = (await visitor.post('messenger')).body;
    const {calls} = await visitor.calls(
      (all) => all.some(({path}) => path === 'message.inbound'),
      async () => {
        await new TestBrowser(service.localUrl).start({token: invitation.url.split('/').at(-1)});
        await eventually(
          () => visitor.post('messenger-connection'),
          ({body}) => body.invitation.status === 'completed',
        );
        await visitor.post('test-message', {invitationId: invitation.id});
      },
    );
    const webhooks = calls.filter(({kind}) => kind === 'webhook').map(({path}) => path);
    expect(webhooks).toEqual(expect.arrayContaining(['invitation.status_changed', 'message.inbound']));
    const stranger = await DemoVisitor.arrive();
    expect((await stranger.post('test-message', {invitationId: invitation.id})).status).toBe(404);
    const {cookie} = visitor;
    await visitor.post('reset');
    visitor.cookie = cookie;
    expect((await visitor.post('test-message', {invitationId: invitation.id})).status).toBe(404);
  });
});

describe("the platform's session route", () => {
  test('answers a secret that opens the connection of who is signed in', async () => {
    const visitor = await DemoVisitor.arrive();
    const {status, headers, body} = await visitor.post('whatsapp-session');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(Object.keys(body)).toEqual(['clientSecret']);
    const {body: answer} = await askConnection(body.clientSecret, {origin: service.localUrl});
    expect(answer.connection).toMatchObject({
      status: 'none',
      mode: 'test',
      projectName: 'Luma Desk',
      clientName: 'Harbor Bakery',
    });
    expect((await askConnection(body.clientSecret, {origin: 'https://elsewhere.example'})).status).toBe(403);
  });

  test('keeps who is signed in in a cookie that no script can read', async () => {
    const response = await fetch(`${service.localUrl}/demo/api/whatsapp-session`, {
      method: 'POST',
      headers: {origin: service.localUrl},
    });
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^demo_customer=cus_[\w-]{32}; Path=\/demo; HttpOnly; SameSite=Lax$/),
    ]);
  });

  test.each([
    ['another origin', {origin: 'https://elsewhere.example'}],
    ['another site of the same name', {'sec-fetch-site': 'cross-site'}],
    ['no origin', {origin: ''}],
  ])('refuses a POST from %s', async (_name, headers) => {
    const visitor = await DemoVisitor.arrive();
    for (const route of ['whatsapp-session', 'invitation', 'whatsapp-connection', 'disconnect', 'reset']) {
      expect((await visitor.post(route, {}, headers)).status).toBe(403);
    }
  });
});

describe('a link', () => {
  test('is created once and shown again while it is open', async () => {
    const visitor = await DemoVisitor.arrive();
    const created = await visitor.post('invitation');
    expect(created.status).toBe(201);
    const {id, url} = created.body.invitation;
    expect(url.startsWith(`${service.localUrl}/invite/`)).toBe(true);
    const again = await visitor.post('invitation', {invitationId: id});
    expect(again.status).toBe(200);
    expect(again.body.invitation.url).toBe(url);
    expect((await fetch(url)).status).toBe(200);
  });

  test('of another customer is not there', async () => {
    const [owner, stranger] = [await DemoVisitor.arrive(), await DemoVisitor.arrive()];
    const {invitation} = (await owner.post('invitation')).body;
    for (const route of ['whatsapp-connection', 'disconnect']) {
      expect((await stranger.post(route, {invitationId: invitation.id})).status).toBe(404);
    }
    const own = await stranger.post('invitation', {invitationId: invitation.id});
    expect(own.status).toBe(201);
    expect(own.body.invitation.id).not.toBe(invitation.id);
  });
});

describe('the console', () => {
  const listClients = async (clientSecret: string) => {
    const response = await fetch(`${service.localUrl}/v1/invitations?limit=100`, {
      headers: {authorization: `Bearer ${clientSecret}`, origin: service.localUrl},
    });
    return {status: response.status, body: await response.json()};
  };

  test('has a session that sees all clients, and which a settings page has not', async () => {
    const visitor = await DemoVisitor.arrive();
    const {headers, body} = await visitor.post('manage-session');
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await listClients(body.clientSecret)).status).toBe(200);
    const {clientSecret} = (await visitor.post('whatsapp-session')).body;
    expect((await listClients(clientSecret)).status).toBe(401);
  });

  test('gets example clients in every state, and the sandbox goes on as it was set', async () => {
    const visitor = await DemoVisitor.arrive();
    await play('slow');
    expect((await visitor.post('example-clients')).body).toEqual({count: 8});
    const {clientSecret} = (await visitor.post('manage-session')).body;
    const {body} = await eventually(
      () => listClients(clientSecret),
      ({body}) => new Set(body.items.map(({status}: Invitation) => status)).size === 6,
    );
    const examples = body.items.filter(({externalId}: Invitation) => externalId?.startsWith('example-'));
    expect(examples).toHaveLength(8);
    const byStatus = (wanted: string) => examples.filter(({status}: Invitation) => status === wanted);
    expect(byStatus('failed').map(({failureReason}: Invitation) => failureReason)).toEqual([
      'no_phone_number',
      'fb_not_authorized',
    ]);
    expect(byStatus('pending').filter(({viewedAt}: Invitation) => viewedAt !== null)).toHaveLength(1);
    const control = await (await fetch(`${service.localUrl}/sandbox/control`)).json();
    expect(control).toMatchObject({scenario: 'slow', auto: true});
  });
});

describe('a trial', () => {
  test('is a new invitation each time, which the settings page does not show', async () => {
    const visitor = await DemoVisitor.arrive();
    const [first, second] = [(await visitor.post('trial')).body, (await visitor.post('trial')).body];
    expect(second.invitation.id).not.toBe(first.invitation.id);
    const {clientSecret} = (await visitor.post('whatsapp-session')).body;
    expect((await askConnection(clientSecret)).body.connection.status).toBe('none');
    const {status} = await visitor.post('whatsapp-connection', {invitationId: second.invitation.id});
    expect(status).toBe(200);
    const stranger = await DemoVisitor.arrive();
    const {invitation} = second;
    expect((await stranger.post('whatsapp-connection', {invitationId: invitation.id})).status).toBe(404);
  });

  test('comes with a number of ours, or for a Page, when that is wanted', async () => {
    const visitor = await DemoVisitor.arrive();
    await visitor.post('trial', {needsNumber: true});
    await visitor.post('trial', {connectionType: 'messenger'});
    const {clientSecret} = (await visitor.post('manage-session')).body;
    const response = await fetch(`${service.localUrl}/v1/invitations?limit=2`, {
      headers: {authorization: `Bearer ${clientSecret}`, origin: service.localUrl},
    });
    const {items} = await response.json();
    expect(items).toMatchObject([
      {connectionType: 'messenger', phoneNumberId: null},
      {connectionType: 'whatsapp_waba', phoneNumberId: expect.stringMatching(/^pn_/)},
    ]);
  });
});

describe('a connected customer', () => {
  test('whose number WhatsApp is not ready for is told so', async () => {
    const visitor = await DemoVisitor.arrive();
    const waiting = await visitor.connectAs('register_pending');
    const {body} = await visitor.post('whatsapp-connection', {invitationId: waiting});
    expect(body.isRegistering).toBe(true);
  });

  test('is confirmed by the service, and can be disconnected', async () => {
    const visitor = await DemoVisitor.arrive();
    const invitationId = await visitor.connect();
    const {body} = await visitor.post('whatsapp-connection', {invitationId});
    expect(body.invitation).toMatchObject({
      status: 'completed',
      senderId: expect.stringMatching(/^snd_/),
      connectedAccount: {channel: 'whatsapp'},
    });

    expect((await visitor.post('disconnect', {invitationId})).status).toBe(204);
    const {clientSecret} = (await visitor.post('whatsapp-session')).body;
    expect((await askConnection(clientSecret)).body.connection.status).toBe('none');
    expect((await visitor.post('disconnect', {invitationId})).status).toBe(204);
  });

  test('starts over as somebody else, with nothing left behind', async () => {
    const visitor = await DemoVisitor.arrive();
    const invitationId = await visitor.connect();
    const before = visitor.cookie;
    expect((await visitor.post('reset', {invitationId})).status).toBe(204);
    expect(visitor.cookie).not.toBe(before);
    const {clientSecret} = (await visitor.post('whatsapp-session')).body;
    expect((await askConnection(clientSecret)).body.connection.status).toBe('none');
    const old = new DemoVisitor();
    old.cookie = before;
    const secret = (await old.post('whatsapp-session')).body.clientSecret;
    expect((await askConnection(secret)).body.connection.status).toBe('none');
  });

  test('who starts over before the end leaves a cancelled invitation', async () => {
    const visitor = await DemoVisitor.arrive();
    const {invitation} = (await visitor.post('invitation')).body;
    const before = visitor.cookie;
    await visitor.post('reset', {invitationId: invitation.id});
    visitor.cookie = before;
    const {body} = await visitor.post('whatsapp-connection', {invitationId: invitation.id});
    expect(body.invitation.status).toBe('cancelled');
  });
});

describe('the log of calls', () => {
  test('shows what was called for this browser, and no secret', async () => {
    const visitor = await DemoVisitor.arrive();
    const {clientSecret} = (await visitor.post('whatsapp-session')).body;
    const {url} = (await visitor.post('invitation')).body.invitation;
    const {calls, text} = await visitor.calls(({length}) => length >= 2);
    expect(calls).toMatchObject([
      {
        method: 'POST',
        path: '/v1/sessions',
        status: 201,
        requestHeaders: {authorization: expect.stringMatching(/^Bearer ….{4}$/)},
        responseHeaders: {'content-type': expect.stringContaining('json')},
        request: {scope: 'connect', origin: service.localUrl},
        response: {session: {clientSecret: `zpi_cs_…${clientSecret.slice(-4)}`}},
      },
      {
        method: 'POST',
        path: '/v1/invitations',
        status: 201,
        response: {invitation: {url: `${service.localUrl}/invite/…${url.slice(-4)}`}},
      },
    ]);
    expect(text).not.toContain(clientSecret);
    expect(text).not.toContain(url.split('/').at(-1));
    expect(text).not.toMatch(/zpi_(test|live)_/);
  });

  test('shows no secret that signs webhooks, neither when it is made nor when it is made anew', async () => {
    const visitor = await DemoVisitor.arrive();
    const invitationId = await visitor.connect();
    expect((await visitor.post('test-message', {invitationId})).status).toBe(204);
    const {text} = await visitor.calls((calls) => calls.some(({path}) => path === '/sandbox/messages'));
    expect(text).toContain('"secret":"…');
    expect(text).not.toContain('whsec_');
  });

  test('is live, and each browser has its own', async () => {
    const [visitor, other] = [await DemoVisitor.arrive(), await DemoVisitor.arrive()];
    const {calls} = await visitor.calls(
      ({length}) => length >= 1,
      async () => {
        await other.post('whatsapp-session');
        await visitor.post('invitation');
      },
    );
    expect(calls.map(({path}) => path)).toEqual(['/v1/invitations']);
  });
});

describe('the page', () => {
  test('lets nothing run but its own files', async () => {
    const response = await fetch(`${service.localUrl}/demo/`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self';");
    expect(policy).not.toContain('unsafe');
  });

  test('is shown at the public address only, for which sessions are made', async () => {
    const {port} = new URL(service.localUrl);
    const response = await fetch(`http://localhost:${port}/demo/`, {redirect: 'manual'}).catch(
      () => undefined,
    );
    // Where localhost is IPv6 alone, nobody listens there in this test.
    if (response) expect(response.headers.get('location')).toBe(`${service.localUrl}/demo/`);
  });
});

describe('at every start', () => {
  test('the key is a new one, and the default project stays the one of the first start', async () => {
    await service.close();
    service = await start();
    const keys = await service.context.store.listApiKeys();
    expect(keys.map(({name, mode, projectName}) => ({name, mode, projectName}))).toEqual([
      {name: 'demo', mode: 'test', projectName: 'Luma Desk'},
      {name: 'demo', mode: 'test', projectName: 'Luma Desk'},
    ]);
    expect(keys.map(({revokedAt}) => revokedAt === null)).toEqual([false, true]);
    const [first] = await service.context.store.listProjects();
    expect(first?.name).toBe('Example Platform');
  });
});
