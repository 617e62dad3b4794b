import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {TestService} from '../../support/harness.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start({META_POPUP: '1', META_POPUP_REDIRECT_URI: 'page'});
});

afterAll(() => service.stop());

const post = (modes: unknown) => service.fetch('POST', '/sandbox/control/popup', modes);

describe('the modes of the window', () => {
  test('begin with what the service expects, and go back to it', async () => {
    const usual = {
      sdk: 'served',
      order: 'message_first',
      message: 'sent',
      callback: 'sent',
      status: 'unknown',
      redirectUri: 'page',
      delayMs: 0,
    };
    expect((await service.fetch('GET', '/sandbox/control/popup')).body).toEqual(usual);
    const changed = {...usual, callback: 'missing', delayMs: 5};
    expect((await post({callback: 'missing', delayMs: 5})).body).toEqual(changed);
    expect((await service.fetch('GET', '/sandbox/control/popup')).body).toEqual(changed);
    expect((await post({})).body).toEqual(usual);
  });

  test.each([
    ['a mode that is not known', {popup: 'open'}, 'popup is not known'],
    ['a name of every object', {constructor: 1}, 'constructor is not known'],
    ['a value that is none', {order: 'none'}, 'order must be one of'],
    ['a delay of an hour', {delayMs: 3_600_000}, 'delayMs must be'],
    ['a delay that is text', {delayMs: '5'}, 'delayMs must be'],
    ['a list', [], 'must be a JSON object'],
    ['no JSON', '{', 'not valid JSON'],
  ])('refuse %s', async (_, body, message) => {
    const refused = await post(body);
    expect(refused.status).toBe(400);
    expect(refused.body.message).toContain(message);
  });

  test('are for those who may control the sandbox', async () => {
    const foreign = await service.fetch(
      'POST',
      '/sandbox/control/popup',
      {},
      {origin: 'https://evil.example'},
    );
    expect(foreign.status).toBe(403);
  });
});

describe('Meta’s script', () => {
  const sdk = () => service.fetch('GET', '/sandbox/sdk/en_US/sdk.js');

  test('is for pages on other origins', async () => {
    const {status, headers, body} = await sdk();
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(body).toContain('window.FB');
  });

  test('can be missing, or an empty one', async () => {
    await post({sdk: 'missing'});
    expect((await sdk()).status).toBe(404);
    await post({sdk: 'stub'});
    expect((await sdk()).body).not.toContain('login');
    await post({});
  });
});

describe('the dialog in a window', () => {
  const {searchParams: usual} = new URL(
    'http://localhost/?client_id=400000000000001&config_id=900000000000001&response_type=code&override_default_response_type=true&display=popup',
  );
  const open = (redirectUri: string, others: Record<string, string> = {}) => {
    const query = new URLSearchParams({...Object.fromEntries(usual), redirect_uri: redirectUri, ...others});
    return service.fetch<string>('GET', `/sandbox/dialog/v25.0/dialog/oauth?${query.toString()}`);
  };
  const relay = (origin: string) =>
    `${service.url}/sandbox/sdk/xd_arbiter/?version=46#cb=f1&domain=x&origin=${encodeURIComponent(origin)}`;

  test('returns to the relay, which keeps what the script wrote into it', async () => {
    await service.play('complete');
    const {status, headers} = await open(relay(`${service.url}/f1`));
    const back = new URL(headers.get('location') ?? '');
    expect([status, back.pathname]).toEqual([303, '/sandbox/sdk/xd_arbiter/']);
    expect(back.searchParams.get('code')).toMatch(/^AQB/);
    expect(JSON.parse(back.searchParams.get('message') ?? '')).toMatchObject({
      type: 'WA_EMBEDDED_SIGNUP',
      event: 'FINISH',
      data: {waba_id: expect.stringMatching(/^\d+$/)},
    });
    expect(back.hash).toContain('cb=f1');
    const page = await service.fetch<string>('GET', back.pathname + back.search);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  test.each([
    ['no_phone', 'FINISH_ONLY_WABA'],
    ['cancel', 'CANCEL'],
  ])('%s is told as %s', async (scenario, event) => {
    await service.play(scenario);
    const {headers} = await open(relay(service.url));
    const back = new URL(headers.get('location') ?? '');
    expect(JSON.parse(back.searchParams.get('message') ?? '')).toMatchObject({event});
  });

  test('stays where it is when the client walks away', async () => {
    await service.play('abandon');
    const {status, body} = await open(relay(service.url));
    expect([status, body.includes('walked away')]).toEqual([200, true]);
  });

  test.each([
    ['a page on another origin', () => relay('https://evil.example')],
    ['another relay', () => `https://evil.example/sandbox/sdk/xd_arbiter/#origin=${service.url}`],
    ['another page of the service', () => `${service.url}/docs#origin=${service.url}`],
    ['no address', () => 'xd_arbiter'],
  ])('is refused for %s, and sends nobody anywhere', async (_, redirectUri) => {
    await service.play('complete');
    const {status, headers, body} = await open(redirectUri());
    expect([status, headers.get('location')]).toEqual([400, null]);
    expect(body).toContain('URL blocked');
  });
});
