import {mkdtempSync, rmSync} from 'node:fs';
import {get, type IncomingMessage} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {brotliCompressSync, brotliDecompressSync} from 'node:zlib';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Invitation} from '../../server/contract/invitations.ts';
import {axeViolations, launchBrowser, overflows, visit, type Visit} from '../support/browser.ts';
import {eventually} from '../support/harness.ts';
import {runCli, ServiceProcess} from '../support/process.ts';

const phone = {width: 320, height: 640};

let folder: string;
let service: ServiceProcess;
let browser: Browser;
let key: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zpi-link-'));
  const environment = {DATABASE_URL: `file:${join(folder, 'service.db')}`};
  const created = await runCli(
    ['keys', 'create', '--mode', 'test', '--project', 'Luma Desk', '--json'],
    environment,
  );
  key = (JSON.parse(created.stdout) as {key: string}).key;
  [service, browser] = await Promise.all([ServiceProcess.start(environment), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await service.stop();
  rmSync(folder, {recursive: true, force: true});
});

async function api<Body>(method: string, path: string, body?: unknown): Promise<Body> {
  const response = await fetch(service.url + path, {
    method,
    headers: {authorization: `Bearer ${key}`, 'content-type': 'application/json'},
    ...(body !== undefined && {body: JSON.stringify(body)}),
  });
  return (await response.json()) as Body;
}

async function invite(fields: Record<string, unknown> = {}): Promise<Invitation> {
  return (
    await api<{invitation: Invitation}>('POST', '/v1/invitations', {clientName: 'Bakery Luna', ...fields})
  ).invitation;
}

async function retrieve(id: string): Promise<Invitation> {
  return (await api<{invitation: Invitation}>('GET', `/v1/invitations/${id}`)).invitation;
}

const play = (scenario: string, auto: boolean) => api('POST', '/sandbox/control', {scenario, auto});
const senderCount = async () => (await api<{items: unknown[]}>('GET', '/v1/senders?limit=100')).items.length;
const becomes = (id: string, status: string) =>
  eventually(
    () => retrieve(id),
    (now) => now.status === status,
  );

async function pressStart({page}: Visit): Promise<void> {
  await page.locator('form[action$="/start"] button').click();
}

describe('from the link, on a phone without JavaScript', () => {
  test('a person clicks through to the connected number', async () => {
    await play('complete', false);
    const invitation = await invite();
    const client = await visit(browser, {javaScriptEnabled: false, viewport: phone});
    const {page} = client;

    await page.goto(invitation.url);
    expect(await page.getByRole('heading', {level: 1}).count()).toBe(1);
    expect(await page.textContent('body')).toContain('Luma Desk');
    await pressStart(client);

    // Play-Meta's dialog: the main button leads on, page by page.
    for (let steps = 0; page.url().includes('/sandbox/') && steps < 8; steps += 1) {
      await page.locator('button[type=submit].primary, button.primary').first().click();
    }
    await page.waitForURL(/\/signup\/att_/);
    await becomes(invitation.id, 'completed');
    await page.reload();
    expect(await page.locator('[part=phone-number]').textContent()).toContain('+1 ');
    expect(client.foreignRequests).toEqual([]);
    await client.context.close();
  });

  test('after a failure they read what to do, and the same link works', async () => {
    await play('no_phone', true);
    const invitation = await invite();
    const client = await visit(browser, {javaScriptEnabled: false, viewport: phone, locale: 'es-ES'});
    await client.page.goto(invitation.url);
    await pressStart(client);
    expect(await becomes(invitation.id, 'failed')).toMatchObject({failureReason: 'no_phone_number'});
    await client.page.reload();
    expect(await client.page.locator('[part=heading]').textContent()).toContain('número');
    expect(await client.page.locator('html').getAttribute('lang')).toContain('es');

    await play('complete', true);
    await client.page.goto(invitation.url);
    await pressStart(client);
    await becomes(invitation.id, 'completed');
    await client.context.close();
  });

  test('a number with a PIN of its own asks for it, and a wrong one is not the end', async () => {
    await play('pin_mismatch', true);
    const invitation = await invite();
    const client = await visit(browser, {javaScriptEnabled: false, viewport: phone});
    await client.page.goto(invitation.url);
    await pressStart(client);
    for (const pin of ['111111', '424242']) {
      const field = client.page.locator('input[name=pin]');
      await field.waitFor();
      await field.fill(pin);
      await Promise.all([client.page.waitForEvent('load'), field.press('Enter')]);
    }
    await becomes(invitation.id, 'completed');
    await client.context.close();
  });

  test('while Meta is slow the page asks again by itself, and ends with the number', async () => {
    await play('slow', true);
    const invitation = await invite();
    const client = await visit(browser, {javaScriptEnabled: false, viewport: phone});
    await client.page.goto(invitation.url);
    await pressStart(client);
    await client.page.getByText('+1 ').first().waitFor();
    expect(await client.page.getByRole('heading', {level: 1}).textContent()).toContain('All done');
    await client.context.close();
  });

  test('a reload in the middle goes on where it was, and several numbers are chosen from', async () => {
    await play('several_numbers', true);
    const invitation = await invite();
    const client = await visit(browser, {javaScriptEnabled: false, viewport: phone});
    const {page} = client;
    await page.goto(invitation.url);
    await pressStart(client);
    await page.waitForURL(/\/signup\/att_/);
    await page.reload();
    // The link itself leads back to the middle, too.
    await page.goto(invitation.url);
    await page.waitForURL(/\/signup\/att_/);
    const numbers = page.getByRole('radio');
    expect(await numbers.count()).toBe(3);
    await numbers.nth(1).check();
    await page.locator('form[action$="/choose"] button').click();
    const done = await becomes(invitation.id, 'completed');
    expect(done.connectedAccount?.id).toBeTruthy();
    await client.context.close();
  });
});

describe('from the link, with JavaScript', () => {
  test('two tabs on one link make one sender', async () => {
    await play('complete', false);
    const invitation = await invite();
    const before = await senderCount();
    const client = await visit(browser);
    const second = await client.context.newPage();
    for (const page of [client.page, second]) {
      await page.goto(invitation.url);
      await page.locator('form[action$="/start"] button').click();
      await page.waitForURL(/\/sandbox\//);
    }
    for (const page of [client.page, second]) {
      for (let steps = 0; page.url().includes('/sandbox/') && steps < 8; steps += 1) {
        await page.locator('button.primary').first().click();
      }
      await page.waitForURL(/\/signup\//);
    }
    await becomes(invitation.id, 'completed');
    expect(await senderCount()).toBe(before + 1);
    await client.context.close();
  });

  test('the page shows the result by itself, under its own strict policy', async () => {
    await play('slow', true);
    const invitation = await invite();
    const client = await visit(browser, {viewport: phone});
    await client.page.goto(invitation.url);
    await pressStart(client);
    await client.page.waitForURL(/\/signup\/att_/);
    // The page around the element is the one of a finished signup, too.
    await client.page.getByRole('heading', {name: 'All done, thank you'}).waitFor();
    await client.page.locator('[part=phone-number]').getByText('+1 ').waitFor();
    expect(await retrieve(invitation.id)).toMatchObject({status: 'completed'});
    expect(client.complaints).toEqual([]);
    expect(client.foreignRequests).toEqual([]);
    await client.context.close();
  });
});

describe('from the link, on a slow phone', () => {
  test('the form works while the element still waits for the service', async () => {
    await play('complete', true);
    const invitation = await invite();
    const client = await visit(browser, {viewport: phone});
    const {page} = client;
    await page.route('**/client/v1/**', () => undefined);
    await page.goto(invitation.url);
    await page.locator('zavu-partner-invite:defined').waitFor();
    expect(await page.locator('form[slot=connect]').isVisible()).toBe(true);
    await pressStart(client);
    await becomes(invitation.id, 'completed');
    await client.context.close();
  });

  test.each([
    ['narrow', phone],
    ['wide', {width: 1280, height: 800}],
  ])('nothing moves, %s, when the script comes and when the connection is known', async (_, viewport) => {
    const invitation = await invite();
    const client = await visit(browser, {viewport});
    const {page} = client;
    const script = await holdBack(page, '**/embed/zavu-partner-invite.js');
    const connection = await holdBack(page, '**/client/v1/**');
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, {shifts});
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as PerformanceEntry & {value: number}).value);
      }).observe({type: 'layout-shift', buffered: true});
    });
    await page.goto(invitation.url, {waitUntil: 'commit'});
    await page.locator('form[slot=connect]').waitFor();
    const before = await places(page);
    script.release();
    await page.locator('zavu-partner-invite:defined').waitFor();
    expect(await places(page), 'defined').toEqual(before);
    connection.release();
    await elementSettled(page);
    expect(await places(page), 'settled').toEqual(before);
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))),
    );
    expect(await page.evaluate(() => (window as unknown as {shifts: number[]}).shifts), 'shifts').toEqual([]);
    await client.context.close();
  });
});

describe('when the script comes late', () => {
  const scenes: [string, () => Promise<string>][] = [
    ['first', async () => (await invite()).url],
    ['after a failure', () => leftBy('no_phone', true, 'failed')],
    ['while it is under way elsewhere', () => leftBy('complete', false, 'in_progress')],
    ['while a PIN is asked for elsewhere', () => leftBy('pin_mismatch', true, 'in_progress')],
    ['when it is connected', () => leftBy('complete', true, 'completed')],
  ];
  const widths = [320, 1280];

  test.each(scenes.flatMap(([name, open]) => widths.map((width) => [name, width, open] as const)))(
    'the page %s, %i wide, has shown the card before: same markup, no layout shift, nothing said',
    async (_, width, open) => {
      const client = await visit(browser, {viewport: {width, height: 800}});
      const {page} = client;
      await page.addInitScript(() => {
        const shifts: number[] = [];
        Object.assign(window, {shifts});
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shifts.push((entry as unknown as {value: number}).value);
        }).observe({type: 'layout-shift', buffered: true});
      });
      const script = await holdBack(page, '**/embed/zavu-partner-invite.js');
      await page.goto(await open(), {waitUntil: 'commit'});
      await page.locator('zavu-partner-invite [part=heading]').waitFor();
      const before = await cardMarkup(page);
      script.release();
      await page.locator('zavu-partner-invite:not(:state(loading)):defined').waitFor();
      await page.waitForFunction(
        () => !document.querySelector('zavu-partner-invite')?.shadowRoot?.querySelector('link'),
      );
      expect(await cardMarkup(page)).toEqual(before);
      // A frame later, whatever moved has been reported.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
      expect(await page.evaluate(() => (window as unknown as {shifts: number[]}).shifts)).toEqual([]);
      expect(client.complaints).toEqual([]);
      await client.context.close();
    },
  );

  test('who has reached the button by keyboard stays on it', async () => {
    const client = await visit(browser, {viewport: phone});
    const {page} = client;
    const script = await holdBack(page, '**/embed/zavu-partner-invite.js');
    await page.goto((await invite()).url, {waitUntil: 'commit'});
    const button = page.locator('form[slot=connect] button');
    await button.focus();
    script.release();
    await page.waitForFunction(
      () => !document.querySelector('zavu-partner-invite')?.shadowRoot?.querySelector('link'),
    );
    expect(await button.evaluate((element) => document.activeElement === element)).toBe(true);
    await client.context.close();
  });
});

/** The link of an invitation that another browser has left in this status. */
async function leftBy(scenario: string, auto: boolean, status: string): Promise<string> {
  await play(scenario, auto);
  const invitation = await invite();
  const other = await visit(browser, {javaScriptEnabled: false});
  await other.page.goto(invitation.url);
  await pressStart(other);
  await becomes(invitation.id, status);
  await other.context.close();
  return invitation.url;
}

/** What stands in the element's shadow root, without what nobody sees: comments, order of attributes, white space. */
async function cardMarkup(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const describe = (node: Node): unknown => {
      if (node instanceof Text) return node.data.replace(/\s+/g, ' ').trim() || undefined;
      if (!(node instanceof Element) || node.localName === 'link') return undefined;
      const attributes = [...node.attributes].map(({name, value}) => `${name}=${value.trim()}`).sort();
      const children = [...node.childNodes].map(describe).filter((child) => child !== undefined);
      return [node.localName, attributes, children];
    };
    const root = document.querySelector('zavu-partner-invite')?.shadowRoot;
    return [...(root?.childNodes ?? [])].map(describe).filter((child) => child !== undefined);
  });
}

describe('the weight of the signup page', () => {
  test('is at most 16 KB as it is sent: page, styles, script and element', async () => {
    const {url} = await invite();
    const page = await receive(url);
    const addresses = new Set(
      [...page.text.matchAll(/(?:src|href)="(\/(?:assets|embed)\/[^"]+)"/g)].map(
        ([, path = '']) => service.url + path,
      ),
    );
    expect(addresses.size).toBe(4);
    const parts = await Promise.all([...addresses].map(receive));
    const sizes = [page, ...parts].map(({bytes}) => bytes);
    expect(sizes.reduce((sum, bytes) => sum + bytes)).toBeLessThanOrEqual(16 * 1024);
  });
});

/** A file and its size in brotli: as it was sent, or as a proxy would send it. */
async function receive(url: string): Promise<{text: string; bytes: number}> {
  const res = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, {headers: {'accept-encoding': 'br'}}, resolve).on('error', reject);
  });
  const raw = {
    body: Buffer.concat((await res.toArray()) as Buffer[]),
    encoding: res.headers['content-encoding'],
  };
  const isCompressed = raw.encoding === 'br';
  return {
    text: (isCompressed ? brotliDecompressSync(raw.body) : raw.body).toString(),
    bytes: isCompressed ? raw.body.length : brotliCompressSync(raw.body).length,
  };
}

describe('every page of an attempt', () => {
  test.each([
    ['failed', 'cancel'],
    ['choose', 'several_numbers'],
    ['pin', 'pin_mismatch'],
    ['connected', 'complete'],
    ['progress', 'slow'],
  ] as const)(
    '%s has no axe violation and does not scroll sideways, light and dark, narrow and wide',
    async (name, scenario) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await play(scenario, true);
        const client = await visit(browser, {colorScheme, viewport: phone});
        await client.page.goto((await invite()).url);
        await pressStart(client);
        await client.page.locator(`body[data-page=${name}]`).waitFor();
        await elementSettled(client.page);
        for (const width of [320, 1280]) {
          await client.page.setViewportSize({width, height: 800});
          expect(await axeViolations(client.page), `${colorScheme} ${width}`).toEqual([]);
          expect(await overflows(client.page)).toBe(false);
        }
        await client.context.close();
      }
    },
  );
});

describe('what Meta asks on the way', () => {
  test('a wrong PIN is told in the window where it was given', async () => {
    await play('pin_mismatch', true);
    const client = await visit(browser, {viewport: phone});
    const {page} = client;
    const invitation = await invite();
    await page.goto(invitation.url);
    await pressStart(client);
    await page.locator('input[name=pin]').fill('111111');
    await page.getByRole('button', {name: 'Connect this number'}).click();
    await page.getByText('WhatsApp did not accept that').waitFor();
    await page.locator('input[name=pin]').fill('424242');
    await page.getByRole('button', {name: 'Connect this number'}).click();
    await page.locator('body[data-page=connected]').waitFor();
    await client.context.close();
  });

  test.each([
    ['choose', 'several_pages', 'messenger'],
    ['pin', 'pin_mismatch', 'whatsapp_waba'],
  ] as const)(
    'the page %s has a way back to Meta for who was in the wrong account',
    async (name, scenario, connectionType) => {
      await play(scenario, true);
      const client = await visit(browser, {javaScriptEnabled: false, viewport: phone});
      const {page} = client;
      const invitation = await invite({connectionType});
      await page.goto(invitation.url);
      await pressStart(client);
      await page.locator(`body[data-page=${name}]`).waitFor();
      await play('complete', true);
      await page.getByRole('button', {name: 'Start again'}).click();
      await becomes(invitation.id, 'completed');
      await client.context.close();
    },
  );
});

describe('a page that was left open', () => {
  test.each(['completed', 'cancelled'] as const)(
    'says no more what to prepare once the invitation is %s',
    async (status) => {
      await play('complete', true);
      const invitation = await invite();
      const [left, other] = await Promise.all([visit(browser), visit(browser, {javaScriptEnabled: false})]);
      await left.page.goto(invitation.url);
      await elementSettled(left.page);
      expect(await left.page.locator('.intro').isVisible()).toBe(true);
      if (status === 'cancelled') {
        await api('POST', `/v1/invitations/${invitation.id}/cancel`);
      } else {
        await other.page.goto(invitation.url);
        await pressStart(other);
      }
      await becomes(invitation.id, status);
      const page = status === 'completed' ? 'connected' : 'cancelled';
      await left.page.locator(`body[data-page=${page}]`).waitFor();
      expect(await left.page.locator('.intro').count()).toBe(0);
      expect(await axeViolations(left.page)).toEqual([]);
      await Promise.all([left.context.close(), other.context.close()]);
    },
  );
});

/** Keeps the browser waiting for what it asked for. */
async function holdBack(page: Page, address: string): Promise<{release: () => void}> {
  let release = (): void => undefined;
  const isReleased = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await isReleased;
    await route.continue();
  });
  return {release};
}

/** Where each text and each button is. */
async function places(page: Page): Promise<Record<string, unknown>[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('h1, h2, li, p, [slot]:not(form), button')].map((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const {x, y, width, height} = (
        element.localName === 'button' ? element : range
      ).getBoundingClientRect();
      return {text: element.textContent, place: [x, y, width, height].map(Math.round)};
    }),
  );
}

/** The element has taken over from what the server rendered, where there is one. */
async function elementSettled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('zavu-partner-invite')].every((element) =>
      element.shadowRoot?.querySelector('.card:not(.skeleton)'),
    ),
  );
}

describe('every page', () => {
  const scenes: [string, () => Promise<string>][] = [
    ['the signup page', async () => (await invite()).url],
    [
      'a cancelled link',
      async () => {
        const invitation = await invite();
        await api('POST', `/v1/invitations/${invitation.id}/cancel`);
        return invitation.url;
      },
    ],
    ['a link that is not ours', async () => `${service.url}/invite/nothing`],
    ['a callback that nobody started', async () => `${service.url}/signup/meta/callback?code=x&state=y`],
    ['a used ticket', async () => `${service.url}/start/used`],
  ];

  test.each(scenes)(
    '%s has no axe violation and does not scroll sideways, light and dark, narrow and wide',
    async (_, open) => {
      const address = await open();
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const viewport of [phone, {width: 1280, height: 800}]) {
          const client = await visit(browser, {colorScheme, viewport});
          await client.page.goto(address);
          await elementSettled(client.page);
          expect(await axeViolations(client.page), `${colorScheme} ${viewport.width}`).toEqual([]);
          expect(await overflows(client.page)).toBe(false);
          await client.context.close();
        }
      }
    },
  );
});
