import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {failureOfLeaving} from '../../../server/signup/popup.ts';
import {minuteMs} from '../../support/clock.ts';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';
import {launchOf, PopupPage} from '../../support/popups.ts';
import {failClient} from '../../support/signups.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start({META_POPUP: '1'});
});

afterAll(() => service.stop());

const becomes = (id: string, status: string) =>
  eventually(
    () => service.retrieve(id),
    (now) => now.status === status,
  );

const control = (modes: Record<string, unknown>) =>
  service.fetch('POST', '/sandbox/control/popup', modes).then(({body}) => body);

async function openPopup(fields: Record<string, unknown> = {}): Promise<[Invitation, PopupPage]> {
  await service.play('complete');
  const invitation = await service.invite(fields);
  return [invitation, await PopupPage.open(service, invitation)];
}

describe('the signup page', () => {
  test('says how to open the dialog, with what is known of the client', async () => {
    const invitation = await service.invite({clientName: 'Bakery "Luna" <b>', clientPhone: '+34600111222'});
    const launch = launchOf((await new TestBrowser(service.url).open(`/invite/${invitation.token}`)).body);
    expect(launch).toMatchObject({
      sdkUrl: `${service.url}/sandbox/sdk/en_US/sdk.js`,
      configId: '900000000000001',
      graphVersion: 'v25.0',
      dialogOrigin: service.url,
      redirectUri: 'omit',
      extras: {setup: {business: {name: 'Bakery "Luna" <b>', phone: {code: 34, number: '600111222'}}}},
    });
  });

  test('lets in what the script needs, on this page only', async () => {
    const {token} = await service.invite();
    const page = await service.fetch('GET', `/invite/${token}`);
    expect(page.headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'self' ${service.url}; style-src 'self'; img-src 'self' data:; connect-src 'self' ${service.url}; frame-src ${service.url}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(page.headers.get('cross-origin-opener-policy')).toBeNull();
    expect(page.body).toContain('/assets/page-popup.js');

    const failed = await failClient(service);
    const browser = new TestBrowser(service.url);
    const others = [await browser.start(failed), await browser.open('/invite/unknown')];
    for (const {headers, body} of others) {
      expect(headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(headers.get('content-security-policy')).toContain('require-trusted-types-for');
      expect(body).not.toContain('page-popup.js');
    }
  });

  test('names the hosts of Meta in live mode, and a picture beside them', async () => {
    const live = await TestService.start({
      META_POPUP: '1',
      SIGNUP_PROVIDER: 'meta',
      META_APP_ID: '1234567890',
      META_APP_SECRET: 'app secret of the tests',
      META_CONFIG_ID: '9876543210',
    });
    const authorization = `Bearer ${live.keys.live}`;
    await live.api('PATCH', '/v1/project', {logoUrl: 'https://cdn.example/logo.png'}, {authorization});
    const {body} = await live.api('POST', '/v1/invitations', {}, {authorization});
    const page = await live.fetch('GET', `/invite/${body.invitation.token}`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self' https://connect.facebook.net;");
    expect(policy).toContain('frame-src https://facebook.com https://*.facebook.com;');
    expect(policy).toContain("connect-src 'self' https://facebook.com https://*.facebook.com;");
    expect(policy).toContain("img-src 'self' data: https://cdn.example;");
    expect(policy).toContain("form-action 'self' https://www.facebook.com;");
    expect(launchOf(page.body)).toMatchObject({
      sdkUrl: 'https://connect.facebook.net/en_US/sdk.js',
      dialogOrigin: 'https://www.facebook.com',
    });
    await live.stop();
  });

  test('offers nothing of it while the setting is off', async () => {
    const plain = await TestService.start();
    const invitation = await plain.invite();
    const browser = new TestBrowser(plain.url);
    const {headers, body} = await browser.open(`/invite/${invitation.token}`);
    expect(body).not.toContain('popup');
    expect(headers.get('content-security-policy')).toContain('require-trusted-types-for');
    const start = await browser.open(`/invite/${invitation.token}/start`, {}, {accept: 'application/json'});
    expect([start.status, JSON.parse(start.body).code]).toEqual([409, 'invitation_not_usable']);
    expect((await plain.retrieve(invitation.id)).status).toBe('pending');
    await plain.stop();
  });

  test('offers nothing of it to a browser whose signup goes on without the dialog', async () => {
    await service.play('meta_down');
    const invitation = await service.invite();
    const browser = new TestBrowser(service.url);
    await browser.start(invitation);
    await becomes(invitation.id, 'failed');
    expect(launchOf((await browser.open(`/invite/${invitation.token}`)).body)).toBeUndefined();
    const other = new TestBrowser(service.url);
    expect(launchOf((await other.open(`/invite/${invitation.token}`)).body)).toBeDefined();
  });
});

describe('a code of the script', () => {
  test.each(['omit', 'page', 'relay'] as const)('connects the client (redirect_uri: %s)', async (mode) => {
    const own = await TestService.start({META_POPUP: '1', META_POPUP_REDIRECT_URI: mode});
    await own.play('complete');
    const invitation = await own.invite();
    const page = await PopupPage.open(own, invitation);
    const relay = await page.dialog();
    const code = relay.searchParams.get('code');
    relay.search = '?version=46';
    expect((await page.post('code', {code, relay: relay.href})).status).toBe(204);
    await eventually(
      () => own.retrieve(invitation.id),
      ({status}) => status === 'completed',
    );
    expect((await page.result()).body).toContain('data-page="connected"');
    await own.stop();
  });

  test('that was made with another redirect_uri is the operator’s fault, not the client’s', async () => {
    await control({redirectUri: 'page'});
    const [{id}, page] = await openPopup();
    await page.post('code', {code: await page.code()});
    expect(await becomes(id, 'failed')).toMatchObject({failureReason: 'configuration_error'});
    await control({});
  });

  test('is taken once: of a hundred at the same moment one is traded', async () => {
    const [{id}, page] = await openPopup();
    const code = await page.code();
    const answers = await Promise.all(Array.from({length: 100}, () => page.post('code', {code})));
    expect(answers.filter(({status}) => status === 204)).toHaveLength(1);
    expect(new Set(answers.map(({status}) => status))).toEqual(new Set([204, 409]));
    await becomes(id, 'completed');
    const again = await page.post('code', {code});
    expect([again.status, again.body.code]).toEqual([409, 'invitation_not_usable']);
  });

  test.each<[string, Record<string, string>, number]>([
    ['of another browser', {cookie: `zpi_browser=${'x'.repeat(32)}`}, 404],
    ['of no browser', {cookie: ''}, 404],
    ['from another site', {'sec-fetch-site': 'cross-site'}, 403],
    ['from a neighbour', {'sec-fetch-site': 'same-site'}, 403],
  ])('%s is refused and changes nothing', async (_, headers, status) => {
    const [invitation, page] = await openPopup();
    const code = await page.code();
    const before = await service.retrieve(invitation.id);
    for (const what of ['code', 'left'] as const) {
      const refused = await page.post(what, {code}, headers);
      expect([refused.status, Object.keys(refused.body)]).toEqual([status, ['code', 'message']]);
    }
    expect(await service.retrieve(invitation.id)).toEqual(before);
    expect((await page.post('code', {code})).status).toBe(204);
    await becomes(invitation.id, 'completed');
  });

  test('from a foreign origin is refused where the browser names it only so', async () => {
    const [, page] = await openPopup();
    const code = await page.code();
    const post = (origin: string) =>
      fetch(`${service.url}/signup/${page.attemptId}/code`, {
        method: 'POST',
        headers: {origin, cookie: `zpi_browser=${page.browser.cookie('zpi_browser')}`},
        body: JSON.stringify({code}),
      }).then(({status}) => status);
    expect(await post('https://evil.example')).toBe(403);
    expect(await post(service.url)).toBe(204);
  });

  test('does not get into an attempt of the redirect, which has its state', async () => {
    const [, page] = await openPopup();
    const code = await page.code();
    await service.play('abandon');
    const invitation = await service.invite();
    await page.browser.start(invitation);
    const attempts = (await service.api('GET', `/v1/invitations/${invitation.id}/timeline`)).body.attempts;
    page.attemptId = attempts[0].id;
    expect((await page.post('code', {code})).status).toBe(409);
    expect((await page.post('left', {status: 'unknown'})).status).toBe(409);
    expect((await service.retrieve(invitation.id)).status).toBe('in_progress');
  });

  test('of an attempt that was replaced, or is too old, is refused', async () => {
    const [invitation, page] = await openPopup();
    const code = await page.code();
    await new TestBrowser(service.url).open(
      `/invite/${invitation.token}/start`,
      {},
      {accept: 'application/json'},
    );
    expect((await page.post('code', {code})).status).toBe(409);

    const [, late] = await openPopup();
    service.clock.advance(31 * minuteMs);
    expect((await late.post('code', {code})).status).toBe(409);
  });

  test.each([
    ['nothing', undefined],
    ['no code', {}],
    ['an empty code', {code: ''}],
    ['a code that is no text', {code: 7}],
    ['a code of a megabyte', {code: 'x'.repeat(10_000)}],
    ['a relay that is no address', {code: 'c', relay: 'javascript:alert(1)'}],
  ])('is refused with %s in the body, and can still come', async (_, body) => {
    const [invitation, page] = await openPopup();
    const refused = await page.post('code', body);
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid_request']);
    await page.post('code', {code: await page.code()});
    await becomes(invitation.id, 'completed');
  });

  test.each([
    ['foreign', {wabaId: '999999999999999', phoneNumberId: '888888888888888'}],
    ['no ids', {wabaId: '../me', phoneNumberId: {id: 1}}],
  ])('with forged hints (%s) connects what Meta says', async (_, hints) => {
    const [invitation, page] = await openPopup();
    await page.post('code', {code: await page.code(), ...hints});
    const {connectedAccount} = await becomes(invitation.id, 'completed');
    expect(connectedAccount?.id).toMatch(/^\d+$/);
    expect(connectedAccount?.id).not.toBe('888888888888888');
  });

  test('with hints keeps them with the attempt', async () => {
    const [invitation, page] = await openPopup();
    await page.post('code', {code: await page.code(), wabaId: '1', phoneNumberId: '2'});
    await becomes(invitation.id, 'completed');
    const attempt = await service.context.store.findAttempt(page.attemptId);
    expect(attempt?.hints).toEqual({wabaId: '1', accountId: '2'});
  });

  test('and its relay are in no log, no answer and no row', async () => {
    const [, page] = await openPopup();
    const code = await page.code();
    const {body} = await page.post('code', {code});
    expect(JSON.stringify(body)).not.toContain(code);
    expect(JSON.stringify(await service.context.store.findAttempt(page.attemptId))).not.toContain(code);
  });
});

describe('a dialog that was left', () => {
  test.each<[string, Record<string, string>, string]>([
    ['on a screen', {currentStep: 'PHONE_NUMBER_VERIFICATION', status: 'unknown'}, 'signup_abandoned'],
    ['with an error', {errorId: '524126', sessionId: 'abc', errorMessage: '<b>no</b>'}, 'meta_flow_error'],
    ['with an error on a screen', {errorId: '524126', currentStep: 'PERMISSIONS'}, 'meta_flow_error'],
    ['unauthorised', {status: 'not_authorized'}, 'fb_not_authorized'],
    ['by its Cancel', {status: 'unknown'}, 'fb_cancelled'],
    ['with nothing said', {}, 'signup_abandoned'],
  ])('%s ends the attempt with its reason, and the link works again', async (_, left, failureReason) => {
    expect(failureOfLeaving(left)).toMatchObject({kind: 'failed', reason: failureReason});
    const [invitation, page] = await openPopup();
    expect((await page.post('left', left)).status).toBe(204);
    expect(await service.retrieve(invitation.id)).toMatchObject({status: 'failed', failureReason});
    const attempt = await service.context.store.findAttempt(page.attemptId);
    expect(attempt?.failureDetail).toMatchObject(left);
    const result = await page.result();
    expect(result.body).toContain('data-page="failed"');
    expect(result.body).not.toContain('<b>no</b>');
    await service.play('complete');
    await page.browser.start(invitation);
    await becomes(invitation.id, 'completed');
  });

  test('cannot be left when its code is on the way, or twice', async () => {
    const [, page] = await openPopup();
    await page.post('code', {code: await page.code()});
    expect((await page.post('left', {status: 'unknown'})).status).toBe(409);
    const [, other] = await openPopup();
    await other.post('left', {});
    expect((await other.post('left', {errorId: '1'})).status).toBe(409);
    expect((await other.post('code', {code: await other.code()})).status).toBe(409);
  });

  test.each([
    ['a number', {status: 7}],
    ['a novel', {errorMessage: 'x'.repeat(501)}],
    ['a list', []],
  ])('is not believed with %s', async (_, body) => {
    const [invitation, page] = await openPopup();
    expect((await page.post('left', body)).status).toBe(400);
    expect((await service.retrieve(invitation.id)).status).toBe('in_progress');
  });
});

describe('starting by script', () => {
  test('is refused from another site, for unknown links and for those that are over, as JSON', async () => {
    const {id, token} = await service.invite();
    const start = (path: string, headers: Record<string, string> = {}) =>
      service.fetch('POST', path, undefined, {accept: 'application/json', ...headers});
    const foreign = await start(`/invite/${token}/start`, {'sec-fetch-site': 'cross-site'});
    expect([foreign.status, foreign.body.code]).toEqual([403, 'forbidden']);
    const unknown = await start('/invite/unknown/start');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not_found']);
    expect((await service.retrieve(id)).status).toBe('pending');
    await service.api('POST', `/v1/invitations/${id}/cancel`);
    const over = await start(`/invite/${token}/start`);
    expect([over.status, over.body.code]).toEqual([409, 'invitation_not_usable']);
  });
});
