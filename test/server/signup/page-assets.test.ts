import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {TestService} from '../../support/harness.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

const ask = (path: string, headers: Record<string, string> = {}) =>
  service.fetch('GET', path, undefined, headers);

describe('what a page is made of', () => {
  test('is kept for a year under its version, and minutes under any other address', async () => {
    const {body} = await ask(`/invite/${(await service.invite()).token}`);
    const addresses = [...body.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, address = '']) => address);
    expect(addresses.length).toBeGreaterThan(2);
    for (const address of addresses) {
      expect((await ask(address)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const [bare = ''] = address.split('?');
      for (const other of [bare, `${bare}?v=old`]) {
        const {status, headers} = await ask(other);
        expect(status).toBe(200);
        expect(headers.get('cache-control')).toBe('public, max-age=300');
      }
    }
  });

  test.each([
    ['br', 'br'],
    ['gzip, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['identity', null],
    ['br;q=0, gzip;q=0', null],
  ])('is sent to who accepts "%s" as %s, and says the same', async (accepted, expected) => {
    const {token} = await service.invite();
    for (const path of ['/assets/page.css', '/assets/page.js', `/invite/${token}`]) {
      const {headers, body} = await ask(path, {'accept-encoding': accepted});
      expect(headers.get('content-encoding')).toBe(expected);
      expect(headers.get('vary')).toMatch(/Accept-Encoding/i);
      expect(body).toBe((await ask(path, {'accept-encoding': 'identity'})).body);
    }
  });

  // Beside a token, the size of a compressed page would tell who guessed a part of it.
  test('repeats nothing of what a request brings', async () => {
    const {token} = await service.invite();
    const guess = 'needle7f3a';
    const {status, body} = await ask(`/invite/${token}?next=${guess}#${guess}`, {
      'accept-language': `es-${guess}, ${guess}`,
      'user-agent': guess,
      referer: `https://evil.example/${guess}`,
      cookie: `zavu=${guess}`,
    });
    expect(status).toBe(200);
    expect(body).not.toContain(guess);
  });
});
