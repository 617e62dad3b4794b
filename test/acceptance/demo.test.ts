import {execFile} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import type {Browser, Locator, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {axeViolations, launchBrowser, overflows, visit, type Visit} from '../support/browser.ts';
import {sections} from '../support/demo-sections.ts';
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

const element = (page: Page) => page.locator('#settings zavu-partner-invite');
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
    expect(await axeViolations(page)).toEqual([]);
    await go(page, 'On the wire');
    await page.locator('#messages').getByText('in_progress → completed · answered 500').first().waitFor();
    await go(page, 'Settings page');

    await receiver.uncheck();
    await completed.getByRole('button', {name: 'Retry now'}).click();
    await completed.getByText(/^delivered, try \d/).waitFor();
    await page.getByRole('button', {name: 'Receive a test message'}).click();
    await deliveries
      .filter({hasText: 'rye bread'})
      .getByText(/^delivered$/)
      .waitFor();
    await go(page, 'On the wire');
    await page.getByLabel('Webhooks', {exact: true}).check();
    await page.locator('#messages').getByText('message.inbound').first().waitFor();
    expect(await page.locator('#messages > li:visible:not([data-kind=webhook])').count()).toBe(0);
  });

  test.each([
    ['light', 320],
    ['light', 1280],
    ['dark', 320],
    ['dark', 1280],
  ] as const)(
    'every section reads well for everyone and stays still, %s, %d px',
    async (colorScheme, width) => {
      await play('complete', true);
      for (const [section, isThere] of Object.entries(sections)) {
        const guest = await visit(browser, {
          colorScheme,
          viewport: {width, height: width === 320 ? 640 : 800},
        });
        await guest.page.goto(`${service.url}/demo/#${section}`);
        await guest.page.locator(`#${section} ${isThere}`).first().waitFor();
        expect(await axeViolations(guest.page), section).toEqual([]);
        expect(await overflows(guest.page), section).toBe(false);
        expect(await layoutShift(guest.page), section).toBeLessThan(0.01);
        expect(guest.foreignRequests).toEqual([]);
        await guest.context.close();
      }
    },
  );

  test('its sections are reached by the keyboard alone, and each has an address', async () => {
    const page = await openDemo();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', {level: 1, name: 'Agency console'}).waitFor();
    expect(page.url()).toBe(`${service.url}/demo/#console`);
    expect(await page.getByRole('heading', {level: 1}).count()).toBe(1);
    // From here the next stop is in the section, not in the menu again.
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('add-examples');
    await page.goBack();
    await page.getByRole('heading', {level: 1, name: 'Channels'}).waitFor();
  });
});

describe('on the wire', () => {
  test('a signup is told by all parties, in order, with headers and bodies, and without a secret', async () => {
    await play('complete', true);
    const page = await openDemo();
    await go(page, 'On the wire');
    await page.getByRole('button', {name: 'Connect', exact: true}).click();
    const messages = page.locator('#messages > li');
    await messages.filter({hasText: 'zavu-connected'}).waitFor();
    await messages.filter({hasText: 'in_progress → completed · answered 200'}).first().waitFor();
    for (const kind of ['event', 'element', 'backend', 'meta', 'webhook']) {
      await page.locator(`#messages > [data-kind="${kind}"]`).first().waitFor();
    }
    const times = await messages.evaluateAll((items) =>
      items.map((item) => Number((item as HTMLElement).dataset['at'])),
    );
    expect(times).toEqual([...times].sort((one, other) => one - other));

    const session = messages.filter({hasText: 'POST /v1/sessions'}).first();
    await session.locator('summary').click();
    await session.getByText(/authorization: Bearer ….{4}\n/).waitFor();
    await session.getByText('"scope": "connect"').first().waitFor();
    for (const summary of await page.locator('#messages summary').all()) {
      if (
        !(await summary
          .locator('xpath=..')
          .getAttribute('open')
          .then((open) => open !== null))
      )
        await summary.click();
    }
    const text = (await page.locator('#messages').textContent()) ?? '';
    expect(text).not.toMatch(/zpi_cs_\w|zpi_test_|\/invite\/\w|\/start\/\w/);
    await page.getByRole('button', {name: 'Disconnect', exact: true}).click();
    await page.getByRole('button', {name: 'Connect', exact: true}).waitFor();
  });
});

describe('a link on a phone', () => {
  test('opens in a window of that size, and the page beside follows to the end', async () => {
    await play('complete', true);
    await host.page.goto(`${service.url}/demo/#link`);
    const {page} = host;
    await page.getByRole('img', {name: 'QR code of the link'}).waitFor();
    const [phone] = await Promise.all([
      host.context.waitForEvent('page'),
      page.getByRole('button', {name: 'Open phone window'}).click(),
    ]);
    await page.locator('#phone-steps .done').filter({hasText: 'Page opened'}).waitFor();
    await phone.locator('form[action$="/start"] button').click();
    await page
      .locator('#phone-steps .done')
      .filter({hasText: /Connected: ./})
      .waitFor();
    // Another one can be tried at once, and the customer's own settings know nothing of it.
    await page.getByRole('button', {name: 'New link'}).click();
    await page.locator('#phone-badge').getByText('Waiting').waitFor();
    await go(page, 'Settings page');
    await button(page, 'Connect WhatsApp').waitFor();
  });
});

describe('the theming playground', () => {
  test('prints CSS that makes the element on any page look like that', async () => {
    await host.page.goto(`${service.url}/demo/#theming`);
    const {page} = host;
    const themed = page.locator('#stage zavu-partner-invite');
    await themed.getByRole('button', {name: 'Connect WhatsApp'}).waitFor();
    await page.getByRole('button', {name: 'Brand'}).click();
    await page.locator('[name="--zavu-heading-size"]').fill('2');
    const css = (await page.locator('#theme-code').textContent()) ?? '';
    expect(css).toContain('--zavu-color-primary: #6d28d9;');
    expect(css).toContain('--zavu-heading-size: 2em;');
    expect(css).not.toContain('--zavu-gap');

    await go(page, 'Settings page');
    const before = await look(element(page));
    await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets.push(sheet);
    }, css);
    const after = await look(element(page));
    expect(after).not.toEqual(before);
    await go(page, 'Theming');
    expect(await look(themed)).toEqual(after);
  });

  test('takes back one property or all, and says the same as an appearance', async () => {
    await host.page.goto(`${service.url}/demo/#theming`);
    const {page} = host;
    await page.getByRole('button', {name: 'Round'}).click();
    await page.getByRole('button', {name: 'Reset padding', exact: true}).click();
    await page.getByLabel('appearance').check();
    const code = page.locator('#theme-code');
    expect(await code.textContent()).toContain("iconSize: '3.5rem',");
    expect(await code.textContent()).not.toContain('padding');
    await page.getByRole('button', {name: 'Reset', exact: true}).click();
    await page.getByLabel('CSS').check();
    expect(await code.textContent()).toBe('zavu-partner-invite {\n}');
  });

  test('turns direction, width and language of what it shows', async () => {
    await host.page.goto(`${service.url}/demo/#theming`);
    const {page} = host;
    const themed = page.locator('#stage zavu-partner-invite');
    await page.getByLabel('Right to left').check();
    await page.locator('[name=width]').fill('320');
    await page.getByLabel('Language').selectOption('es');
    await themed.getByRole('button', {name: 'Conectar WhatsApp'}).waitFor();
    expect(await themed.evaluate((node) => [getComputedStyle(node).direction, node.clientWidth])).toEqual([
      'rtl',
      320,
    ]);
  });
});

describe('outcomes', () => {
  test('are found, explained in the words that the client then reads, and played', async () => {
    await host.page.goto(`${service.url}/demo/#outcomes`);
    const {page} = host;
    const stage = page.locator('#outcome-stage zavu-partner-invite');
    await page.locator('#outcome-list label').first().waitFor();
    await page.getByLabel('Search outcomes').fill('unticks the permissions');
    expect(await page.locator('#outcome-list label:visible').count()).toBe(1);
    await page.getByRole('radio', {name: /^Deny The/}).check();
    const reads = await page.locator('#chosen-reads strong').textContent();
    expect(await page.locator('#chosen-docs').getAttribute('href')).toBe('/docs/failures#fb_not_authorized');
    await stage.getByRole('button', {name: 'Connect WhatsApp'}).waitFor();
    await page.getByRole('button', {name: 'Play it now'}).click();
    await stage.getByRole('heading', {name: reads?.replace(/\.$/, '') ?? ''}).waitFor();

    await page.getByLabel('Search outcomes').fill('only Page');
    await page.getByRole('radio', {name: /^One page/}).check();
    await stage.getByRole('button', {name: 'Connect Messenger'}).waitFor();
    await page.getByRole('button', {name: 'Play it now'}).click();
    await stage.getByRole('heading', {name: /is connected/}).waitFor();
    await page.getByRole('button', {name: 'Again'}).click();
    await stage.getByRole('button', {name: 'Connect Messenger'}).waitFor();
  });
});

describe('the code that is shown', () => {
  const source = (path: string) =>
    readFileSync(new URL(`../../demo/${path}`, import.meta.url), 'utf8').trim();
  const shown = (page: Page, id: string) => page.locator(`#${id}`).textContent();

  test('is that of the files which run, and the React component stands beside its own', async () => {
    const page = await openDemo();
    await go(page, 'Code');
    expect(await shown(page, 'route-code')).toBe(source('host/session-route.ts'));
    expect(await shown(page, 'webhook-code')).toBe(source('host/verify-webhook.ts'));
    expect(await shown(page, 'manage-route-code')).toBe(source('host/manage-session-route.ts'));
    expect(await shown(page, 'react-code')).toBe(source('react/whatsapp-settings.jsx'));
    const html = source('index.html').replace(/\s+/g, ' ');
    for (const id of ['html-code', 'manage-code']) {
      const [tag = ''] = /<zavu-partner-invite[^>]*>/.exec((await shown(page, id)) ?? '') ?? [];
      expect(html).toContain(tag.replace(/\s+/g, ' ').replace(' >', '>'));
    }
    await page
      .locator('.snippet zavu-partner-invite')
      .getByRole('button', {name: 'Connect WhatsApp'})
      .waitFor();
  });

  test('as a command says what the backend has really sent, and works with a key', async () => {
    const page = await openDemo();
    await go(page, 'Code');
    const command = (await shown(page, 'curl-code')) ?? '';
    const [, key = ''] = /Test key\s+(\S+)/.exec(service.output) ?? [];
    const {stdout} = await promisify(execFile)('sh', ['-c', `${command} --silent --fail`], {
      env: {...process.env, INVITE_API_KEY: key},
    });
    expect(JSON.parse(stdout).session.clientSecret).toMatch(/^zpi_cs_/);
  });

  test('is copied by a button', async () => {
    await host.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await openDemo();
    await go(page, 'Code');
    await page.getByRole('button', {name: 'Copy React'}).click();
    await page.getByRole('button', {name: /^Copied/}).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      source('react/whatsapp-settings.jsx'),
    );
  });
});

async function go(page: Page, section: string): Promise<void> {
  await page.getByRole('navigation', {name: 'Demo'}).getByRole('link', {name: section}).click();
}

interface Shift extends PerformanceEntry {
  value: number;
  sources: {node: Node | null}[];
}

/**
 * How much of what was there has moved without anybody having done anything. A message that is put before a later one
 * that was faster is news, and moves none but its own list.
 */
function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const isNews = ({sources}: Shift) =>
          sources.every(({node}) => node instanceof Element && node.closest('[data-kind]'));
        const observer = new PerformanceObserver((list) => {
          const shifts = (list.getEntries() as Shift[]).filter((shift) => !isNews(shift));
          resolve(shifts.reduce((sum, {value}) => sum + value, 0));
        });
        observer.observe({type: 'layout-shift', buffered: true});
        // Without a shift the observer never calls.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
      }),
  );
}

/** What of a card the theme of the test changes, whatever the page around does. */
function look(locator: Locator): Promise<string[]> {
  return locator.evaluate((node) => {
    const style = (part: string) =>
      getComputedStyle(node.shadowRoot?.querySelector(`[part~="${part}"]`) ?? node);
    return [style('button').backgroundColor, style('button').color, style('heading').fontSize];
  });
}
