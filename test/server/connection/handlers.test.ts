import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Connection} from '../../../server/contract/connection.ts';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {dayMs} from '../../support/clock.ts';
import {TestBrowser, TestService} from '../../support/harness.ts';
import {
  callAsClient,
  connectClient,
  createSession,
  failClient,
  hostOrigin,
  openDialog,
} from '../../support/signups.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start();
});

afterEach(() => service.stop());

const client = {externalId: 'client-1', clientName: 'Bakery Luna'};
const look = async (credential: string): Promise<Connection> => {
  const {status, body} = await callAsClient(service, credential, 'GET', '/connection');
  expect(status).toBe(200);
  return body.connection;
};
const begin = (credential: string, body?: unknown) =>
  callAsClient<any>(service, credential, 'POST', '/connection', body);
const cancel = (credential: string) => callAsClient(service, credential, 'POST', '/connection/cancel');
const sessionSecret = async (fields: Record<string, unknown> = client) =>
  (await createSession(service, fields)).clientSecret;

const nothing = {
  url: null,
  step: null,
  continueUrl: null,
  failureReason: null,
  connectedAccount: null,
  phoneNumber: null,
  assignedPhoneNumber: null,
  senderId: null,
  health: null,
  registration: null,
  canReconnect: false,
};

/** An invitation in each status, made the way it happens in life. */
const inStatus: Record<Invitation['status'], () => Promise<Invitation>> = {
  pending: () => service.invite(client),
  in_progress: () => openDialog(service, client),
  completed: () => connectClient(service, client),
  failed: () => failClient(service, client),
  expired: async () => {
    const {id} = await service.invite({...client, expiresInDays: 1});
    service.clock.advance(dayMs);
    return service.retrieve(id);
  },
  cancelled: async () => {
    const {id} = await service.invite(client);
    return (await service.api('POST', `/v1/invitations/${id}/cancel`)).body.invitation;
  },
};
const statuses = Object.keys(inStatus) as Invitation['status'][];

test('the pages that a start leads to speak the language of the element that started', async () => {
  const own = await TestService.start();
  const {token} = await own.invite();
  const started = await own.fetch(
    'POST',
    '/client/v1/connection',
    {locale: 'es'},
    {authorization: `Bearer ${token}`},
  );
  await own.play('cancel');
  const page = await new TestBrowser(own.url).open(started.body.startUrl);
  expect(page.body).toContain('<html lang="es"');
  await own.stop();
});

describe('GET /client/v1/connection', () => {
  test('of a session whose client has nothing yet is "none", and looking makes nothing', async () => {
    const connection = await look(await sessionSecret());
    expect(connection).toEqual({
      ...nothing,
      status: 'none',
      mode: 'test',
      connectionType: 'whatsapp_waba',
      projectName: expect.stringMatching(/\S/),
      clientName: 'Bakery Luna',
      invitationId: null,
      expiresAt: null,
      updatedAt: null,
    });
    expect((await service.api('GET', '/v1/invitations')).body.items).toEqual([]);
  });

  test.each(statuses)('of a %s invitation is the same for the link and for a session', async (status) => {
    const invitation = await inStatus[status]();
    expect(invitation.status).toBe(status);
    const connection = await look(invitation.token);
    expect(connection).toEqual({
      ...nothing,
      ...(status === 'completed' && {health: 'connected', registration: 'registered'}),
      status,
      mode: 'test',
      connectionType: 'whatsapp_waba',
      projectName: expect.stringMatching(/\S/),
      clientName: 'Bakery Luna',
      invitationId: invitation.id,
      expiresAt: invitation.expiresAt,
      updatedAt: invitation.updatedAt,
      failureReason: invitation.failureReason,
      url: ['pending', 'in_progress', 'failed'].includes(status)
        ? expect.stringMatching(new RegExp(`^${service.url}/invite/${invitation.id.slice(4)}-[\\w-]{40,}$`))
        : null,
      ...(status === 'in_progress' && {step: 'dialog'}),
      ...(status === 'completed' && {
        connectedAccount: invitation.connectedAccount,
        senderId: invitation.senderId,
        phoneNumber: expect.stringMatching(/^\+?[\d ()-]+$/),
      }),
    });
    expect(await look(await sessionSecret())).toEqual(connection);
  });

  test('leads the browser that started it to the numbers to choose from', async () => {
    const invitation = await service.invite(client);
    await service.play('several_numbers');
    const browser = new TestBrowser(service.url);
    await browser.start(invitation);
    const {step, continueUrl} = await look(invitation.token);
    expect(step).toBe('choose');
    expect((await browser.open(continueUrl ?? '')).body).toContain('name="accountId"');
  });

  test('after the sender was deleted: a session may connect anew, the link has had its use', async () => {
    const {token, senderId} = await connectClient(service, client);
    const clientSecret = await sessionSecret();
    await service.api('DELETE', `/v1/senders/${senderId}`);
    expect(await look(clientSecret)).toMatchObject({...nothing, status: 'none', invitationId: null});
    expect(await look(token)).toMatchObject({...nothing, status: 'cancelled'});
    expect((await begin(token)).status).toBe(409);
    const again = await begin(clientSecret);
    expect(again.body.connection.status).toBe('pending');
    expect((await new TestBrowser(service.url).open(again.body.startUrl)).status).toBe(200);
    expect((await look(clientSecret)).status).toBe('completed');
  });

  test('shows a session its own client only', async () => {
    await service.invite({externalId: 'client-2', clientName: 'Other'});
    await service.invite({clientName: 'Nobody’s'});
    expect((await look(await sessionSecret())).status).toBe('none');
  });

  test.each([
    ['cut', (token: string) => token.slice(0, -1)],
    ['of another version', (token: string) => token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')],
    ['only the id', (token: string) => token.slice(0, 24)],
    ['empty', () => ''],
  ])('refuses a link that is %s', async (_, spoil) => {
    const {token} = await service.invite();
    const answer = await callAsClient<any>(service, spoil(token), 'GET', '/connection');
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthorized']);
  });
});

describe('POST /client/v1/connection', () => {
  test('makes the invitation of this client once, also under 50 calls at the same moment', async () => {
    const clientSecret = await sessionSecret();
    const answers = await Promise.all(Array.from({length: 50}, () => begin(clientSecret)));
    expect(answers.map(({status}) => status)).toEqual(Array(50).fill(200));
    expect(new Set(answers.map(({body}) => body.connection.invitationId)).size).toBe(1);
    expect(new Set(answers.map(({body}) => body.startUrl)).size, 'but each has a ticket of its own').toBe(50);
    const {items} = (await service.api('GET', '/v1/invitations')).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({...client, status: 'pending'});
  });

  test('of two sessions of one client is one invitation; another project’s client is another', async () => {
    const first = await begin(await sessionSecret());
    const second = await begin(await sessionSecret());
    expect(second.body.connection.invitationId).toBe(first.body.connection.invitationId);
    const {key} = await service.makeKey('test', 'Foreign');
    const foreign = await begin((await createSession(service, client, key)).clientSecret);
    expect(foreign.body.connection).toMatchObject({status: 'pending', projectName: 'Foreign'});
    expect(foreign.body.connection.invitationId).not.toBe(first.body.connection.invitationId);
  });

  test.each(['pending', 'in_progress', 'failed'] as const)('goes on with one that is %s', async (status) => {
    const {id, token} = await inStatus[status]();
    for (const credential of [token, await sessionSecret()]) {
      const {status: answered, body} = await begin(credential);
      expect(answered).toBe(200);
      expect(body.connection).toMatchObject({invitationId: id, status});
      expect(body.startUrl).toMatch(/\/start\/[\w-]{32}$/);
      expect(Date.parse(body.startUrlExpiresAt)).toBeGreaterThan(service.clock.now());
    }
    expect((await service.retrieve(id)).status, 'and starts nothing by itself').toBe(status);
  });

  test('of a connected client answers the connection and nothing to start', async () => {
    const {id, token} = await connectClient(service, client);
    for (const credential of [token, await sessionSecret()]) {
      const {status, body} = await begin(credential);
      expect(status).toBe(200);
      expect(body).toMatchObject({startUrl: null, startUrlExpiresAt: null});
      expect(body.connection).toMatchObject({status: 'completed', invitationId: id});
    }
  });

  test.each(['expired', 'cancelled'] as const)(
    'of one that is %s: a new one for a session, a refusal for the link',
    async (status) => {
      const {id, token} = await inStatus[status]();
      const refused = await begin(token);
      expect(refused.status).toBe(409);
      expect(refused.headers.get('x-should-retry')).toBe('false');
      expect(refused.body).toMatchObject({code: 'invitation_not_usable', details: {status}});

      const {body} = await begin(await sessionSecret());
      expect(body.connection.status).toBe('pending');
      expect(body.connection.invitationId).not.toBe(id);
    },
  );

  test.each([
    ['a foreign origin', 'https://evil.example/'],
    ['a host that only begins like it', `${hostOrigin}.evil.example/`],
    ['a script', 'javascript:alert(1)'],
    ['a path', '/settings'],
  ])('refuses to go back to %s, and starts nothing', async (_, returnUrl) => {
    const {status, body} = await begin(await sessionSecret(), {returnUrl});
    expect(status).toBe(400);
    expect(body.code).toBe('invalid_request');
    expect(body.details.errors[0].path).toEqual(['returnUrl']);
  });

  test('takes a page of the host to go back to, before the session’s own', async () => {
    const clientSecret = await sessionSecret({...client, returnUrl: `${hostOrigin}/default`});
    await service.play('complete');
    const {body} = await begin(clientSecret, {returnUrl: `${hostOrigin}/settings?a=1&b="2"`});
    const page = await new TestBrowser(service.url).open(body.startUrl);
    expect(page.body).toContain(`href="${hostOrigin}/settings?a=1&amp;b=`);
    expect(page.body).not.toContain('/default');
  });

  test('a link goes back nowhere, whatever is asked', async () => {
    await service.play('complete');
    const {token} = await service.invite();
    const {body} = await begin(token, {returnUrl: 'https://evil.example/'});
    const page = await new TestBrowser(service.url).open(body.startUrl);
    expect(page.body).not.toContain('evil.example');
  });
});

describe('POST /client/v1/connection/cancel', () => {
  test.each(['pending', 'in_progress', 'failed'] as const)(
    'a session cancels its %s invitation',
    async (status) => {
      const {id} = await inStatus[status]();
      const {status: answered, body} = await cancel(await sessionSecret());
      expect(answered).toBe(200);
      expect(body.connection).toMatchObject({
        status: 'cancelled',
        invitationId: id,
        step: null,
        continueUrl: null,
      });
      expect((await service.retrieve(id)).status).toBe('cancelled');
    },
  );

  test('a link ends only the attempt that runs: it belongs to whoever sent it', async () => {
    const {id, token} = await openDialog(service, client);
    const {body} = await cancel(token);
    expect(body.connection).toMatchObject({status: 'failed', failureReason: 'fb_cancelled'});
    expect((await service.retrieve(id)).status).toBe('failed');
    expect((await begin(token)).status).toBe(200);
  });

  test.each(['pending', 'completed', 'failed', 'expired', 'cancelled'] as const)(
    'a link with nothing running, %s, stays as it is',
    async (status) => {
      const before = await inStatus[status]();
      expect((await cancel(before.token)).body.connection.status).toBe(status);
      expect(await service.retrieve(before.id)).toEqual(before);
    },
  );

  test.each(['completed', 'expired'] as const)('a session changes nothing that is %s', async (status) => {
    const before = await inStatus[status]();
    const answer = await cancel(await sessionSecret());
    expect([answer.status, answer.body.connection.status]).toEqual([200, status]);
    expect(await service.retrieve(before.id)).toEqual(before);
  });

  test('a session with nothing to cancel is told that there is nothing', async () => {
    expect((await cancel(await sessionSecret())).body.connection.status).toBe('none');
  });
});
