import type {BrowserContext, Page} from 'playwright-core';
import {launchBrowser} from '../browser.ts';
import {asJson, type Driver, keys, type LaunchOptions} from './driver.ts';

const names = new Map([
  [keys.tab, 'Tab'],
  [keys.enter, 'Enter'],
  [keys.escape, 'Escape'],
]);

/** Chromium by its own protocol. */
export async function launchChromium({hasScripts}: LaunchOptions): Promise<Driver> {
  const browser = await launchBrowser();
  const context = await browser.newContext({javaScriptEnabled: hasScripts});
  let page = await context.newPage();
  return {
    version: `Chromium ${browser.version()}`,
    goto: async (url) => void (await page.goto(url)),
    call: async (code, args) =>
      JSON.parse(await page.evaluate<string>(`(${asJson(code)})(${JSON.stringify(JSON.stringify(args))})`)),
    press: (x, y) => page.mouse.click(x, y),
    async type(text) {
      for (const key of text) await page.keyboard.press(names.get(key) ?? key);
    },
    windows: async () => context.pages().map((_, index) => String(idOf(context, index))),
    async use(window) {
      page = context.pages().find((each) => ids.get(each) === Number(window)) ?? page;
    },
    close: () => browser.close(),
  };
}

/** Pages have no names here; a number that stays with each does as well. */
const ids = new WeakMap<Page, number>();
let idLast = 0;

function idOf(context: BrowserContext, index: number): number {
  const page = context.pages()[index];
  if (!page) return -1;
  const id = ids.get(page) ?? (idLast += 1);
  ids.set(page, id);
  return id;
}
