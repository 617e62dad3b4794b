import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Browser, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import type {Invitation} from '../../server/contract/invitations.ts';
import {createSecrets} from '../../server/secrets.ts';
import {axeViolations, launchBrowser, overflows, visit, type Visit} from '../support/browser.ts';
import {eventually} from '../support/harness.ts';
import {freePort, runCli, ServiceProcess} from '../support/process.ts';

const otherKey = 'the secret key of the service that plays Meta';

let folder: string;
let browser: Browser;
/** Test mode has its own play-Meta; live mode takes that of `other`, on another origin, for Meta. */
let service: ServiceProcess;
let other: ServiceProcess;
/** Live mode with Meta's real addresses, which a test answers for. */
let real: ServiceProcess;
let otherUrl: string;
const keys: Record<string, string> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zpi-popup-'));
  const files = Object.fromEntries(
    ['service', 'other', 'real'].map((name) => [name, join(folder, `${name}.db`)]),
  );
  const [otherPort, launched] = await Promise.all([freePort(), launchBrowser()]);
  browser = launched;
  otherUrl = `http://127.0.0.1:${otherPort}`;
  const environment = (name: string) => ({DATABASE_URL: `file:${files[name]}`, META_POPUP: '1'});
  const live = {
    SIGNUP_PROVIDER: 'meta',
    META_APP_ID: '400000000000001',
    META_APP_SECRET: createSecrets([otherKey]).sign('sandbox app secret'),
    META_CONFIG_ID: '900000000000001',
  };
  const makeKey = async (name: string, mode: string) => {
    const made = await runCli(
      ['keys', 'create', '--mode', mode, '--project', 'Luma Desk', '--json'],
      environment(name),
    );
    keys[`${name} ${mode}`] = (JSON.parse(made.stdout) as {key: string}).key;
  };
  await Promise.all([makeKey('service', 'test'), makeKey('real', 'live')]);
  await makeKey('service', 'live');
  [service, other, real] = await Promise.all([
    ServiceProcess.start({
      ...environment('service'),
      ...live,
      META_SDK_URL: `${otherUrl}/sandbox/sdk`,
      META_DIALOG_URL: `${otherUrl}/sandbox/dialog`,
      META_GRAPH_URL: `${otherUrl}/sandbox/graph`,
    }),
    ServiceProcess.start({
      DATABASE_URL: `file:${files['other']}`,
      SECRET_KEY: otherKey,
      PORT: String(otherPort),
      PUBLIC_URL: otherUrl,
    }),
    ServiceProcess.start({...environment('real'), ...live}),
  ]);
});

afterAll(async () => {
  await browser.close();
  await Promise.all([service.stop(), other.stop(), real.stop()]);
  rmSync(folder, {recursive: true, force: true});
});

let client: Visit;

afterEach(async () => {
  await client.context.close();
  await Promise.all([set(service.url, {}), set(otherUrl, {})]);
});

type Mode = 'service test' | 'service live' | 'real live';

async function api<Body>(mode: Mode, method: string, path: string, body?: unknown): Promise<Body> {
  const {url} = mode.startsWith('real') ? real : service;
  const response = await fetch(url + path, {
    method,
    headers: {authorization: `Bearer ${keys[mode]}`, 'content-type': 'application/json'},
    ...(body !== undefined && {body: JSON.stringify(body)}),
  });
  return (await response.json()) as Body;
}

async function invite(mode: Mode): Promise<Invitation> {
  return (await api<{invitation: Invitation}>(mode, 'POST', '/v1/invitations', {clientName: 'Bakery Luna'}))
    .invitation;
}

async function retrieve(mode: Mode, id: string): Promise<Invitation> {
  return (await api<{invitation: Invitation}>(mode, 'GET', `/v1/invitations/${id}`)).invitation;
}

const becomes = (mode: Mode, id: string, status: string) =>
  eventually(
    () => retrieve(mode, id),
    (now) => now.status === status,
  );

async function post(url: string, body: unknown): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}

const play = (url: string, scenario: string, auto: boolean) =>
  post(`${url}/sandbox/control`, {scenario, auto});
const set = (url: string, modes: Record<string, unknown>) => post(`${url}/sandbox/control/popup`, modes);

const button = (page: Page) => page.locator('form[data-popup] > button');
const ready = (page: Page) => page.locator('form[data-popup][data-ready]').waitFor();

/** A client on the signup page, with Meta's script there. */
async function open(mode: Mode, options: Parameters<typeof visit>[1] = {}): Promise<Invitation> {
  const invitation = await invite(mode);
  client = await visit(browser, options);
  await client.page.goto(invitation.url);
  return invitation;
}

async function openReady(mode: Mode): Promise<Invitation> {
  const invitation = await open(mode);
  await ready(client.page);
  return invitation;
}

async function clickForWindow(): Promise<Page> {
  const [popup] = await Promise.all([client.context.waitForEvent('page'), button(client.page).click()]);
  return popup;
}

async function clickThrough(popup: Page): Promise<void> {
  for (let steps = 0; !popup.isClosed() && steps < 8; steps += 1) {
    // The last page closes under the click.
    await popup
      .locator('button.primary')
      .first()
      .click()
      .catch(() => undefined);
  }
}

describe('with Meta on another origin', () => {
  test('the client clicks, goes through the window, and is connected', async () => {
    await play(otherUrl, 'complete', false);
    const {id} = await openReady('service live');
    const popup = await clickForWindow();
    await clickThrough(popup);
    await client.page.waitForURL(/\/signup\/att_/);
    await becomes('service live', id, 'completed');
    await client.page.locator('[data-page=connected]').waitFor();
    expect(popup.isClosed()).toBe(true);
    // No policy was broken, no script failed, and nobody else was asked.
    expect(client.complaints).toEqual([]);
    expect(client.foreignRequests).toEqual([]);
  });

  test.each([
    ['the callback comes first', {order: 'callback_first', delayMs: 200}],
    ['the message is missing', {message: 'missing'}],
    ['the message comes twice, late', {message: 'twice', delayMs: 500}],
  ])('connects when %s', async (_, modes) => {
    await Promise.all([play(otherUrl, 'complete', true), set(otherUrl, modes)]);
    const {id} = await openReady('service live');
    await button(client.page).click();
    await client.page.waitForURL(/\/signup\/att_/);
    await becomes('service live', id, 'completed');
  });

  test('a thousand messages of others, in the middle of it, change nothing', async () => {
    await play(otherUrl, 'complete', false);
    const {id, url} = await invite('service live');
    client = await visit(browser);
    const posted: string[] = [];
    client.context.on('request', (request) => {
      if (/\/(code|left)$/.test(request.url())) posted.push(request.url());
    });
    // Somebody else's page opened the signup page, and so may speak to it.
    const stranger = client.page;
    await stranger.goto(`${otherUrl.replace('127.0.0.1', 'localhost')}/docs`);
    const [page] = await Promise.all([
      client.context.waitForEvent('page'),
      stranger.evaluate((address) => void Object.assign(window, {victim: window.open(address)}), url),
    ]);
    await ready(page);
    const [popup] = await Promise.all([client.context.waitForEvent('page'), button(page).click()]);
    await becomes('service live', id, 'in_progress');
    const own = await client.context.newPage();
    await own.goto(`${service.url}/docs`);
    await stranger.evaluate(spoof, 500);
    // From the page itself, which is not Meta either.
    await page.evaluate(spoof, 500);
    await page.waitForTimeout(2_500);
    expect(posted).toEqual([]);
    expect((await retrieve('service live', id)).status).toBe('in_progress');
    await clickThrough(popup);
    expect((await becomes('service live', id, 'completed')).connectedAccount?.id).not.toBe('1');
  });
});

/** Runs in a page: all that Meta could say, and what it never would. */
function spoof(count: number): void {
  const target = (window as {victim?: Window}).victim ?? window;
  const texts = [
    {event: 'FINISH', data: {phone_number_id: '1', waba_id: '1', business_id: '1'}},
    {event: 'CANCEL', data: {current_step: 'PERMISSIONS'}},
    {event: 'CANCEL', data: {error_id: '1', error_message: '<img src=x onerror=alert(1)>'}},
    {event: 'ERROR', data: {error_code: '1'}},
  ];
  for (let index = 0; index < count; index += 1) {
    const message = {type: 'WA_EMBEDDED_SIGNUP', ...texts[index % texts.length]};
    target.postMessage(index % 2 ? message : JSON.stringify(message), '*');
    if (index % 10 === 0) target.postMessage('cb=f1&code=stolen&status=connected', '*');
  }
}

describe('with Meta’s own addresses', () => {
  const sdk = `window.FB = {
    init: (options) => (window.init = options),
    login: (callback, options) => {
      window.asked = {...options, init, address: location.pathname};
      window.open('about:blank');
    },
  };
  window.fbAsyncInit();`;

  /** Opens the signup page from a page of this origin and clicks; `speak` is run in that first page. */
  async function beginFrom(origin: string): Promise<{id: string; stranger: Page; page: Page}> {
    const {id, url} = await invite('real live');
    const stranger = await client.context.newPage();
    await stranger.goto(`${origin}/`);
    const [page] = await Promise.all([
      stranger.waitForEvent('popup'),
      stranger.evaluate((address) => void Object.assign(window, {victim: window.open(address)}), url),
    ]);
    await ready(page);
    await Promise.all([page.waitForEvent('popup'), button(page).click()]);
    await becomes('real live', id, 'in_progress');
    return {id, stranger, page};
  }

  async function visitMeta(): Promise<void> {
    client = await visit(browser, {ignoreHTTPSErrors: true});
    const headers = {'access-control-allow-origin': '*'};
    await client.context.route(/^https?:\/\/(?!localhost)/, (route) =>
      route.request().url() === 'https://connect.facebook.net/en_US/sdk.js'
        ? route.fulfill({body: sdk, contentType: 'text/javascript', headers})
        : route.fulfill({body: '<title>Somebody</title>', contentType: 'text/html'}),
    );
  }

  test('what Meta’s hosts say is heard; they are told the configuration, and not the link', async () => {
    await visitMeta();
    // One after the other: a browser lets only the page that was just clicked open a window.
    for (const origin of ['https://www.facebook.com', 'https://web.facebook.com', 'https://facebook.com']) {
      const {id, stranger, page} = await beginFrom(origin);
      expect(await page.evaluate(() => (window as unknown as {asked: unknown}).asked)).toEqual({
        address: '/signup/popup',
        config_id: '900000000000001',
        response_type: 'code',
        override_default_response_type: true,
        extras: {setup: {business: {name: 'Bakery Luna'}}},
        init: {appId: '400000000000001', autoLogAppEvents: false, xfbml: false, version: 'v25.0'},
      });
      await stranger.evaluate(() => {
        const data = {error_id: 524126, session_id: 'abc'};
        const message = {type: 'WA_EMBEDDED_SIGNUP', event: 'CANCEL', data};
        (window as unknown as {victim: Window}).victim.postMessage(JSON.stringify(message), '*');
      });
      expect(await becomes('real live', id, 'failed')).toMatchObject({failureReason: 'meta_flow_error'});
    }
  });

  test('what hosts say that only look like Meta’s is not', async () => {
    await visitMeta();
    const strangers = [
      'https://evilfacebook.com',
      'https://www.facebook.com.evil.example',
      'https://evil.example',
      'http://www.facebook.com',
    ];
    const begun: {id: string; stranger: Page}[] = [];
    for (const origin of strangers) begun.push(await beginFrom(origin));
    for (const {stranger} of begun) await stranger.evaluate(spoof, 250);
    await client.page.waitForTimeout(2_300);
    for (const {id} of begun) expect((await retrieve('real live', id)).status).toBe('in_progress');
  });
});

describe('when the window cannot be', () => {
  test.each([
    ['the script is blocked', {sdk: 'missing'}],
    ['another script stands in its place', {sdk: 'stub'}],
  ])('%s: the button goes the other way', async (_, modes) => {
    await Promise.all([play(service.url, 'complete', true), set(service.url, modes)]);
    const {id} = await open('service test');
    await client.page.locator('script[src*="sdk.js"]').waitFor({state: 'attached'});
    await client.page.waitForTimeout(500);
    expect(await client.page.locator('[data-ready]').count()).toBe(0);
    await button(client.page).click();
    await becomes('service test', id, 'completed');
    await client.page.locator('[data-page=connected]').waitFor();
    expect(client.context.pages()).toHaveLength(1);
  });

  test('the browser blocks windows: the button goes the other way', async () => {
    await play(service.url, 'complete', true);
    const invitation = await invite('service test');
    client = await visit(browser);
    await client.page.addInitScript(() => Object.assign(window, {open: () => null}));
    await client.page.goto(invitation.url);
    await ready(client.page);
    await button(client.page).click();
    await becomes('service test', invitation.id, 'completed');
    await client.page.locator('[data-page=connected]').waitFor();
  });

  const iPhone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1';
  const desktop =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0.0.0 Safari/537.36';
  test.each([
    ['a phone', iPhone],
    ['the browser of Facebook’s app', `${desktop} [FBAN/FBIOS;FBAV/500.0]`],
    ['the browser of Instagram', `${desktop} Instagram 300.0`],
    ['the browser of Line', `${desktop} Line/14.0`],
    ['a web view', `${desktop.replace('x64', 'x64; wv')}`],
  ])('on %s Meta’s script is not even asked for', async (_, userAgent) => {
    await open('service test', {userAgent});
    await client.page.waitForFunction(() => customElements.get('zavu-partner-invite'));
    expect(await client.page.locator('script[src*="sdk.js"]').count()).toBe(0);
    expect(await button(client.page).isEnabled()).toBe(true);
  });

  test('without JavaScript the form is all there is', async () => {
    await play(service.url, 'complete', true);
    const {id} = await open('service test', {javaScriptEnabled: false});
    await button(client.page).click();
    await becomes('service test', id, 'completed');
  });
});

describe('when the window ends without a code', () => {
  test('its Cancel names the screen, and the page says what to do next', async () => {
    await play(service.url, 'complete', false);
    const {id} = await openReady('service test');
    const popup = await clickForWindow();
    await popup.locator('button.primary').click();
    await popup.locator('button[value=cancel]').click();
    expect(await becomes('service test', id, 'failed')).toMatchObject({failureReason: 'signup_abandoned'});
    await client.page.waitForURL(/\/signup\/att_/);
    await client.page.getByText('not finished').first().waitFor();
  });

  test('an error that the person reports there is the operator’s to look up', async () => {
    await play(service.url, 'complete', false);
    const {id} = await openReady('service test');
    const popup = await clickForWindow();
    await popup.locator('button[value=report]').click();
    expect(await becomes('service test', id, 'failed')).toMatchObject({failureReason: 'meta_flow_error'});
  });

  test.each([
    ['unknown', 'fb_cancelled'],
    ['not_authorized', 'fb_not_authorized'],
  ])('the script says only "%s"', async (status, failureReason) => {
    await Promise.all([
      play(service.url, 'cancel', true),
      set(service.url, {message: 'missing', callback: 'empty', status}),
    ]);
    const {id} = await openReady('service test');
    await button(client.page).click();
    expect(await becomes('service test', id, 'failed')).toMatchObject({failureReason});
  });

  test('it is closed by its cross', async () => {
    await play(service.url, 'complete', false);
    const {id} = await openReady('service test');
    await (await clickForWindow()).close();
    expect(await becomes('service test', id, 'failed')).toMatchObject({failureReason: 'fb_cancelled'});
  });

  test('nothing ever comes: the client is offered two ways on, and clicks of impatience do no harm', async () => {
    await Promise.all([
      play(service.url, 'complete', true),
      set(service.url, {message: 'missing', callback: 'missing'}),
    ]);
    const invitation = await invite('service test');
    client = await visit(browser, {viewport: {width: 320, height: 640}});
    const {page} = client;
    await page.clock.install();
    await page.goto(invitation.url);
    await ready(page);
    await button(page).dblclick({force: true});
    await page.locator('.popup').waitFor();
    expect(await button(page).isDisabled()).toBe(true);
    await becomes('service test', invitation.id, 'in_progress');
    await page.clock.fastForward(16_000);
    await page.locator('.ways').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
    await page.getByRole('button', {name: 'Continue without the window'}).click();
    await becomes('service test', invitation.id, 'completed');
    await client.page.locator('[data-page=connected]').waitFor();
  });

  test('nothing ever comes, and the client says that they closed the window', async () => {
    await Promise.all([
      play(service.url, 'complete', true),
      set(service.url, {message: 'missing', callback: 'missing'}),
    ]);
    const invitation = await invite('service test');
    client = await visit(browser);
    await client.page.clock.install();
    await client.page.goto(invitation.url);
    await ready(client.page);
    await button(client.page).click();
    await client.page.clock.fastForward(16_000);
    await client.page.getByRole('button', {name: 'I closed the window'}).click();
    expect(await becomes('service test', invitation.id, 'failed')).toMatchObject({
      failureReason: 'signup_abandoned',
    });
    await client.page.waitForURL(/\/signup\/att_/);
    await button(client.page)
      .or(client.page.getByRole('button', {name: 'Try again'}))
      .first()
      .waitFor();
  });
});
