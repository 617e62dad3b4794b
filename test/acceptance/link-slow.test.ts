import {get, type IncomingMessage} from 'node:http';
import {brotliCompressSync, brotliDecompressSync} from 'node:zlib';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {launchBrowser, visit} from '../support/browser.ts';
import {BuiltService} from '../support/built-service.ts';
import {nextFrame, watchShifts} from '../support/layout-shifts.ts';
import {elementSettled, holdBack, pressStart} from '../support/signup-page.ts';

const phone = {width: 320, height: 640};

let service: BuiltService;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([BuiltService.start(), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

describe('from the link, on a slow phone', () => {
  test('the form works while the element still waits for the service', async () => {
    await service.play('complete', true);
    const invitation = await service.invite();
    const client = await visit(browser, {viewport: phone});
    const {page} = client;
    await page.route('**/client/v1/**', () => undefined);
    await page.goto(invitation.url);
    await page.locator('zavu-partner-invite:defined').waitFor();
    expect(await page.locator('form[slot=connect]').isVisible()).toBe(true);
    await pressStart(page);
    await service.becomes(invitation, 'completed');
    await client.context.close();
  });

  test.each([
    ['narrow', phone],
    ['wide', {width: 1280, height: 800}],
  ])('nothing moves, %s, when the script comes and when the connection is known', async (_, viewport) => {
    const invitation = await service.invite();
    const client = await visit(browser, {viewport});
    const {page} = client;
    const script = await holdBack(page, '**/embed/zavu-partner-invite.js');
    const connection = await holdBack(page, '**/client/v1/**');
    const shifts = await watchShifts(client.context);
    await page.goto(invitation.url, {waitUntil: 'commit'});
    await page.locator('form[slot=connect]').waitFor();
    const before = await places(page);
    script.release();
    await page.locator('zavu-partner-invite:defined').waitFor();
    expect(await places(page), 'defined').toEqual(before);
    connection.release();
    await elementSettled(page);
    expect(await places(page), 'settled').toEqual(before);
    await nextFrame(page);
    expect(shifts).toEqual([]);
    await client.context.close();
  });
});

describe('when the script comes late', () => {
  const scenes: [string, () => Promise<string>][] = [
    ['first', async () => (await service.invite()).url],
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
      const shifts = await watchShifts(client.context);
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
      await nextFrame(page);
      expect(shifts).toEqual([]);
      expect(client.complaints).toEqual([]);
      await client.context.close();
    },
  );

  test('who has reached the button by keyboard stays on it', async () => {
    const client = await visit(browser, {viewport: phone});
    const {page} = client;
    const script = await holdBack(page, '**/embed/zavu-partner-invite.js');
    await page.goto((await service.invite()).url, {waitUntil: 'commit'});
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

describe('the weight of the signup page', () => {
  test('is at most 16 KB as it is sent: page, styles, script and element', async () => {
    const {url} = await service.invite();
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

/** The link of an invitation that another browser has left in this status. */
async function leftBy(scenario: string, auto: boolean, status: string): Promise<string> {
  await service.play(scenario, auto);
  const invitation = await service.invite();
  const other = await visit(browser, {javaScriptEnabled: false});
  await other.page.goto(invitation.url);
  await pressStart(other.page);
  await service.becomes(invitation, status);
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
