import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {TestService} from '../../support/harness.ts';
import {callAsClient, createSession, hostOrigin} from '../../support/signups.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

const list = (headers: Headers, name: string) => headers.get(name)?.toLowerCase().split(/,\s*/) ?? [];

describe('the client API and pages on other sites', () => {
  test.each([
    ['GET', '/client/v1/connection'],
    ['POST', '/client/v1/connection'],
    ['POST', '/client/v1/connection/cancel'],
    ['GET', '/client/v1/events'],
  ])('a preflight for %s %s lets the element through', async (method, path) => {
    const {status, headers, body} = await service.fetch('OPTIONS', path, undefined, {
      origin: hostOrigin,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type,last-event-id',
    });
    expect([status, body]).toEqual([204, '']);
    expect(headers.get('access-control-allow-origin')).toBe(hostOrigin);
    expect(list(headers, 'access-control-allow-methods')).toContain(method.toLowerCase());
    expect(list(headers, 'access-control-allow-headers')).toEqual(
      expect.arrayContaining(['authorization', 'content-type', 'last-event-id']),
    );
    expect(Number(headers.get('access-control-max-age'))).toBeGreaterThan(0);
    expect(list(headers, 'vary')).toContain('origin');
    expect(headers.get('access-control-allow-credentials'), 'no cookies, ever').toBeNull();
  });

  test('answers can be read there, refusals too, with their limits', async () => {
    const limited = await TestService.start({RATE_LIMIT: '600'});
    try {
      const {clientSecret} = await createSession(limited);
      const answers = [
        await callAsClient<any>(limited, clientSecret, 'GET', '/connection'),
        await callAsClient<any>(limited, 'unknown', 'GET', '/connection'),
        await callAsClient<any>(limited, clientSecret, 'POST', '/connection', '{broken'),
        await callAsClient<any>(limited, clientSecret, 'GET', '/nothing'),
      ];
      expect(answers.map(({status}) => status)).toEqual([200, 401, 400, 404]);
      for (const {headers} of answers) {
        expect(headers.get('access-control-allow-origin')).toBe(hostOrigin);
        expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
        expect(headers.get('cache-control')).toBe('no-store');
        expect(list(headers, 'vary')).toContain('origin');
        expect(list(headers, 'access-control-expose-headers')).toEqual(
          expect.arrayContaining(['retry-after', 'x-ratelimit-remaining', 'x-ratelimit-reset']),
        );
      }
    } finally {
      await limited.stop();
    }
  });

  test('a foreign page may read why it is refused, and nothing else', async () => {
    const {clientSecret} = await createSession(service, {clientName: 'Bakery Luna'});
    const {status, body} = await callAsClient<any>(service, clientSecret, 'GET', '/connection', undefined, {
      origin: 'https://evil.example',
    });
    expect(status).toBe(403);
    expect(Object.keys(body).sort()).toEqual(['code', 'message']);
    expect(JSON.stringify(body)).not.toContain('Luna');
  });

  test('the element’s files are for every site', async () => {
    const {headers} = await service.fetch('GET', '/embed/missing.js');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });
});
