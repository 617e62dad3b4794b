import type {Browser, BrowserContextOptions, Page, Request} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {launchBrowser, visit, type Visit} from '../support/browser.ts';
import {BuiltService} from '../support/built-service.ts';
import {clickThrough} from '../support/dialog.ts';
import {eventually} from '../support/harness.ts';
import {VisitorHost} from '../support/visitor-host.ts';

let service: BuiltService;
let browser: Browser;
let host: VisitorHost;
let client: Visit;

beforeAll(async () => {
  [service, browser] = await Promise.all([BuiltService.start(), launchBrowser()]);
  host = await VisitorHost.start(service);
});

afterAll(async () => {
  host.stop();
  await browser.close();
  await service.stop();
});

afterEach(async () => {
  await client.context.close();
});

async function open(
  options: BrowserContextOptions = {},
  headers: Record<string, string> = {},
): Promise<Page> {
  const address = host.newAddress();
  host.headers = headers;
  client = await visit(browser, options);
  await client.page.goto(address);
  await shows(client.page, 'not-connected');
  return client.page;
}

const shows = (page: Page, state: string) => page.locator(`zavu-partner-invite:state(${state})`).waitFor();
const connect = (page: Page) => page.getByRole('button', {name: 'Connect WhatsApp'}).click();

async function openWindow(page: Page): Promise<Page> {
  const [opened] = await Promise.all([client.context.waitForEvent('page'), connect(page)]);
  await opened.waitForURL(/\/sandbox\//);
  return opened;
}

describe('on a host page', () => {
  test.each([
    ['Cross-Origin-Opener-Policy: same-origin', {'cross-origin-opener-policy': 'same-origin'}],
    [
      'Cross-Origin-Embedder-Policy: require-corp',
      {'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp'},
    ],
    [
      'Cross-Origin-Embedder-Policy: credentialless',
      {'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'credentialless'},
    ],
  ])('with %s, the window opens and the page follows', async (_, given) => {
    await service.play('complete', false);
    const page = await open({}, given);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe('cross-origin-embedder-policy' in given);
    await clickThrough(await openWindow(page));
    await shows(page, 'connected');
    expect(client.complaints).toEqual([]);
  });

  test('no request of the element carries a cookie or sets one, even where the browser has some', async () => {
    await service.play('complete', false);
    client = await visit(browser);
    await client.context.addCookies([{name: 'theirs', value: '1', url: service.url}]);
    const {page} = client;
    const requests: Request[] = [];
    page.on('request', (request) => void (request.url().startsWith(service.url) && requests.push(request)));
    await page.goto(host.newAddress());
    await shows(page, 'not-connected');
    await clickThrough(await openWindow(page));
    await shows(page, 'connected');
    const asked = requests.filter((request) => request.url().includes('/client/v1/'));
    expect(asked.map((request) => request.method())).toContain('POST');
    for (const request of asked) {
      expect((await request.allHeaders())['cookie'], request.url()).toBeUndefined();
      if (request.url().endsWith('/events')) continue;
      expect((await (await request.response())?.allHeaders())?.['set-cookie'], request.url()).toBeUndefined();
    }
  });

  test('in a browser that blocks cookies of third parties, the client is connected', async () => {
    await service.play('complete', false);
    client = await visit(browser);
    const {page} = client;
    await page.goto(host.thirdPartyUrl);
    await page.evaluate(() => (document.cookie = 'theirs=1; SameSite=None; Secure'));
    const cookiesSent = () =>
      page.evaluate(async (url) => (await fetch(url, {credentials: 'include'})).text(), host.thirdPartyUrl);
    await page.goto(`${host.url}/elsewhere`);
    expect(await cookiesSent()).toBe('theirs=1');
    const session = await client.context.newCDPSession(page);
    await session.send('Network.enable');
    // What a person switches on in the settings; older browsers know two exceptions from it.
    const controls = {
      enableThirdPartyCookieRestriction: true,
      disableThirdPartyCookieMetadata: true,
      disableThirdPartyCookieHeuristics: true,
    };
    await session.send('Network.setCookieControls', controls);
    await page.goto(host.newAddress());
    expect(await cookiesSent()).toBe('');
    await shows(page, 'not-connected');
    await clickThrough(await openWindow(page));
    await shows(page, 'connected');
    expect(client.complaints).toEqual([]);
  });

  test('offline it says so, and goes on by itself when the network is back', async () => {
    await service.play('complete', true);
    const page = await open();
    await client.context.setOffline(true);
    await page.evaluate(() => document.querySelector('zavu-partner-invite')?.refresh());
    await page.evaluate(() => document.querySelector('zavu-partner-invite')?.refresh());
    await shows(page, 'offline');
    await client.context.setOffline(false);
    await shows(page, 'not-connected');
    await connect(page);
    await shows(page, 'connected');
  });

  test('in the browser inside of an app, the signup stays in the tab and leads back', async () => {
    await service.play('complete', true);
    const userAgent =
      'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36 [FBAN/FB4A]';
    const page = await open({userAgent});
    await connect(page);
    await page.waitForURL(/\/signup\/att_/);
    expect(client.context.pages()).toHaveLength(1);
    await page.getByRole('link', {name: /^Back to/}).click();
    await shows(page, 'connected');
  });

  test('the card on the desk follows the phone from its start to its end', async () => {
    await service.play('complete', false);
    const page = await open();
    await page.evaluate(() => {
      const matchMedia = window.matchMedia.bind(window);
      window.matchMedia = (query) => matchMedia(query.includes('pointer: fine') ? 'all' : query);
    });
    await openWindow(page);
    await page.getByRole('button', {name: 'Use your phone instead'}).click();
    const link = await page.locator('zavu-partner-invite [part=link]').getAttribute('href');
    const phone = await browser.newContext({viewport: {width: 320, height: 640}});
    const screen = await phone.newPage();
    await screen.goto(link ?? '');
    await screen.locator('form[action$="/start"] button').click();
    await clickThrough(screen);
    await shows(page, 'connected');
    expect(
      await eventually(
        () => page.locator('zavu-partner-invite [part=phone-number]').innerText(),
        (number) => number !== '',
      ),
    ).toContain('+1 ');
    await phone.close();
  });
});
