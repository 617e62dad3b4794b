import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {addressOf} from '../../../server/access/rate-limit.ts';
import {minuteMs} from '../../support/clock.ts';
import {TestService} from '../../support/harness.ts';
import {callAsClient, createSession} from '../../support/signups.ts';

let service: TestService;

async function startWith(environment: Record<string, string>): Promise<void> {
  service = await TestService.start(environment);
  startNewMinute();
}

/** Windows are whole minutes; a test that began at the end of one would see two. */
function startNewMinute(): void {
  service.clock.advance(minuteMs - (service.clock.now() % minuteMs));
}

const limitsOf = ({headers}: {headers: Headers}) => ({
  limit: headers.get('x-ratelimit-limit'),
  remaining: headers.get('x-ratelimit-remaining'),
});

describe('with a limit of 3 a minute', () => {
  beforeEach(() => startWith({RATE_LIMIT: '3', TRUST_PROXY: '1'}));
  afterEach(() => service.stop());

  /** Sends four requests, of which only the last must be refused. */
  async function expectFourthRefused(send: () => Promise<{status: number; headers: Headers}>): Promise<void> {
    const remaining = [];
    for (let sent = 0; sent < 3; sent += 1) {
      const answer = await send();
      expect(answer.status).not.toBe(429);
      remaining.push(limitsOf(answer).remaining);
    }
    expect(remaining).toEqual(['2', '1', '0']);
    expect((await send()).status).toBe(429);
  }

  test('a key has three; the fourth is told when to come back, in Zavu’s words', async () => {
    await expectFourthRefused(() => service.api('GET', '/v1/me'));
    const {headers, body} = await service.api('GET', '/v1/me');
    const resetsAt = Number(headers.get('x-ratelimit-reset'));
    expect(limitsOf({headers})).toEqual({limit: '3', remaining: '0'});
    expect(resetsAt % minuteMs).toBe(0);
    expect(body).toEqual({
      code: 'rate_limited',
      message: expect.stringContaining(new Date(resetsAt).toISOString()),
      details: {retryAfter: resetsAt},
    });
    const waitMs = resetsAt - service.clock.now();
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(Math.ceil(waitMs / 1000));
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
  });

  test.each([
    '/sandbox/dialog/v25.0/dialog/oauth',
    '/sandbox/messaging/whatsapp/onboard/?app_id=400000000000001&config_id=900000000000001',
  ])(
    'an address opens three of play-Meta’s dialogs at %s, and its signup pages are not used up by it',
    async (path) => {
      await service.play('complete');
      await expectFourthRefused(() => service.fetch('GET', path));
      expect((await service.fetch('GET', '/invite/unknown')).status).toBe(404);
      expect((await service.fetch('GET', '/sandbox/graph/v25.0/me')).status).not.toBe(429);
    },
  );

  test('a new minute is a new start', async () => {
    await expectFourthRefused(() => service.api('GET', '/v1/me'));
    startNewMinute();
    await expectFourthRefused(() => service.api('GET', '/v1/me'));
  });

  test('another key is not touched', async () => {
    await expectFourthRefused(() => service.api('GET', '/v1/me'));
    const {key} = await service.makeKey('test', 'Quiet');
    const answer = await service.api('GET', '/v1/me', undefined, {authorization: `Bearer ${key}`});
    expect([answer.status, limitsOf(answer).remaining]).toEqual([200, '2']);
  });

  test('refused requests do nothing', async () => {
    await expectFourthRefused(() => service.api('POST', '/v1/invitations', {}));
    startNewMinute();
    expect((await service.api('GET', '/v1/invitations')).body.items).toHaveLength(3);
  });

  test('a session has three, whoever else is busy', async () => {
    const {clientSecret} = await createSession(service);
    const other = await createSession(service, {externalId: 'client-2'});
    await expectFourthRefused(() => callAsClient(service, clientSecret, 'GET', '/connection'));
    expect((await callAsClient(service, other.clientSecret, 'GET', '/connection')).status).toBe(200);
  });

  test('a link’s token has three', async () => {
    const {token} = await service.invite();
    await expectFourthRefused(() => callAsClient(service, token, 'GET', '/connection'));
  });

  test('an address has three guesses, of keys and of client credentials together', async () => {
    const guesses = ['/v1/me', '/client/v1/connection'];
    let sent = 0;
    await expectFourthRefused(() => {
      const path = guesses[(sent += 1) % 2] ?? '';
      return service.fetch('GET', path, undefined, {
        authorization: `Bearer guess-${sent}`,
        'x-forwarded-for': '192.0.2.7',
      });
    });
    const key = await service.api('GET', '/v1/me', undefined, {'x-forwarded-for': '192.0.2.7'});
    expect(key.status, 'who has a key is not held up by a neighbour').toBe(200);
  });

  test('an address has three pages, and the refusal is a page', async () => {
    const {token} = await service.invite();
    await expectFourthRefused(() => service.fetch('GET', `/invite/${token}`));
    const {headers, body} = await service.fetch('GET', `/invite/${token}`);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
    expect(body).toContain('<h1');
  });

  test('neighbours in one IPv6 /56 share, the next /56 does not', async () => {
    const from = (address: string) =>
      service.fetch('GET', '/invite/unknown', undefined, {'x-forwarded-for': address});
    for (const address of ['2001:db8:1:2300::1', '2001:db8:1:23ff::2', '2001:db8:1:2355:a:b:c:d']) {
      expect((await from(address)).status).toBe(404);
    }
    expect((await from('2001:db8:1:2301::9')).status).toBe(429);
    expect((await from('2001:db8:1:2400::1')).status).toBe(404);
  });

  test('an address that is none breaks nothing', async () => {
    const headers = {'x-forwarded-for': '1:2:3:4:5:6:7:8:9::1:2:3'};
    expect((await service.fetch('GET', '/v1/me', undefined, headers)).status).toBe(401);
  });
});

describe('without a trusted proxy', () => {
  beforeEach(() => startWith({RATE_LIMIT: '1'}));
  afterEach(() => service.stop());

  test('nobody takes another address by saying so', async () => {
    const from = (address: string) => service.fetch('GET', '/v1/me', undefined, {'x-forwarded-for': address});
    expect((await from('192.0.2.1')).status).toBe(401);
    expect((await from('192.0.2.2')).status).toBe(429);
  });
});

describe('with a limit of 0', () => {
  beforeEach(() => startWith({RATE_LIMIT: '0'}));
  afterEach(() => service.stop());

  test('nothing is counted', async () => {
    const answer = await service.api('GET', '/v1/me');
    expect(limitsOf(answer)).toEqual({limit: null, remaining: null});
  });
});

describe('the address of a subscriber', () => {
  test.each([
    [undefined, 'unknown'],
    ['', 'unknown'],
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2345::1', '20010db8000123::/56'],
    ['2001:0db8:0001:2345:0:0:0:1', '20010db8000123::/56'],
    ['2001:DB8:1:2345::1', '20010db8000123::/56'],
    ['2001:db8::1', '20010db8000000::/56'],
    ['::1', '00000000000000::/56'],
    ['fe80::1%eth0', 'fe800000000000::/56'],
  ])('%s is counted as %s', (ip, address) => {
    expect(addressOf(ip)).toBe(address);
  });
});
