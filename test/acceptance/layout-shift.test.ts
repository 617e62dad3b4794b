import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Language} from '../../widget/locales/languages.ts';
import {launchBrowser} from '../support/browser.ts';
import {keepShifts, keptShifts} from '../support/layout-shifts.ts';
import {example} from '../support/readme.ts';
import {elementScenes} from '../support/scenes/element-scenes.ts';
import type {Scene} from '../support/scenes/scene.ts';
import {Stage} from '../support/scenes/stage.ts';

/** All that a page can open with; what a click opens moves as the click asked for. */
const scenes = elementScenes.filter(({act, name}) => !act && name !== 'loading');
const highest = scenes.filter(({name}) => /^connected, |own number/.test(name));
/** Those with the longest sentences, and one that is written from right to left. */
const languages = ['de', 'es', 'fr', 'tr', 'ar'] as const;

const below = 'What stands below the element';

/** The README's page with something below the element. */
function hostPage(language: Language): string {
  return example('page.html')
    .replaceAll('http://localhost:8787', '')
    .replace('/api/whatsapp-session', '/session')
    .replace('lang="en"', `lang="${language}"`)
    .replace('</zavu-partner-invite>', `</zavu-partner-invite><p>${below}</p>`);
}

describe("with the README's style nothing below the element moves", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(() => browser.close());

  // A phone, just above the phones, a desk.
  describe.each([320, 417, 1280])('at %d px', (width) => {
    let stage: Stage;

    beforeAll(async () => {
      stage = await Stage.open(browser, {width, height: 900});
    });

    afterAll(() => stage.close());

    async function expectRest(scene: Scene, language: Language): Promise<void> {
      const page = await stage.play({...scene, html: hostPage, before: keepShifts}, language);
      await page.locator(`zavu-partner-invite .card:lang(${language})`).waitFor();
      expect(await keptShifts(page)).toEqual([]);
      await page.close();
    }

    test.each(scenes)('$name', (scene) => expectRest(scene, 'en'));

    test.each(languages)('the highest cards, in %s', async (language) => {
      for (const scene of highest) await expectRest(scene, language);
    });
  });
});
