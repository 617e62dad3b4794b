import {createHmac} from 'node:crypto';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
// @ts-expect-error -- a script without types, as receivers paste it
import {isFromUs as untyped} from '../../../server/docs/verify-webhook.js';
import {errorCodes} from '../../../server/contract/errors.ts';
import {openApi, operationOf, routes} from '../../support/contract.ts';
import {type Answer, TestService} from '../../support/harness.ts';

const isFromUs = untyped as (body: Buffer, header: string, secret: string, now?: number) => boolean;

let service: TestService;
let page: Answer<string>;

beforeAll(async () => {
  service = await TestService.start();
  page = await service.fetch('GET', '/docs');
});

afterAll(() => service.stop());

describe('/docs', () => {
  test('shows every route, object and error', () => {
    const ids = [...page.body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining([
        ...routes.map((route) => operationOf(route).operationId),
        ...Object.keys(openApi.components.schemas).map((name) => `object-${name}`),
        ...errorCodes.map((code) => `error-${code}`),
      ]),
    );
    for (const type of Object.keys(openApi.webhooks)) expect(page.body).toContain(`<code>${type}</code>`);
    for (const [, id] of page.body.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id);
  });

  test('shows a webhook as it is unless one asks for something else', async () => {
    const {body} = await service.api('POST', '/v1/invitations/webhook', {
      url: 'https://app.example.com/hook',
    });
    const shown = openApi.components.schemas['Webhook']?.properties;
    expect(shown?.['signatureVersion']?.examples).toEqual([body.webhook.signatureVersion]);
    expect(shown?.['events']?.examples).toEqual([body.webhook.events]);
  });

  test('keeps a summary together in the contents, where badge and text are side by side', () => {
    const [contents = ''] = /<nav[\s\S]*<\/nav>/.exec(page.body) ?? [];
    const [, link = ''] = /<a[^>]*#retrieveWebhook"[^>]*>([\s\S]*?)<\/a/.exec(contents) ?? [];
    expect(link).toMatch(/<span>[^<]+<code>null<\/code>[^<]+<\/span>\s*$/);
  });

  test('has nothing that its policy would stop', () => {
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.body).not.toMatch(/<script|<style| style="| on\w+="/);
  });

  test('names the service’s own address in its examples', () => {
    const {publicUrl} = service.context.config;
    expect(page.body).toContain(`curl -sS &quot;${publicUrl}/v1/invitations/$INVITATION_ID&quot;`);
  });

  test('comes with its styles, and both only once to who has them', async () => {
    for (const path of ['/docs', '/assets/docs.css']) {
      const {status, headers} = await service.fetch('GET', path);
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
      const again = await service.fetch('GET', path, undefined, {
        'if-none-match': headers.get('etag') ?? '',
        'cache-control': 'max-age=0',
      });
      expect(again.status).toBe(304);
    }
  });
});

describe('the code that verifies webhooks', () => {
  const secret = 'whsec_demo_0123456789abcdef';
  const timestamp = 1_760_000_000;
  const body = Buffer.from('{"clientName":"Ñandú & Co"}');
  const v2 = createHmac('sha256', secret).update(`${timestamp}.${body.toString()}`).digest('hex');
  const header = `t=${timestamp},v1=00,v2=${v2}`;
  const now = timestamp * 1000;

  test('takes what was signed with the secret, within five minutes', () => {
    expect(isFromUs(body, header, secret, now)).toBe(true);
    expect(isFromUs(body, header, secret, now + 300_000)).toBe(true);
  });

  test.each([
    ['another body', Buffer.from('{}'), header, secret, now],
    ['another secret', body, header, 'whsec_other', now],
    ['an old one', body, header, secret, now + 301_000],
    ['one from the future', body, header, secret, now - 301_000],
    ['another time', body, header.replace('t=1760000000', 't=1760000001'), secret, now],
    ['no signature', body, `t=${timestamp}`, secret, now],
    ['a signature that is cut', body, header.slice(0, -2), secret, now],
    ['no time', body, `v2=${v2}`, secret, now],
    ['nothing', body, '', secret, now],
  ])('refuses %s', (_, ...request) => {
    expect(isFromUs(...request)).toBe(false);
  });
});
