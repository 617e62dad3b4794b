import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Browser, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {axeViolations, launchBrowser, overflows, visit, type Visit} from '../support/browser.ts';
import {ServiceProcess} from '../support/process.ts';

let folder: string;
let service: ServiceProcess;
let browser: Browser;
let host: Visit;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zpi-demo-'));
  [service, browser] = await Promise.all([
    ServiceProcess.start({DATABASE_URL: `file:${join(folder, 'service.db')}`}),
    launchBrowser(),
  ]);
});

afterAll(async () => {
  await browser.close();
  await service.stop();
  rmSync(folder, {recursive: true, force: true});
});

beforeEach(async () => {
  host = await visit(browser);
});

afterEach(async () => {
  expect(host.foreignRequests).toEqual([]);
  expect(host.complaints).toEqual([]);
  await host.context.close();
});

const element = (page: Page) => page.locator('zavu-partner-invite').first();
const button = (page: Page, name: string | RegExp) => element(page).getByRole('button', {name});
const heading = (page: Page, name: string | RegExp) => element(page).getByRole('heading', {name});

async function play(scenario: string, auto: boolean): Promise<void> {
  await fetch(`${service.url}/sandbox/control`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({scenario, auto}),
  });
}

async function openDemo(): Promise<Page> {
  await host.page.goto(`${service.url}/demo/`);
  await button(host.page, 'Connect WhatsApp').waitFor();
  return host.page;
}

/** Play-Meta's dialog: the main button leads on, page by page. */
async function clickThrough(dialog: Page): Promise<void> {
  await dialog.waitForURL(/\/sandbox\//);
  for (let steps = 0; dialog.url().includes('/sandbox/') && steps < 8; steps += 1) {
    await dialog.locator('button.primary').first().click();
  }
}

describe('the demo', () => {
  test('from the click to "connected": the number shows live, and a sender is there', async () => {
    await play('complete', false);
    const page = await openDemo();
    const [dialog] = await Promise.all([
      host.context.waitForEvent('page'),
      button(page, 'Connect WhatsApp').click(),
    ]);
    await heading(page, 'Finish in the other window').waitFor();
    await clickThrough(dialog);
    await heading(page, 'WhatsApp is connected').waitFor();
    await element(page).getByText('+1 ').first().waitFor();
    await page.locator('#sender-id').getByText(/^snd_/).waitFor();
  });

  test('with the popup blocked, a plain link in a new tab does the same', async () => {
    await play('complete', true);
    await host.page.addInitScript(() => {
      window.open = () => null;
    });
    const page = await openDemo();
    await button(page, 'Connect WhatsApp').click();
    const link = element(page).getByRole('link', {name: 'Open in a new tab'});
    await Promise.all([host.context.waitForEvent('page'), link.click()]);
    await heading(page, 'WhatsApp is connected').waitFor();
  });

  test('with the popup blocked, going on in this tab leads there and back', async () => {
    await play('complete', true);
    await host.page.addInitScript(() => {
      window.open = () => null;
    });
    const page = await openDemo();
    await button(page, 'Connect WhatsApp').click();
    await button(page, 'Continue in this tab').click();
    await page.waitForURL(/\/signup\/att_/);
    await page.getByRole('link', {name: /Back to localhost/}).click();
    await page.waitForURL(/\/demo\//);
    await heading(page, 'WhatsApp is connected').waitFor();
  });

  test('what was begun on the computer is finished on the phone', async () => {
    await play('complete', false);
    // Browsers without a screen have no mouse.
    await host.page.addInitScript(() => {
      const matchMedia = window.matchMedia.bind(window);
      window.matchMedia = (query) => matchMedia(query.replace('pointer: fine', 'min-height: 1px'));
    });
    const page = await openDemo();
    await button(page, 'Connect WhatsApp').click();
    await button(page, 'Use your phone instead').click();
    await element(page).getByRole('img', {name: 'QR code of your link'}).locator('path[d^=M]').waitFor();

    const phone = await visit(browser, {viewport: {width: 320, height: 640}});
    await phone.page.goto((await element(page).getByRole('link', {name: '/invite/'}).textContent()) ?? '');
    await phone.page.locator('form[action$="/start"] button').click();
    await clickThrough(phone.page);
    await heading(page, 'WhatsApp is connected').waitFor();
    await phone.context.close();
  });

  test('a failure says what to do, and trying again succeeds', async () => {
    await play('deny', true);
    const page = await openDemo();
    await button(page, 'Connect WhatsApp').click();
    await button(page, 'Try again').waitFor();
    expect(await element(page).getByRole('heading').first().textContent()).toBeTruthy();
    await play('complete', true);
    await button(page, 'Try again').click();
    await heading(page, 'WhatsApp is connected').waitFor();
  });

  test('a reload in the middle resumes', async () => {
    await play('complete', false);
    const page = await openDemo();
    const [dialog] = await Promise.all([
      host.context.waitForEvent('page'),
      button(page, 'Connect WhatsApp').click(),
    ]);
    await dialog.waitForURL(/\/sandbox\//);
    await page.reload();
    await heading(page, 'A signup was already started').waitFor();
    await clickThrough(dialog);
    await heading(page, 'WhatsApp is connected').waitFor();
    await page.reload();
    await heading(page, 'WhatsApp is connected').waitFor();
  });

  test('a webhook arrives, fails, is tried again by hand and succeeds; then a client writes', async () => {
    await play('complete', true);
    const page = await openDemo();
    const receiver = page.getByLabel(/Our backend is down/);
    const deliveries = page.locator('#deliveries > li');
    await receiver.check();
    await button(page, 'Connect WhatsApp').click();
    await heading(page, 'WhatsApp is connected').waitFor();
    const completed = deliveries.filter({hasText: 'in_progress → completed'});
    await completed.getByText(/^failed once|^failed twice/).waitFor();
    await page.locator('#activity').getByText('in_progress → completed · answered 500').first().waitFor();
    expect(await axeViolations(page)).toEqual([]);

    await receiver.uncheck();
    await completed.getByRole('button', {name: 'Retry now'}).click();
    await completed.getByText(/^delivered, try \d/).waitFor();
    await page.getByRole('button', {name: 'Receive a test message'}).click();
    await deliveries
      .filter({hasText: 'rye bread'})
      .getByText(/^delivered$/)
      .waitFor();
    await page.getByLabel('Webhooks', {exact: true}).check();
    await page.locator('#activity').getByText('message.inbound').first().waitFor();
  });

  test('has no axe violation and does not scroll sideways, light and dark, narrow and wide', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const viewport of [
        {width: 320, height: 640},
        {width: 1280, height: 800},
      ]) {
        const guest = await visit(browser, {colorScheme, viewport});
        await guest.page.goto(`${service.url}/demo/`);
        await button(guest.page, 'Connect WhatsApp').waitFor();
        expect(await axeViolations(guest.page), `${colorScheme} ${viewport.width}`).toEqual([]);
        expect(await overflows(guest.page)).toBe(false);
        await guest.context.close();
      }
    }
  });
});
