import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {minuteMs} from '../../support/clock.ts';
import {dump, readRows} from '../../support/database.ts';
import {eventually, TestService} from '../../support/harness.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

const me = (key: string) => service.fetch('GET', '/v1/me', undefined, {authorization: `Bearer ${key}`});

describe('GET /v1/me', () => {
  test('tells whose key it is', async () => {
    const {apiKey, project, key} = await service.makeKey('test', 'Acme Desk');
    const {status, body} = await me(key);
    expect(status).toBe(200);
    expect(body).toEqual({
      project: {id: project.id, name: 'Acme Desk', isSubAccount: false},
      team: {id: project.id, name: 'Acme Desk'},
      apiKey: {id: apiKey.id},
      isTestMode: true,
    });
  });

  test('tells the mode of the key', async () => {
    expect((await me(service.keys.live)).body.isTestMode).toBe(false);
  });
});

describe('an API key', () => {
  test('shows its mode and holds 192 random bits', () => {
    expect(service.keys.test).toMatch(/^zpi_test_[\w-]{32}$/);
    expect(service.keys.live).toMatch(/^zpi_live_[\w-]{32}$/);
  });

  test('two keys of one project see the same objects', async () => {
    const first = await service.makeKey('test', 'Shared');
    const second = await service.makeKey('test', 'Shared');
    const {body} = await service.api('POST', '/v1/invitations', {}, {authorization: `Bearer ${first.key}`});
    const path = `/v1/invitations/${body.invitation.id}`;
    expect((await service.api('GET', path, undefined, {authorization: `Bearer ${second.key}`})).status).toBe(
      200,
    );
  });

  test('is nowhere in the database, only its hash and last four characters', async () => {
    const {key, apiKey} = await service.makeKey('test', 'Hashed');
    const everything = dump(service);
    expect(everything).toContain(apiKey.id);
    expect(everything).not.toContain(key);
    expect(everything).not.toContain(key.slice('zpi_test_'.length, -4));
    expect(readRows(service, 'SELECT last_four FROM api_keys WHERE id = ?', apiKey.id)).toEqual([
      {last_four: key.slice(-4)},
    ]);
  });

  test('does not work any more once it is revoked', async () => {
    const {key, apiKey} = await service.makeKey('test', 'Revoked');
    expect((await me(key)).status).toBe(200);
    await service.context.store.revokeApiKey(apiKey.id, service.clock.now());
    expect((await me(key)).status).toBe(401);
  });

  test('remembers when it was last used, to the minute', async () => {
    const {key, apiKey} = await service.makeKey('test', 'Used');
    const lastUsedAt = async () =>
      (await service.context.store.listApiKeys()).find(({id}) => id === apiKey.id)?.lastUsedAt ?? null;
    expect(await lastUsedAt()).toBeNull();
    await me(key);
    const first = await eventually(lastUsedAt, (at) => at !== null);
    service.clock.advance(minuteMs);
    await me(key);
    await eventually(lastUsedAt, (at) => (at ?? 0) >= (first ?? 0) + minuteMs);
  });
});

describe('without a working key', () => {
  const routes = [
    ['GET', '/v1/me'],
    ['POST', '/v1/sessions'],
    ['DELETE', '/v1/sessions/ses_1'],
    ['POST', '/v1/invitations'],
    ['GET', '/v1/invitations'],
    ['GET', '/v1/invitations/inv_1'],
    ['POST', '/v1/invitations/inv_1/cancel'],
    ['GET', '/v1/senders'],
    ['GET', '/v1/senders/snd_1'],
    ['DELETE', '/v1/senders/snd_1'],
  ] as const;

  test.each(routes)('%s %s answers 401, before it reads anything', async (method, path) => {
    const {status, headers, body} = await service.fetch(
      method,
      path,
      method === 'POST' ? '{broken' : undefined,
    );
    expect(status).toBe(401);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(body).toEqual({
      code: 'unauthorized',
      message: expect.stringContaining('Invalid or missing API key'),
    });
  });

  test.each([
    ['an empty one', () => 'Bearer '],
    ['another scheme', () => `Basic ${btoa(`${service.keys.test}:`)}`],
    ['the key alone', () => service.keys.test],
    ['a key that is cut', () => `Bearer ${service.keys.test.slice(0, -1)}`],
    ['a key that is too long', () => `Bearer ${service.keys.test}x`],
    ['the other mode’s prefix', () => `Bearer ${service.keys.test.replace('test', 'live')}`],
    [
      'its hash',
      () => `Bearer ${String(readRows(service, 'SELECT key_hash AS hash FROM api_keys')[0]?.['hash'])}`,
    ],
    ['10,000 characters', () => `Bearer ${'x'.repeat(10_000)}`],
    ['an invitation’s token', async () => `Bearer ${(await service.invite()).token}`],
  ])('%s answers 401', async (_, make) => {
    const {status, body} = await service.fetch('GET', '/v1/me', undefined, {authorization: await make()});
    expect(status).toBe(401);
    expect(body.code).toBe('unauthorized');
  });

  test('the scheme may be written in any case', async () => {
    const headers = {authorization: `bearer ${service.keys.test}`};
    expect((await service.fetch('GET', '/v1/me', undefined, headers)).status).toBe(200);
  });
});

describe('what is not there', () => {
  test.each([
    ['GET', '/v1/'],
    ['GET', '/v1/unknown'],
    ['POST', '/_stainless_unknown_path'],
    ['PUT', '/v1/invitations'],
    ['DELETE', '/v1/invitations/inv_1'],
    ['GET', '/v2/invitations'],
    ['GET', '/nothing'],
  ])('%s %s answers a flat 404', async (method, path) => {
    const {status, body} = await service.api(method, path);
    expect(status).toBe(404);
    expect(body).toEqual({code: 'not_found', message: `There is nothing at ${method} ${path}.`});
  });

  test('an address that cannot be decoded is the caller’s mistake: JSON for programs, a page for people', async () => {
    const program = await service.api('GET', '/v1/invitations/%E0%A4%A');
    expect(program.status).toBe(400);
    expect(program.body).toEqual({code: 'invalid_request', message: expect.any(String)});
    for (const path of ['/invite/%', '/start/%ff']) {
      const person = await service.api('GET', path);
      expect(person.status).toBe(400);
      expect(person.headers.get('content-type')).toContain('text/html');
      expect(person.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  test('the built files are served, the compiled service beside them is not', async () => {
    for (const path of ['node/server/main.js', '../package.json', '..%2fpackage.json', '.env', 'x.sql']) {
      expect((await service.fetch('GET', `/embed/${path}`)).status).toBe(404);
    }
  });
});

test('answers of the API are never cached, never framed, and say nothing about what serves them', async () => {
  for (const {headers} of [await service.api('GET', '/v1/me'), await service.fetch('GET', '/v1/me')]) {
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin'), 'not for browsers').toBeNull();
  }
});
