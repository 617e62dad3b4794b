import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {projectEventTypes, type Webhook} from '../../../server/contract/webhooks.ts';
import {signingSecrets} from '../../../server/webhooks/endpoint.ts';
import {minuteMs} from '../../support/clock.ts';
import {readRows} from '../../support/database.ts';
import {TestService} from '../../support/harness.ts';

const path = '/v1/invitations/webhook';
const url = 'https://hooks.example.com/zavu';
const hourMs = 60 * minuteMs;

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

/** A platform of its own, so that tests do not meet each other's webhook. */
async function newProject() {
  const {key} = await service.makeKey('test', `Platform ${crypto.randomUUID()}`);
  const headers = {authorization: `Bearer ${key}`};
  const call = (method: string, body?: unknown, below = '') =>
    service.api(method, path + below, body, headers);
  return {
    call,
    create: async (body: Record<string, unknown> = {}): Promise<Webhook & {secret: string}> =>
      (await call('POST', {url, ...body})).body.webhook,
    read: async (): Promise<Webhook | null> => (await call('GET')).body.webhook,
  };
}

describe('POST /v1/invitations/webhook', () => {
  test('creates it, switched on, for what a project has to know, with both signatures, and shows its secret', async () => {
    const {call, read} = await newProject();
    const {status, body} = await call('POST', {url});
    expect(status).toBe(200);
    expect(body).toEqual({
      webhook: {
        id: expect.stringMatching(/^ep_/),
        url,
        events: ['invitation.status_changed', 'invitation.link_requested'],
        secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
        active: true,
        signatureVersion: 'v1+v2',
        disabledReason: null,
        disabledAt: null,
        failingSince: null,
        previousSecretExpiresAt: null,
        createdAt: expect.stringMatching(/Z$/),
        updatedAt: expect.stringMatching(/Z$/),
      },
    });
    expect(await read(), 'and the secret only here').toEqual({...body.webhook, secret: undefined});
  });

  test('again: replaces address and events, switches on, keeps the secret and shows it', async () => {
    const {call, create} = await newProject();
    const first = await create();
    await call('PATCH', {active: false});
    const second = await create({url: `${url}/2`, events: ['invitation.expiring'], signatureVersion: 'v2'});
    expect(second).toMatchObject({
      id: first.id,
      secret: first.secret,
      url: `${url}/2`,
      events: ['invitation.expiring'],
      active: true,
      signatureVersion: 'v2',
    });
    expect((await create()).events, 'left out: the default').toEqual([
      'invitation.status_changed',
      'invitation.link_requested',
    ]);
  });

  test('two at the same moment make one webhook, both with its secret', async () => {
    const {create} = await newProject();
    const made = await Promise.all(Array.from({length: 10}, () => create()));
    expect(new Set(made.map(({id}) => id)).size).toBe(1);
    expect(new Set(made.map(({secret}) => secret)).size).toBe(1);
  });

  test('takes no events, and each event once', async () => {
    const {create} = await newProject();
    expect((await create({events: []})).events).toEqual([]);
    expect((await create({events: ['sender.deleted', 'sender.deleted']})).events).toEqual(['sender.deleted']);
    expect((await create({events: [...projectEventTypes]})).events).toEqual(projectEventTypes);
  });

  test('refuses an event that it does not know, or that goes to a sender, and says which there are', async () => {
    const {call, read} = await newProject();
    for (const event of ['invitation.exploded', 'message.inbound', 'domain.verified']) {
      const {status, body} = await call('POST', {url, events: ['sender.deleted', event]});
      expect(status).toBe(400);
      expect(body).toMatchObject({code: 'invalid_request', details: {allowed: projectEventTypes}});
      expect(body.details.errors[0].path).toEqual(['events', '1']);
    }
    expect(await read()).toBeNull();
  });

  test.each([
    ['http://hooks.example.com', /url: must begin with https:\/\/.*WEBHOOK_ALLOW_PRIVATE=1/],
    ['https://127.0.0.1/x', /inside a network.*WEBHOOK_ALLOW_PRIVATE=1/],
    ['https://[::1]/x', /inside a network/],
    ['https://169.254.169.254/latest', /inside a network/],
    ['https://hooks.example.com:22/', /port 443 or 8443/],
    ['https://user:pw@hooks.example.com', /user name or password(?!.*WEBHOOK_ALLOW_PRIVATE)/],
    ['ftp://hooks.example.com', /must begin with https:\/\/(?!.*WEBHOOK_ALLOW_PRIVATE)/],
    ['no address', /whole address/],
    [undefined, /url/],
    [`https://hooks.example.com/${'x'.repeat(2000)}`, /url/],
  ])('refuses the address %s and says why', async (address, message) => {
    const {call, create} = await newProject();
    const created = await call('POST', {url: address});
    expect(created.status).toBe(400);
    expect(created.body).toMatchObject({code: 'invalid_request', message: expect.stringMatching(message)});
    expect(created.body.details.errors[0].path).toEqual(['url']);
    if (address === undefined) return;
    await create();
    expect((await call('PATCH', {url: address})).body.message).toMatch(message);
  });

  test('takes private addresses where the operator allows them', async () => {
    const open = await TestService.start({WEBHOOK_ALLOW_PRIVATE: '1'});
    try {
      const {status} = await open.api('POST', path, {url: 'http://127.0.0.1:9000/x'});
      expect(status).toBe(200);
    } finally {
      await open.stop();
    }
  });

  test('a body that is no JSON is refused', async () => {
    const {call} = await newProject();
    expect((await call('POST', '{')).body).toMatchObject({code: 'invalid_json'});
  });
});

describe('GET /v1/invitations/webhook', () => {
  test('is null while there is none', async () => {
    const {call} = await newProject();
    expect(await call('GET')).toMatchObject({status: 200, body: {webhook: null}});
  });

  test('another project and the other mode have their own', async () => {
    const {create} = await newProject();
    await create();
    const other = await newProject();
    expect(await other.read()).toBeNull();
    expect((await other.call('PATCH', {active: false})).status).toBe(404);

    await service.api('POST', path, {url: `${url}/test`});
    const live = {authorization: `Bearer ${service.keys.live}`};
    expect((await service.api('GET', path, undefined, live)).body).toEqual({webhook: null});
    await service.api('POST', path, {url: `${url}/live`}, live);
    await service.api('DELETE', path, undefined, live);
    expect((await service.api('GET', path)).body.webhook.url).toBe(`${url}/test`);
  });

  test('is for backends: no key 401, a session of the panel 401', async () => {
    for (const method of ['GET', 'POST', 'PATCH', 'DELETE']) {
      const {status} = await service.fetch(method, path, method === 'GET' ? undefined : {url});
      expect(status, method).toBe(401);
    }
    const {body} = await service.api('POST', '/v1/sessions', {scope: 'manage', origin: service.url});
    const {status} = await service.fetch('GET', path, undefined, {
      authorization: `Bearer ${body.session.clientSecret}`,
    });
    expect(status).toBe(401);
  });
});

describe('PATCH /v1/invitations/webhook', () => {
  test('changes what is given and nothing else, and never shows the secret', async () => {
    const {call, create} = await newProject();
    const created = await create();
    service.clock.advance(1_000);
    const {status, body} = await call('PATCH', {events: []});
    expect(status).toBe(200);
    expect(body.webhook).toEqual({
      ...created,
      secret: undefined,
      events: [],
      updatedAt: expect.any(String),
    });
    expect(body.webhook.updatedAt > created.updatedAt).toBe(true);
    expect((await call('PATCH', {url: `${url}/2`, active: false})).body.webhook).toMatchObject({
      url: `${url}/2`,
      active: false,
      events: [],
    });
    expect((await call('PATCH', {})).status).toBe(200);
  });

  test('switching it on forgets why it was switched off', async () => {
    const {call, create} = await newProject();
    const {id} = await create();
    const {store} = service.context;
    const {project_id: projectId} = readRows(
      service,
      'SELECT project_id FROM endpoints WHERE id = ?',
      id,
    )[0] as {
      project_id: string;
    };
    const before = await store.findEndpoint({projectId, mode: 'test', senderId: null});
    if (!before) throw new Error('no endpoint');
    const off = {
      ...before,
      isActive: false,
      failingSince: 1,
      disabledReason: 'failing' as const,
      disabledAt: 2,
    };
    await store.saveEndpoint(before, off);
    expect((await call('GET')).body.webhook).toMatchObject({
      active: false,
      disabledReason: 'failing',
      disabledAt: '1970-01-01T00:00:00.002Z',
      failingSince: '1970-01-01T00:00:00.001Z',
    });
    expect((await call('PATCH', {url: `${url}/2`})).body.webhook).toMatchObject({
      active: false,
      disabledReason: 'failing',
    });
    expect((await call('PATCH', {active: true})).body.webhook).toMatchObject({
      active: true,
      disabledReason: null,
      disabledAt: null,
      failingSince: null,
    });
  });

  test('moves the signature step by step, never from v1 to v2 or back at once', async () => {
    const {call, create} = await newProject();
    await create();
    const move = (signatureVersion: string) => call('PATCH', {signatureVersion});
    expect((await move('v1')).body.webhook.signatureVersion).toBe('v1');
    const refused = await move('v2');
    expect(refused.status).toBe(400);
    expect(refused.body.message).toMatch(/signatureVersion: cannot go from "v1" to "v2".*"v1\+v2" first/);
    expect((await move('v1+v2')).status).toBe(200);
    expect((await move('v2')).status).toBe(200);
    expect((await move('v2')).status, 'where it is already').toBe(200);
    expect((await move('v1')).status).toBe(400);
    expect((await call('POST', {url, signatureVersion: 'v1'})).status, 'nor by replacing').toBe(400);
    expect((await move('v3')).body.details.allowed).toEqual(['v1', 'v1+v2', 'v2']);
  });

  test.each([{active: 'yes'}, {events: 'sender.deleted'}, {events: ['nothing']}])(
    'refuses %j',
    async (body) => {
      const {call, create} = await newProject();
      await create();
      expect(await call('PATCH', body)).toMatchObject({status: 400, body: {code: 'invalid_request'}});
    },
  );

  test('without a webhook: 404 that says how to make one', async () => {
    const {call} = await newProject();
    const {status, body} = await call('PATCH', {active: true});
    expect(status).toBe(404);
    expect(body).toMatchObject({code: 'not_found', message: expect.stringContaining(`POST ${path}`)});
  });
});

describe('DELETE /v1/invitations/webhook', () => {
  test('takes it away with its secret and its deliveries; twice is answered like once', async () => {
    const {call, create, read} = await newProject();
    const {id, secret} = await create();
    await call('POST', undefined, '/test');
    expect(readRows(service, 'SELECT id FROM deliveries WHERE endpoint_id = ?', id)).toHaveLength(1);
    for (const answer of [await call('DELETE'), await call('DELETE')]) {
      expect(answer).toMatchObject({status: 204, body: ''});
    }
    expect(await read()).toBeNull();
    expect(readRows(service, 'SELECT id FROM deliveries WHERE endpoint_id = ?', id)).toEqual([]);
    const next = await create();
    expect(next.id).not.toBe(id);
    expect(next.secret, 'a new one').not.toBe(secret);
  });
});

describe('POST /v1/invitations/webhook/secret', () => {
  const secretsOf = async (id: string) => {
    const [row] = readRows(service, 'SELECT project_id FROM endpoints WHERE id = ?', id);
    const {store, secrets, clock} = service.context;
    const endpoint = await store.findEndpoint({
      projectId: String(row?.['project_id']),
      mode: 'test',
      senderId: null,
    });
    return endpoint ? signingSecrets(secrets, endpoint, clock.now()) : [];
  };

  test('the new secret signs at once, the old one too for 24 hours', async () => {
    const {call, create, read} = await newProject();
    const {id, secret: old} = await create();
    const {status, body} = await call('POST', undefined, '/secret');
    expect(status).toBe(200);
    expect(body).toEqual({
      secret: expect.stringMatching(/^whsec_/),
      previousSecretExpiresAt: expect.stringMatching(/Z$/),
    });
    expect(body.secret).not.toBe(old);
    expect((await read())?.previousSecretExpiresAt).toBe(body.previousSecretExpiresAt);
    expect(await secretsOf(id)).toEqual([body.secret, old]);
    service.clock.advance(24 * hourMs - 10_000);
    expect(await secretsOf(id)).toEqual([body.secret, old]);
    service.clock.advance(10_000);
    expect(await secretsOf(id)).toEqual([body.secret]);
  });

  test('of two rotations within the overlap the last two secrets sign', async () => {
    const {call, create} = await newProject();
    const {id} = await create();
    const second = (await call('POST', {overlapHours: 72}, '/secret')).body.secret;
    const third = (await call('POST', {overlapHours: 1}, '/secret')).body.secret;
    expect(await secretsOf(id)).toEqual([third, second]);
  });

  test('no overlap ends the old one at once', async () => {
    const {call, create} = await newProject();
    const {id} = await create();
    const {body} = await call('POST', {overlapHours: 0}, '/secret');
    expect(body.previousSecretExpiresAt).toBeNull();
    expect(await secretsOf(id)).toEqual([body.secret]);
    expect(readRows(service, 'SELECT sealed_previous_secret AS old FROM endpoints WHERE id = ?', id)).toEqual(
      [{old: null}],
    );
  });

  test.each([-1, 73, 'long'])('refuses an overlap of %s', async (overlapHours) => {
    const {call, create} = await newProject();
    await create();
    const {status, body} = await call('POST', {overlapHours}, '/secret');
    expect(status).toBe(400);
    expect(body.details.errors[0].path).toEqual(['overlapHours']);
  });

  test('without a webhook: 404', async () => {
    const {call} = await newProject();
    expect(await call('POST', undefined, '/secret')).toMatchObject({
      status: 404,
      body: {code: 'not_found'},
    });
  });
});
