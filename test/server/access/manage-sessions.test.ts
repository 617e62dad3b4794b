import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Route} from '../../../server/route.ts';
import {minuteMs} from '../../support/clock.ts';
import {routes} from '../../support/contract.ts';
import {TestService} from '../../support/harness.ts';
import {callRoute, caseEnvironment, nameOf} from '../../support/route-cases.ts';
import {createSession, hostOrigin} from '../../support/signups.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start(caseEnvironment);
});

afterAll(() => service.stop());

const each = (fits: (route: Route) => boolean) =>
  routes.filter(fits).map((route) => [nameOf(route), route] as const);
const isForPanel = ({access}: Route) => access === 'manage';

async function openPanel(fields: Record<string, unknown> = {}, key = service.keys.test): Promise<string> {
  const panel = {scope: 'manage', externalId: undefined, ...fields};
  return (await createSession(service, panel, key)).clientSecret;
}

describe('a session of scope "manage"', () => {
  test.each(each(isForPanel))('reaches %s', async (_, route) => {
    const credential = await openPanel();
    const {status, headers} = await callRoute(service, route, {credential, headers: {origin: hostOrigin}});
    expect(status).toBe(route.answer.status);
    expect(headers.get('access-control-allow-origin')).toBe(hostOrigin);
  });

  test.each(each(({access}) => access === 'key' || access === 'client'))(
    'does not reach %s',
    async (_, route) => {
      const credential = await openPanel();
      const {status, body} = await callRoute(service, route, {credential, headers: {origin: hostOrigin}});
      expect([status, body.code]).toEqual(
        route.access === 'key' ? [401, 'unauthorized'] : [403, 'forbidden'],
      );
    },
  );

  test.each(each(isForPanel))('is refused to other sites at %s', async (_, route) => {
    const credential = await openPanel();
    for (const headers of [
      {origin: 'https://evil.example'},
      {origin: 'null'},
      {'sec-fetch-site': 'cross-site'},
    ]) {
      const {status, body} = await callRoute(service, route, {credential, headers});
      expect([status, body.code]).toEqual([403, 'origin_not_allowed']);
    }
  });

  test.each(each(isForPanel))('of one client does not reach %s', async (_, route) => {
    const {clientSecret} = await createSession(service);
    const {status, body} = await callRoute(service, route, {
      credential: clientSecret,
      headers: {origin: hostOrigin},
    });
    expect([status, body.code]).toEqual([401, 'unauthorized']);
  });

  test.each(each(() => true))(
    'and a preflight for it: %s answers only what browsers may ask',
    async (_, route) => {
      const path = route.path.replace(/:\w+/g, 'any');
      const {status, headers} = await service.fetch('OPTIONS', path, undefined, {
        origin: hostOrigin,
        'access-control-request-method': route.method,
      });
      const allowed = headers.get('access-control-allow-methods')?.split(', ') ?? [];
      const isForBrowsers = route.access === 'manage' || route.access === 'client';
      expect(allowed.includes(route.method)).toBe(isForBrowsers);
      if (isForBrowsers) expect(status).toBe(204);
    },
  );

  test('lasts 15 minutes, an hour at most', async () => {
    const before = service.clock.now();
    const {expiresAt, scope} = await createSession(service, {scope: 'manage', externalId: undefined});
    expect(scope).toBe('manage');
    const lifetimeMs = Date.parse(expiresAt) - before;
    expect(lifetimeMs).toBeGreaterThanOrEqual(15 * minuteMs);
    expect(lifetimeMs).toBeLessThan(15 * minuteMs + 5_000);
    const wanted = {scope: 'manage', origin: hostOrigin, expiresInMinutes: 61};
    expect((await service.api('POST', '/v1/sessions', wanted)).status).toBe(400);
  });

  test('is over on the second, and at once when it is deleted', async () => {
    const look = (credential: string) =>
      service.fetch('GET', '/v1/invitations', undefined, {
        authorization: `Bearer ${credential}`,
        origin: hostOrigin,
      });
    const {id, clientSecret} = await createSession(service, {scope: 'manage', externalId: undefined});
    expect((await look(clientSecret)).status).toBe(200);
    await service.api('DELETE', `/v1/sessions/${id}`);
    expect((await look(clientSecret)).body.code).toBe('unauthorized');

    const other = await createSession(service, {
      scope: 'manage',
      externalId: undefined,
      expiresInMinutes: 1,
    });
    service.clock.advance(Date.parse(other.expiresAt) - 2_000 - service.clock.now());
    expect((await look(other.clientSecret)).status).toBe(200);
    service.clock.advance(2_000);
    const {status, body} = await look(other.clientSecret);
    expect([status, body.code]).toEqual([401, 'session_expired']);
  });

  test('sees its own project and mode, and nothing else', async () => {
    const own = await service.invite({clientName: 'Own'});
    const {key: foreign} = await service.makeKey('test', 'Foreign');
    for (const [key, count] of [
      [service.keys.test, 1],
      [service.keys.live, 0],
      [foreign, 0],
    ] as const) {
      const headers = {authorization: `Bearer ${await openPanel({}, key)}`, origin: hostOrigin};
      const list = await service.fetch('GET', '/v1/invitations?limit=100', undefined, headers);
      expect(list.body.items.filter(({id}: {id: string}) => id === own.id)).toHaveLength(count);
      const {status} = await service.fetch('GET', `/v1/invitations/${own.id}`, undefined, headers);
      expect(status).toBe(count === 1 ? 200 : 404);
    }
  });

  test('has requests of its own to spend', async () => {
    const limited = await TestService.start({RATE_LIMIT: '3'});
    try {
      const panels = [];
      for (let count = 0; count < 2; count += 1) {
        panels.push(await createSession(limited, {scope: 'manage', externalId: undefined}));
      }
      for (const {clientSecret} of panels) {
        const statuses = [];
        for (let count = 0; count < 4; count += 1) {
          const headers = {authorization: `Bearer ${clientSecret}`, origin: hostOrigin};
          statuses.push((await limited.fetch('GET', '/v1/invitations', undefined, headers)).status);
        }
        expect(statuses).toEqual([200, 200, 200, 429]);
      }
    } finally {
      await limited.stop();
    }
  });
});
