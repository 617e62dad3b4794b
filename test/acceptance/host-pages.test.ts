import {once} from 'node:events';
import {createServer, type IncomingMessage, type Server} from 'node:http';
import type {Browser, BrowserContextOptions, Page, Request} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {launchBrowser, visit, type Visit} from '../support/browser.ts';
import {BuiltService} from '../support/built-service.ts';
import {eventually} from '../support/harness.ts';

let service: BuiltService;
let browser: Browser;
let host: Server;
/** What the host answers its page with, besides. */
let headers: Record<string, string> = {};
/** Whether the host still knows its visitor. */
let isSignedIn = true;
let sessions = 0;
let lastClientSecret = '';
let clients = 0;
let client: Visit;

beforeAll(async () => {
  [service, browser] = await Promise.all([BuiltService.start(), launchBrowser()]);
  host = createServer((req, res) => {
    const {pathname, searchParams} = new URL(req.url ?? '/', 'http://host');
    if (pathname === '/session') {
      if (!isSignedIn) return void res.writeHead(401).end();
      void createSession(req).then((clientSecret) =>
        res.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify({clientSecret})),
      );
    } else {
      res.writeHead(200, {'content-type': 'text/html; charset=utf-8', ...headers});
      res.end(
        pathname === '/elsewhere' ? '<title>Elsewhere</title>' : page(searchParams.get('client') ?? ''),
      );
    }
  });
  // Another site than the service's, not just another port.
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
});

afterAll(async () => {
  host.closeAllConnections();
  host.close();
  await browser.close();
  await service.stop();
});

afterEach(async () => {
  headers = {};
  isSignedIn = true;
  await client.context.close();
});

function origin(): string {
  const address = host.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

async function createSession(req: IncomingMessage): Promise<string> {
  sessions += 1;
  const externalId = new URL(req.headers.referer ?? '', origin()).searchParams.get('client');
  const body = {scope: 'connect', externalId, clientName: 'Bakery Luna', origin: origin()};
  const {session} = await service.api<{session: {clientSecret: string}}>('POST', '/v1/sessions', body);
  return (lastClientSecret = session.clientSecret);
}

/** `crossorigin` makes of the script's request one that `Cross-Origin-Embedder-Policy` lets through. */
function page(name: string): string {
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <link rel="icon" href="data:," />
  <title>${name}</title>
  <script type="module" src="${service.url}/embed/zavu-partner-invite.js" crossorigin></script>
  <zavu-partner-invite session-url="/session"></zavu-partner-invite>
</html>`;
}

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  sessions = 0;
  client = await visit(browser, options);
  await client.page.goto(`${origin()}/?client=client-${(clients += 1)}`);
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

/** Play-Meta's dialog: the main button leads on, page by page. */
async function clickThrough(dialog: Page): Promise<void> {
  await dialog.waitForURL(/\/sandbox\//);
  for (let steps = 0; dialog.url().includes('/sandbox/') && steps < 8; steps += 1) {
    await dialog.locator('button.primary').first().click();
  }
}

/** The service pushes to this page, from now on. */
async function streams(page: Page): Promise<Request> {
  return page.waitForRequest((request) => request.url().endsWith('/client/v1/events'));
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
    headers = given;
    await service.play('complete', false);
    const page = await open();
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
    await page.goto(`${origin()}/?client=client-${(clients += 1)}`);
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

  test('a session that ends while the window is open is renewed once, unseen', async () => {
    await service.play('complete', false);
    const page = await open();
    const dialog = await openWindow(page);
    expect(sessions).toBe(1);
    const ended = lastClientSecret;
    await page.route('**/client/v1/**', async (route) => {
      const isOld = route.request().headers()['authorization'] === `Bearer ${ended}`;
      if (!isOld) return route.continue();
      const body = JSON.stringify({code: 'invalid_session', message: 'The session has ended.'});
      const cors = {'access-control-allow-origin': '*', 'content-type': 'application/json'};
      return route.fulfill({status: 401, headers: cors, body});
    });
    await clickThrough(dialog);
    await shows(page, 'connected');
    await page.evaluate(() => document.querySelector('zavu-partner-invite')?.refresh());
    expect(sessions).toBe(2);
    await shows(page, 'connected');
  });

  test('a visitor whom the host no longer knows is told so, and goes on after signing in', async () => {
    const page = await open();
    isSignedIn = false;
    await page.reload();
    await shows(page, 'refused');
    await page.getByText('Reload the page or sign in again').waitFor();
    isSignedIn = true;
    await page.evaluate(() => document.querySelector('zavu-partner-invite')?.refresh());
    await shows(page, 'not-connected');
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

  test('who leaves and comes back by the browser’s own button finds it alive', async () => {
    await service.play('complete', true);
    const page = await open();
    await page.goto(`${origin()}/elsewhere`);
    const stream = streams(page);
    await page.goBack();
    await shows(page, 'not-connected');
    await stream;
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
