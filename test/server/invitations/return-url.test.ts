import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {mayReturnTo} from '../../../server/invitations/return-url.ts';
import {dayMs} from '../../support/clock.ts';
import {TestBrowser, TestService} from '../../support/harness.ts';
import {connectClient, failClient} from '../../support/signups.ts';

let service: TestService;
const returnUrl = 'https://app.example.com/done?tab=whatsapp';

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

const changeSettings = (settings: object) => service.api('PATCH', '/v1/project', settings);

beforeEach(() => changeSettings({returnOrigins: ['https://app.example.com', 'http://localhost:3000']}));

describe('an address to go back to', () => {
  const settings = {
    returnOrigins: ['https://app.example.com', 'http://localhost:3000', 'http://plain.example'],
  };

  test.each([
    ['https://app.example.com/', 'test', true],
    ['https://app.example.com/deep/path?x=1#y', 'live', true],
    ['https://app.example.com:8443/', 'live', false],
    ['https://example.com/', 'live', false],
    ['https://app.example.com.evil.example/', 'live', false],
    ['http://app.example.com/', 'test', false],
    ['http://localhost:3000/', 'test', true],
    ['http://localhost:3000/', 'live', false],
    ['http://localhost:3001/', 'test', false],
    ['http://plain.example/', 'test', false],
  ] as const)('%s in %s mode: %s', (url, mode, allowed) => {
    expect(mayReturnTo(settings, mode, url)).toBe(allowed);
    expect(mayReturnTo({}, mode, url), 'without settings nowhere').toBe(false);
  });
});

describe('returnUrl', () => {
  test('is taken on an origin of the project, and says how to allow another', async () => {
    expect((await service.invite({returnUrl})).returnUrl).toBe(returnUrl);
    expect((await service.invite({returnUrl: 'http://localhost:3000/x'})).returnUrl).toBe(
      'http://localhost:3000/x',
    );
    const {status, body} = await service.api('POST', '/v1/invitations', {
      returnUrl: 'https://other.example/x',
    });
    expect(status).toBe(400);
    expect(body.details.errors).toMatchObject([{path: ['returnUrl']}]);
    expect(body.message).toContain('PATCH /v1/project {"returnOrigins": ["https://other.example"]}');
  });

  test.each([
    'https://app.example.com\\@evil.example/',
    'https:\\\\app.example.com/',
    'https://user@app.example.com/',
    'https://user:pass@app.example.com/',
    'https://app.example.com/\nx',
    'https://app.example.com/\tx',
    ' https://app.example.com/',
    'https://app.example.com/\u0000',
    '//app.example.com/',
    '/done',
    'javascript:alert(1)//https://app.example.com/',
    'http://app.example.com/',
  ])('%j is refused, on creation and on change', async (wrong) => {
    const {id} = await service.invite();
    for (const [method, path] of [
      ['POST', '/v1/invitations'],
      ['PATCH', `/v1/invitations/${id}`],
    ] as const) {
      const {status, body} = await service.api(method, path, {returnUrl: wrong});
      expect(status).toBe(400);
      expect(body.details.errors[0].path).toEqual(['returnUrl']);
    }
  });

  const pageOf = async ({token}: {token: string}) =>
    (await service.fetch('GET', `/invite/${token}`)).body as string;
  const link =
    '<a href="https://app.example.com/done?tab=whatsapp" rel="noreferrer">Back to app.example.com</a>';

  test('is offered on the page of a link once there is nothing left to do there', async () => {
    const open = await service.invite({returnUrl, expiresInDays: 1});
    expect(await pageOf(open)).not.toContain('Back to');
    const cancelled = await service.invite({returnUrl});
    await service.api('POST', `/v1/invitations/${cancelled.id}/cancel`);
    expect(await pageOf(cancelled)).toContain(link);
    expect(await pageOf(await connectClient(service, {returnUrl}))).toContain(link);
    service.clock.advance(dayMs);
    expect(await pageOf(open)).toContain(link);
  });

  test('is offered where an attempt ended, without script', async () => {
    await service.play('complete');
    const {token} = await service.invite({returnUrl});
    const browser = new TestBrowser(service.url);
    expect((await browser.start({token})).body).toContain(link);
    const failed = await failClient(service, {returnUrl});
    expect(await pageOf(failed)).not.toContain('Back to');
  });

  test('is not offered any more when the project has taken its origin back', async () => {
    const done = await connectClient(service, {returnUrl});
    await changeSettings({returnOrigins: []});
    expect(await pageOf(done)).not.toContain('Back to');
  });

  test('in another language is offered in that language', async () => {
    const done = await connectClient(service, {returnUrl, locale: 'es'});
    expect(await pageOf(done)).toContain('Volver a app.example.com');
  });
});
