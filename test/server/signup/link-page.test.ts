import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {handoverToken} from '../../../server/invitations/link.ts';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';
import {connectClient} from '../../support/signups.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

const storedEvents = (invitationId: string) =>
  service.context.store.listEvents({invitationId}, undefined, 100);

const previewers = [
  'WhatsApp/2.23.20.0',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'TelegramBot (like TwitterBot)',
  'Mozilla/5.0 (Windows NT 10.0) SafeLinks/1.0',
];

test.each([
  ['register_pending', true],
  ['complete', false],
] as const)('after %s the client is told whether WhatsApp is still at it: %s', async (scenario, isTold) => {
  await service.play(scenario);
  const browser = new TestBrowser(service.url);
  const {id, token} = await service.invite();
  await browser.start({token});
  await eventually(
    () => service.retrieve(id),
    ({status}) => status === 'completed',
  );
  const {body} = await browser.open(`/invite/${token}`);
  expect(body).toContain('WhatsApp is connected');
  expect(body.includes('WhatsApp is still checking this number')).toBe(isTold);
});

describe('a link that is opened', () => {
  test('by mail scanners and chat previews, ten times over, only has been viewed', async () => {
    const before = await service.invite({clientName: 'Bakery Luna'});
    for (let round = 0; round < 10; round += 1) {
      const headers = {'user-agent': previewers[round % previewers.length] ?? ''};
      for (const method of ['HEAD', 'GET']) {
        const answer = await service.fetch(method, `/invite/${before.token}`, undefined, headers);
        expect(answer.status).toBe(200);
        expect(answer.headers.getSetCookie()).toEqual([]);
      }
    }
    const {viewedAt, ...after} = await service.retrieve(before.id);
    expect(viewedAt).not.toBeNull();
    expect({...after, viewedAt: null}).toEqual(before);
    expect(await storedEvents(before.id)).toEqual([]);
  });

  test('remembers the first time only, and HEAD is no opening', async () => {
    const {id, token} = await service.invite();
    await service.fetch('HEAD', `/invite/${token}`);
    expect((await service.retrieve(id)).viewedAt).toBeNull();
    const openedAt = service.clock.now();
    await service.fetch('GET', `/invite/${token}`);
    const first = (await service.retrieve(id)).viewedAt ?? '';
    expect(Date.parse(first)).toBeGreaterThanOrEqual(openedAt);
    service.clock.advance(60_000);
    await service.fetch('GET', `/invite/${token}`);
    expect((await service.retrieve(id)).viewedAt).toBe(first);
  });

  test('and started at the same moment keeps both times', async () => {
    const made = await Promise.all(Array.from({length: 20}, () => service.invite()));
    await Promise.all(
      made.flatMap(({token}) => [
        service.fetch('GET', `/invite/${token}`),
        service.fetch('POST', `/invite/${token}/start`),
      ]),
    );
    const after = await Promise.all(made.map(({id}) => service.retrieve(id)));
    expect(after.filter(({startedAt}) => startedAt === null)).toEqual([]);
    expect(after.filter(({viewedAt}) => viewedAt === null)).toEqual([]);
  });

  test('starts only by POST', async () => {
    const {id, token} = await service.invite();
    for (const [method, status] of [
      // A reload of a refused start: back to the page with the button.
      ['GET', 303],
      ['HEAD', 303],
      ['PUT', 404],
      ['DELETE', 404],
    ] as const) {
      expect((await service.fetch(method, `/invite/${token}/start`)).status).toBe(status);
    }
    expect((await service.retrieve(id)).status).toBe('pending');
  });

  test('of nobody is a page that says so, for the start too', async () => {
    const {token} = await service.invite();
    const wrong = [token.slice(0, -1), `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, 'x', '%20'];
    for (const each of wrong) {
      for (const [method, path] of [
        ['GET', `/invite/${each}`],
        ['POST', `/invite/${each}/start`],
      ] as const) {
        const {status, headers, body} = await service.fetch(method, path);
        expect(status).toBe(404);
        expect(headers.get('content-type')).toMatch(/^text\/html/);
        expect(body).toContain('<h1');
      }
    }
  });

  test('after it was used shows the result and starts nothing', async () => {
    const done = await connectClient(service);
    expect((await service.fetch('GET', `/invite/${done.token}`)).status).toBe(200);
    const again = await service.fetch('POST', `/invite/${done.token}/start`);
    expect(again.status).toBe(409);
    expect(again.headers.get('location')).toBeNull();
    expect({...(await service.retrieve(done.id)), viewedAt: null}).toEqual({...done, viewedAt: null});
  });
});

describe('the code of a link, for paper', () => {
  const codeOf = (token: string, method = 'GET') => service.fetch(method, `/invite/${token}/qr.svg`);

  test('is a picture that nobody keeps and no opening', async () => {
    const {id, token} = await service.invite();
    const {body: page} = await service.fetch('GET', `/invite/${token}`);
    expect(page).toContain(`<img class="qr-code" loading="lazy" src="/invite/${token}/qr.svg" alt="" />`);
    const other = await service.invite();
    for (const method of ['HEAD', 'GET']) {
      const {status, headers} = await codeOf(other.token, method);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(/^image\/svg\+xml/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.getSetCookie()).toEqual([]);
    }
    expect((await service.retrieve(other.id)).viewedAt).toBeNull();
    const [one, two] = await Promise.all([codeOf(token), codeOf(other.token)]);
    expect(one.body).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="-4 -4 \d+ \d+"/);
    expect(one.body).not.toBe(two.body);
    expect(await storedEvents(id)).toEqual([]);
  });

  test('is not there for a link that is none, and none is made of a token of minutes', async () => {
    const {id, token} = await service.invite();
    const minutes = handoverToken(service.context.secrets, {id, linkVersion: 1}, service.clock.now());
    const {status, body: page} = await service.fetch('GET', `/invite/${minutes}`);
    expect(status).toBe(200);
    expect(page).not.toContain('qr.svg');
    for (const each of [minutes, token.slice(0, -1), 'x']) expect((await codeOf(each)).status).toBe(404);
    await service.api('POST', `/v1/invitations/${id}/rotate-link`);
    expect((await codeOf(token)).status).toBe(404);
  });
});

describe('the form of the page', () => {
  const send = (token: string, headers: Record<string, string>) =>
    service.fetch('POST', `/invite/${token}/start`, undefined, headers);

  test.each<[string, Record<string, string>]>([
    ['another site', {'sec-fetch-site': 'cross-site', origin: 'https://evil.example'}],
    ['another site that hides itself', {'sec-fetch-site': 'cross-site', origin: 'null'}],
    ['a neighbouring site', {'sec-fetch-site': 'same-site'}],
    ['another site, in a browser without fetch metadata', {origin: 'https://evil.example'}],
  ])('is refused from %s, and starts nothing', async (_, headers) => {
    const {id, token} = await service.invite();
    const {status, headers: answered, body} = await send(token, headers);
    expect(status).toBe(403);
    expect(answered.get('content-type')).toMatch(/^text\/html/);
    expect(answered.getSetCookie()).toEqual([]);
    expect(body).toContain('<h1');
    expect((await service.retrieve(id)).status).toBe('pending');
  });

  test.each<[string, Record<string, string>]>([
    ['itself', {'sec-fetch-site': 'same-origin', origin: 'null'}],
    ['a browser without fetch metadata', {origin: 'null'}],
    ['an address that was typed', {'sec-fetch-site': 'none'}],
    ['no browser', {}],
  ])('is taken from %s', async (_, headers) => {
    const {id, token} = await service.invite();
    expect((await send(token, headers)).status).toBe(303);
    expect((await service.retrieve(id)).status).toBe('in_progress');
  });
});
