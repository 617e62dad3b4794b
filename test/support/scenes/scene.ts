import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Browser, BrowserContext, Page, Route} from 'playwright-core';
import type {Connection} from '../../../server/contract/connection.ts';
import {pageAssets} from '../../../server/signup/page-assets.ts';
import {freshConnection} from '../connections.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const origin = 'http://localhost:1';

/** One thing that people see, wherever it comes from: what is looked at, and what axe and a screen reader are asked about. */
export interface Scene {
  name: string;
  /** The document; by default that of a host with the element. */
  html?: string;
  /** What the service says of the connection. `never`: it does not answer; a number: it answers so. */
  connection?: Partial<Connection> | 'never' | number;
  /** What the API answers, `GET /v1/invitations` for example. `never`: it does not; a number: it answers so. */
  api?: Record<string, unknown> | 'never' | number;
  mode?: 'manage';
  /** What answers a click on Connect; by default a place to go to. */
  start?: 'never';
  /** Runs in the page before anything else. */
  before?: () => void;
  /** What a person does until it is seen. */
  act?: (page: Page) => Promise<unknown>;
  /** It is seen when this is. */
  shows: string;
}

const hostDocument = (mode: string): string => `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width" />
  <meta name="color-scheme" content="light dark" />
  <title>Settings</title>
  <script type="module" src="/embed/zavu-partner-invite.js"></script>
  <main>
    <h1>Settings</h1>
    <zavu-partner-invite mode="${mode}" session-url="/session"></zavu-partner-invite>
  </main>
</html>`;

/** A context in which scenes are played: no service runs, every request is answered here. */
export async function openStage(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: {width: 320, height: 640},
    reducedMotion: 'reduce',
    // The manager shows times.
    timezoneId: 'UTC',
  });
  context.setDefaultTimeout(15_000);
  return context;
}

/** Brings the scene about, up to the moment in which a person sees it. */
export async function play(context: BrowserContext, scene: Scene): Promise<Page> {
  const page = await context.newPage();
  if (scene.before) await page.addInitScript(scene.before);
  await context.unrouteAll();
  await context.route('**/*', (route) => answer(route, scene));
  await page.goto(`${origin}/`);
  await scene.act?.(page);
  await page.locator(scene.shows).first().waitFor();
  return page;
}

async function answer(route: Route, scene: Scene): Promise<void> {
  const {mode = 'connect', html = hostDocument(mode), connection = {}, api = {}, start} = scene;
  const request = route.request();
  const {pathname} = new URL(request.url());
  const json = (body: unknown, status = 200) =>
    route.fulfill({status, contentType: 'application/json', body: `${JSON.stringify(body)}\n`});
  if (pathname === '/') return route.fulfill({contentType: 'text/html; charset=utf-8', body: html});
  if (pathname.startsWith('/embed/'))
    return route.fulfill({
      contentType: 'text/javascript',
      body: readFileSync(join(root, 'dist', pathname.slice('/embed/'.length))),
    });
  const asset = (pageAssets as Partial<Record<string, string>>)[pathname.replace('/assets/', '')];
  if (asset !== undefined)
    return route.fulfill({
      contentType: pathname.endsWith('.css') ? 'text/css' : 'text/javascript',
      body: asset,
    });
  if (pathname === '/session') return json({clientSecret: 'secret'});
  if (pathname.startsWith('/v1/')) {
    if (api === 'never') return;
    if (api === 0) return route.abort();
    if (typeof api === 'number') return json({code: 'forbidden', message: 'Not yours.'}, api);
    const found = api[`${request.method()} ${pathname}`];
    return found ? json(found) : route.abort();
  }
  if (pathname !== '/client/v1/connection') return route.abort();
  if (request.method() === 'POST' && start === 'never') return;
  if (connection === 'never') return;
  if (connection === 0) return route.abort();
  if (typeof connection === 'number') return json({code: 'not_found', message: 'Not there.'}, connection);
  const told = {...freshConnection, ...connection};
  if (request.method() === 'GET') return json({connection: told});
  return json({
    connection: {...told, status: told.status === 'none' ? 'pending' : told.status},
    startUrl: `${origin}/`,
    startUrlExpiresAt: null,
  });
}

/** Roles and names as a screen reader has them, one a line: `button "Connect WhatsApp"`. */
export async function saidOf(page: Page): Promise<string[]> {
  const lines = (await page.locator('body').ariaSnapshot()).split('\n');
  return lines
    .map((line) =>
      line
        .trim()
        .replace(/^- '?/, '')
        .replace(/:$/, '')
        .replace(/ \[(?!disabled|checked)[^\]]*\]/g, ''),
    )
    .filter((line) => /^(heading|button|link|textbox|radio|checkbox|combobox|img|progressbar)\b/.test(line));
}
