import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';
import {startSweeper} from '../../../server/sweeper.ts';
import {minuteMs} from '../../support/clock.ts';
import {dump} from '../../support/database.ts';
import {TestService} from '../../support/harness.ts';
import {callAsClient, createSession, hostOrigin} from '../../support/signups.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

const look = (credential: string, headers: Record<string, string> = {}) =>
  callAsClient<any>(service, credential, 'GET', '/connection', undefined, headers);

describe('POST /v1/sessions', () => {
  test('makes a browser credential for 15 minutes', async () => {
    const before = service.clock.now();
    const {status, body} = await service.api('POST', '/v1/sessions', {externalId: 'c', origin: hostOrigin});
    expect(status).toBe(201);
    expect(body).toEqual({
      session: {
        id: expect.stringMatching(/^ses_/),
        clientSecret: expect.stringMatching(/^zpi_cs_[\w-]{32}$/),
        scope: 'connect',
        mode: 'test',
        expiresAt: expect.stringMatching(/Z$/),
      },
    });
    const lifetimeMs = Date.parse(body.session.expiresAt) - before;
    expect(lifetimeMs).toBeGreaterThanOrEqual(15 * minuteMs);
    expect(lifetimeMs).toBeLessThan(15 * minuteMs + 5_000);
  });

  test('takes every field, and the invitation is made from them', async () => {
    const client = {
      clientName: 'Bakery Luna',
      clientEmail: 'hola@luna.example',
      clientPhone: '+34600111222',
      connectionType: 'whatsapp_waba',
    };
    const {clientSecret} = await createSession(service, {
      ...client,
      scope: 'connect',
      externalId: 'every-field',
      expiresInDays: 2,
      allowedPhoneCountries: ['ES'],
      locale: 'es',
      returnUrl: `${hostOrigin}/settings?tab=whatsapp`,
      expiresInMinutes: 60,
    });
    const {body} = await callAsClient(service, clientSecret, 'POST', '/connection');
    const invitation = await service.retrieve(body.connection.invitationId ?? '');
    expect(invitation).toMatchObject({...client, externalId: 'every-field', status: 'pending', mode: 'test'});
    expect(Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt)).toBe(2 * 24 * 60 * minuteMs);
    const {locale, allowedPhoneCountries} =
      (await service.context.store.findConnection(invitation.id))?.invitation ?? {};
    expect({locale, allowedPhoneCountries}).toEqual({locale: 'es', allowedPhoneCountries: ['ES']});
  });

  test('carries the mode of the key', async () => {
    const {clientSecret, mode} = await createSession(service, {externalId: 'live'}, service.keys.live);
    expect(mode).toBe('live');
    expect((await look(clientSecret)).body.connection.mode).toBe('live');
  });

  test('keeps the secret nowhere', async () => {
    const {id, clientSecret} = await createSession(service);
    const everything = dump(service);
    expect(everything).toContain(id);
    expect(everything).not.toContain(clientSecret);
    expect(everything).not.toContain(clientSecret.slice('zpi_cs_'.length));
  });

  const good = {externalId: 'c', origin: hostOrigin};
  test.each([
    ['no body', undefined, 'externalId'],
    ['no external id', {origin: hostOrigin}, 'externalId'],
    ['an empty external id', {...good, externalId: ''}, 'externalId'],
    ['an external id of 201 characters', {...good, externalId: 'e'.repeat(201)}, 'externalId'],
    ['no origin', {externalId: 'c'}, 'origin'],
    ['an origin with a path', {...good, origin: `${hostOrigin}/settings`}, 'origin'],
    ['an origin with a slash at its end', {...good, origin: `${hostOrigin}/`}, 'origin'],
    ['an origin with a user name', {...good, origin: 'https://user@app.example.com'}, 'origin'],
    ['an origin that is no site', {...good, origin: 'null'}, 'origin'],
    ['an origin that is a file', {...good, origin: 'file://'}, 'origin'],
    ['any origin at all', {...good, origin: '*'}, 'origin'],
    ['0 minutes', {...good, expiresInMinutes: 0}, 'expiresInMinutes'],
    ['61 minutes', {...good, expiresInMinutes: 61}, 'expiresInMinutes'],
    ['minutes as text', {...good, expiresInMinutes: '15'}, 'expiresInMinutes'],
    ['an unknown scope', {...good, scope: 'everything'}, 'scope'],
    ['a return URL on another origin', {...good, returnUrl: 'https://evil.example/'}, 'returnUrl'],
    [
      'a return URL that only begins like it',
      {...good, returnUrl: `${hostOrigin}.evil.example/`},
      'returnUrl',
    ],
    [
      'a return URL with the origin as user name',
      {...good, returnUrl: `${hostOrigin}@evil.example/`},
      'returnUrl',
    ],
    ['a return URL that is none', {...good, returnUrl: 'nope'}, 'returnUrl'],
    [
      'a return URL that carries a user name',
      {...good, returnUrl: 'https://u:p@app.example.com/'},
      'returnUrl',
    ],
    ['a return URL on http', {...good, returnUrl: 'http://app.example.com/'}, 'returnUrl'],
    ['a return URL that is a script', {...good, returnUrl: 'javascript:alert(1)'}, 'returnUrl'],
    ['a wrong e-mail address', {...good, clientEmail: 'luna'}, 'clientEmail'],
    ['a number that is not ours', {...good, phoneNumberId: 'pn_1'}, 'phoneNumberId'],
    [
      'Messenger with countries',
      {...good, connectionType: 'messenger', allowedPhoneCountries: ['US']},
      'allowedPhoneCountries',
    ],
  ])('refuses %s and says where', async (_, body, field) => {
    const {status, body: error} = await service.api('POST', '/v1/sessions', body);
    expect(status).toBe(400);
    expect(error.code).toBe('invalid_request');
    expect(error.details.errors.map(({path}: {path: string[]}) => path[0])).toContain(field);
  });
});

describe('a session', () => {
  test('works for its host and for callers that are no browser', async () => {
    const {clientSecret} = await createSession(service);
    expect((await look(clientSecret)).status).toBe(200);
    const headers = {authorization: `Bearer ${clientSecret}`};
    expect((await service.fetch('GET', '/client/v1/connection', undefined, headers)).status).toBe(200);
  });

  test.each<[string, Record<string, string>]>([
    ['another site', {origin: 'https://evil.example'}],
    ['a neighbour of the host', {origin: 'https://other.example.com'}],
    ['the host without TLS', {origin: 'http://app.example.com'}],
    ['the host on another port', {origin: `${hostOrigin}:8443`}],
    ['a sandboxed frame', {origin: 'null'}],
  ])('is refused to %s', async (_, headers) => {
    const {clientSecret} = await createSession(service);
    for (const [method, path] of [
      ['GET', '/connection'],
      ['POST', '/connection'],
      ['POST', '/connection/cancel'],
      ['GET', '/events'],
    ] as const) {
      const answer = await callAsClient<any>(service, clientSecret, method, path, undefined, headers);
      expect(answer.status).toBe(403);
      expect(answer.body.code).toBe('origin_not_allowed');
      expect(answer.body.message).toContain(hostOrigin);
    }
  });

  test('is refused to a page elsewhere whose browser hides the origin', async () => {
    const {clientSecret} = await createSession(service);
    const lookFrom = (site: string) =>
      service.fetch('GET', '/client/v1/connection', undefined, {
        authorization: `Bearer ${clientSecret}`,
        'sec-fetch-site': site,
      });
    expect((await lookFrom('cross-site')).body.code).toBe('origin_not_allowed');
    expect((await lookFrom('same-site')).body.code).toBe('origin_not_allowed');
    expect((await lookFrom('same-origin')).status).toBe(200);
  });

  test('is over on the second', async () => {
    const {clientSecret, expiresAt} = await createSession(service, {expiresInMinutes: 1});
    service.clock.advance(Date.parse(expiresAt) - 2_000 - service.clock.now());
    expect((await look(clientSecret)).status).toBe(200);
    service.clock.advance(2_000);
    for (const method of ['GET', 'POST']) {
      const {status, body} = await callAsClient<any>(service, clientSecret, method, '/connection');
      expect(status).toBe(401);
      expect(body.code).toBe('session_expired');
    }
  });

  test('that ran out is still told so after the sweeper has cleaned up', async () => {
    const {clientSecret} = await createSession(service, {expiresInMinutes: 1});
    service.clock.advance(5 * minuteMs);
    vi.useFakeTimers({toFake: ['setInterval', 'clearInterval']});
    const stop = startSweeper(service.context);
    vi.advanceTimersByTime(2_000);
    vi.useRealTimers();
    await stop();
    expect((await look(clientSecret)).body.code).toBe('session_expired');
  });

  test('ends at once when it is deleted', async () => {
    const {id, clientSecret} = await createSession(service);
    const {status, body} = await service.api('DELETE', `/v1/sessions/${id}`);
    expect([status, body]).toEqual([204, '']);
    const answer = await look(clientSecret);
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthorized']);
    const again = await service.api('DELETE', `/v1/sessions/${id}`);
    expect([again.status, again.body]).toEqual([
      404,
      {code: 'not_found', message: 'There is no such session.'},
    ]);
  });

  test('cannot be ended by another project or the other mode', async () => {
    const {id, clientSecret} = await createSession(service);
    const {key: foreign} = await service.makeKey('test', 'Foreign');
    for (const key of [foreign, service.keys.live]) {
      const headers = {authorization: `Bearer ${key}`};
      expect((await service.api('DELETE', `/v1/sessions/${id}`, undefined, headers)).status).toBe(404);
    }
    expect((await look(clientSecret)).status).toBe(200);
  });

  test('opens nothing of the partner API, and an API key nothing of the client API', async () => {
    const {clientSecret} = await createSession(service);
    const headers = {authorization: `Bearer ${clientSecret}`};
    expect((await service.fetch('GET', '/v1/invitations', undefined, headers)).status).toBe(401);
    expect((await look(service.keys.test)).status).toBe(401);
  });

  test('is not known when a single character is another', async () => {
    const {clientSecret} = await createSession(service);
    const other = clientSecret.slice(0, -1) + (clientSecret.endsWith('A') ? 'B' : 'A');
    for (const credential of [other, 'zpi_cs_', `zpi_cs_${'x'.repeat(32)}`]) {
      const {status, body} = await look(credential);
      expect([status, body.code]).toEqual([401, 'unauthorized']);
    }
  });
});
