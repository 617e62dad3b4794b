import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {launchBrowser, visit} from '../support/browser.ts';
import {BuiltService} from '../support/built-service.ts';
import {VisitorHost} from '../support/visitor-host.ts';

let service: BuiltService;
let browser: Browser;
let host: VisitorHost;

beforeAll(async () => {
  [service, browser] = await Promise.all([
    BuiltService.start(),
    // Playwright switches it off, since most tests want a new page.
    launchBrowser({ignoreDefaultArgs: ['--disable-back-forward-cache']}),
  ]);
  host = await VisitorHost.start(service);
});

afterAll(async () => {
  host.stop();
  await browser.close();
  await service.stop();
});

const shows = (page: Page, state: string) => page.locator(`zavu-partner-invite:state(${state})`).waitFor();

/** Leaves, comes back by the browser's own button, and says whether that brought the very page that was left. */
async function leaveAndReturn(page: Page): Promise<boolean> {
  await page.evaluate(() => {
    addEventListener(
      'pageshow',
      ({persisted}) => (document.documentElement.dataset['kept'] = String(persisted)),
    );
  });
  await page.goto(`${host.url}/elsewhere`);
  await page.goBack({waitUntil: 'commit'});
  await page.waitForFunction(() => document.readyState === 'complete');
  return page.evaluate(() => document.documentElement.dataset['kept'] === 'true');
}

test('a page that the browser has kept, comes back alive, and asks what it has missed', async ({skip}) => {
  await service.play('complete', true);
  const {page, context, complaints} = await visit(browser);
  await page.goto(`${host.url}/elsewhere?first`);
  // The shell of Chromium that the tests bring along keeps no page at all; Chrome and Chromium do.
  if (!(await leaveAndReturn(page)))
    skip('This browser has no back/forward cache. Set CHROME_PATH to one that has.');

  const followed = page.waitForRequest((request) => request.url().endsWith('/client/v1/events'));
  await page.goto(host.newAddress());
  await shows(page, 'not-connected');
  await followed;
  // What has happened meanwhile is not in the stream.
  const askedAgain = page.waitForRequest((request) => request.url().endsWith('/client/v1/connection'));
  expect(await leaveAndReturn(page)).toBe(true);
  await askedAgain;
  await shows(page, 'not-connected');
  await page.getByRole('button', {name: 'Connect WhatsApp'}).click();
  await shows(page, 'connected');
  expect(complaints).toEqual([]);
  await context.close();
});

test('a page that is loaded anew on the way back, begins anew', async () => {
  await service.play('complete', true);
  const {page, context} = await visit(browser);
  const address = host.newAddress();
  host.headers = {'cache-control': 'no-store'};
  await page.goto(address);
  await shows(page, 'not-connected');
  await leaveAndReturn(page);
  await shows(page, 'not-connected');
  await page.getByRole('button', {name: 'Connect WhatsApp'}).click();
  await shows(page, 'connected');
  await context.close();
});
