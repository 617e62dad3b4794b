import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Browser, BrowserContext, Page, Route} from 'playwright-core';
import {pageAssets} from '../../../server/signup/page-assets.ts';
import type {Language} from '../../../widget/locales/languages.ts';
import {sayIn} from './say.ts';
import {freshConnection} from '../connections.ts';
import type {Scene} from './scene.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const origin = 'http://localhost:1';

/** Where scenes are played, one after the other: no service runs, every request is answered here. */
export class Stage {
  readonly #context: BrowserContext;
  #scene: Scene | undefined;
  #language: Language = 'en';

  private constructor(context: BrowserContext) {
    this.#context = context;
  }

  static async open(browser: Browser, viewport = {width: 320, height: 640}): Promise<Stage> {
    const context = await browser.newContext({
      viewport,
      reducedMotion: 'reduce',
      // The manager shows times.
      timezoneId: 'UTC',
    });
    context.setDefaultTimeout(15_000);
    const stage = new Stage(context);
    await context.route('**/*', (route) =>
      stage.#scene ? answer(route, stage.#scene, stage.#language) : route.abort(),
    );
    return stage;
  }

  /** Brings the scene about in a language, up to the moment in which a person sees it. */
  async play(scene: Scene, language: Language = 'en'): Promise<Page> {
    const page = await this.#context.newPage();
    if (scene.before) await page.addInitScript(scene.before);
    this.#scene = scene;
    this.#language = language;
    await page.goto(`${origin}/`);
    await scene.act?.(page, await sayIn(language));
    await page.locator(scene.shows).first().waitFor();
    return page;
  }

  close(): Promise<void> {
    return this.#context.close();
  }

  /** Nothing of what was played is left. */
  async clear(): Promise<void> {
    for (const page of this.#context.pages()) await page.close();
  }
}

/** A host that says its language and nothing else: which way its cards are written is the element's matter. */
const hostDocument = (mode: string, language: Language): string => `<!doctype html>
<html lang="${language}">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width" />
  <meta name="color-scheme" content="light dark" />
  <title>Settings</title>
  <script type="module" src="/embed/zavu-partner-invite.js"></script>
  <main>
    <h1 style="overflow-wrap: anywhere">Settings</h1>
    <zavu-partner-invite mode="${mode}" session-url="/session"></zavu-partner-invite>
  </main>
</html>`;

async function answer(route: Route, scene: Scene, language: Language): Promise<void> {
  const {mode = 'connect', connection = {}, api = {}, start} = scene;
  const request = route.request();
  const {pathname} = new URL(request.url());
  const json = (body: unknown, status = 200) =>
    route.fulfill({status, contentType: 'application/json', body: `${JSON.stringify(body)}\n`});
  if (pathname === '/') {
    const body = scene.html?.(language) ?? hostDocument(mode, language);
    return route.fulfill({contentType: 'text/html; charset=utf-8', body});
  }
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
  if (request.method() === 'POST') {
    if (start === 'never') return;
    if (start) return json({code: 'rate_limited', message: 'Too many.'}, start);
  }
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
