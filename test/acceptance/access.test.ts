import type {Browser, BrowserContext, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {axeViolations, launchBrowser, overflows, visibleRules} from '../support/browser.ts';
import {BuiltService} from '../support/built-service.ts';
import {HostPage} from '../support/host-page.ts';
import {openStage, play, saidOf} from '../support/scenes/scene.ts';
import {scenes} from '../support/scenes/scenes.ts';

let browser: Browser;
let stage: BrowserContext;

beforeAll(async () => {
  browser = await launchBrowser();
  stage = await openStage(browser);
});

afterAll(() => browser.close());

const colours = [
  {colorScheme: 'light', forcedColors: 'none'},
  {colorScheme: 'dark', forcedColors: 'none'},
  {colorScheme: 'light', forcedColors: 'active'},
] as const;

/** All rules once, and those about what is seen in every combination. */
async function problems(page: Page): Promise<string[]> {
  const found = await axeViolations(page);
  for (const dir of ['ltr', 'rtl']) {
    await page.evaluate((value) => (document.documentElement.dir = value), dir);
    for (const width of [320, 1280]) {
      await page.setViewportSize({width, height: 800});
      const scrolls = (await overflows(page)) ? ['scrolls sideways'] : [];
      for (const media of colours) {
        await page.emulateMedia(media);
        const seen = [...scrolls, ...(await axeViolations(page, visibleRules))];
        found.push(...seen.map((problem) => `${dir} ${width} ${Object.values(media).join(' ')}: ${problem}`));
      }
    }
  }
  return found;
}

describe.each(Object.entries(scenes))('%s', (_, list) => {
  test.each(list)(
    '$name: nothing for axe in any colours, direction and width; all has a name',
    async (scene) => {
      const page = await play(stage, scene);
      const said = await saidOf(page);
      expect(said.filter((line) => !line.includes('"'))).toEqual([]);
      expect(said).toMatchSnapshot();
      expect(await problems(page)).toEqual([]);
      for (const each of stage.pages()) await each.close();
    },
  );
});

describe('by keyboard alone', () => {
  let service: BuiltService;
  let host: HostPage;
  let context: BrowserContext;

  beforeAll(async () => {
    service = await BuiltService.start();
    host = await HostPage.start(service);
    context = await browser.newContext();
    context.setDefaultTimeout(15_000);
  });

  afterAll(async () => {
    await context.close();
    host.stop();
    await service.stop();
  });

  /** Tab until this has the focus, which must be seen; then Enter. */
  async function enter(page: Page, name: RegExp): Promise<void> {
    const reached: string[] = [];
    for (let steps = 0; steps < 20; steps += 1) {
      await page.keyboard.press('Tab');
      const {text, isSeen} = await page.evaluate(focused);
      reached.push(text);
      if (!name.test(text)) continue;
      expect(isSeen, `the focus on "${text}" is seen`).toBe(true);
      await page.keyboard.press('Enter');
      return;
    }
    throw new Error(`Tab did not lead to ${name}, but to: ${reached.join(', ')}`);
  }

  async function throughDialog(dialog: Page): Promise<void> {
    await dialog.waitForURL(/\/sandbox\//);
    for (let steps = 0; dialog.url().includes('/sandbox/') && steps < 8; steps += 1) {
      const name = await dialog.locator('button.primary').first().innerText();
      await Promise.all([dialog.waitForEvent('load'), enter(dialog, new RegExp(`^${name}$`))]);
    }
  }

  test('from the host’s page through the window to the connected number', async () => {
    await service.play('complete', false);
    const page = await context.newPage();
    await page.goto(host.address('keyboard'));
    await page.getByRole('button', {name: 'Connect WhatsApp'}).waitFor();
    const [dialog] = await Promise.all([context.waitForEvent('page'), enter(page, /^Connect WhatsApp$/)]);
    await throughDialog(dialog);
    await page.getByRole('heading', {name: 'WhatsApp is connected'}).waitFor();
  });

  test('from the link, with a PIN on the way', async () => {
    await service.play('pin_mismatch', false);
    const {url} = await service.invite();
    const page = await context.newPage();
    await page.goto(url);
    await page.locator('zavu-partner-invite:state(not-connected)').waitFor();
    await enter(page, /^Continue with Facebook$/);
    await throughDialog(page);
    await page.locator('body[data-page=pin]').waitFor();
    // The field has the focus already, or is the first that Tab leads to.
    if (!(await page.locator('input[name=pin]').evaluate((field) => field.matches(':focus'))))
      await page.keyboard.press('Tab');
    await page.keyboard.type('424242');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', {name: 'All done, thank you'}).waitFor();
  });
});

/** What has the focus, inside of elements too, and whether a person sees that. */
function focused(): {text: string; isSeen: boolean} {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!(element instanceof HTMLElement)) return {text: '', isSeen: false};
  const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(element);
  const isSeen = (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  return {text: (element.getAttribute('aria-label') ?? element.innerText).trim(), isSeen};
}
