import type readQr from 'jsqr';
import {createRequire} from 'node:module';
import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {launchBrowser, visit} from '../support/browser.ts';
import {BuiltService} from '../support/built-service.ts';
import {eventually} from '../support/harness.ts';
import {nextFrame} from '../support/layout-shifts.ts';

/** The edges of A4 as CSS has them. */
const paper = {width: 794, height: 1123};

let service: BuiltService;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([BuiltService.start(), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

describe('the signup page on paper', () => {
  test.each([
    ['', {}],
    ['without JavaScript', {javaScriptEnabled: false}],
    ['at night, from right to left', {colorScheme: 'dark', locale: 'ar'}],
  ] as const)('leads a phone to the link, and shows it %s', async (_, options) => {
    const {url} = await service.invite();
    const client = await visit(browser, {viewport: paper, ...options});
    const {page} = client;
    // Without JavaScript browsers load at once what they would otherwise load when it is seen.
    const asked = page.waitForRequest(`${url}/qr.svg`);
    await page.goto(url);
    await page.emulateMedia({media: 'print'});
    // It tells nobody, not even us, where it stands.
    expect((await (await asked).allHeaders())['referer']).toBeUndefined();
    const read = await eventually(
      async () => readCode(await page.screenshot({fullPage: true})),
      (text) => text !== undefined,
    );
    expect(read).toBe(url);
    expect(await page.getByText(url, {exact: true}).isVisible()).toBe(true);
    expect(client.complaints).toEqual([]);
    await client.context.close();
  });

  test('costs nothing on the screen: the code is loaded when it is printed', async () => {
    const {url} = await service.invite();
    const client = await visit(browser);
    const {page} = client;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(url);
    await page.locator('zavu-partner-invite:state(not-connected)').waitFor();
    const form = page.locator('form[slot=connect]');
    await form.scrollIntoViewIfNeeded();
    // A picture that comes into view is asked for in the frame after.
    await nextFrame(page);
    expect(await form.isVisible()).toBe(true);
    expect(asked.filter((address) => address.includes('qr'))).toEqual([]);
    expect(
      await page.locator('.qr-code, .address').evaluateAll((all) => all.map((one) => one.clientHeight)),
    ).toEqual([0, 0]);
    await client.context.close();
  });
});

/** What a phone's camera would read off a picture of the page. */
async function readCode(png: Buffer): Promise<string | undefined> {
  const page = await browser.newPage();
  await page.addScriptTag({path: createRequire(import.meta.url).resolve('jsqr')});
  const read = await page.evaluate(
    async (source) => {
      const bitmap = await createImageBitmap(await (await fetch(source)).blob());
      const {width, height} = bitmap;
      const canvas = new OffscreenCanvas(width, height).getContext('2d') as OffscreenCanvasRenderingContext2D;
      canvas.drawImage(bitmap, 0, 0);
      const {jsQR} = window as unknown as {jsQR: typeof readQr.default};
      // Without a search for light codes on dark, which not every phone does.
      const options = {inversionAttempts: 'dontInvert'} as const;
      return jsQR(canvas.getImageData(0, 0, width, height).data, width, height, options)?.data;
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  await page.close();
  return read;
}
