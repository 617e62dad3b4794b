import type {Browser} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {launchBrowser} from '../support/browser.ts';
import {findProblems} from '../support/scenes/problems.ts';
import {kindsOf, nameless, saidOf} from '../support/scenes/said.ts';
import type {Scene} from '../support/scenes/scene.ts';
import {Stage} from '../support/scenes/stage.ts';

/**
 * What holds for every scene of a group, in a language of each direction. `samples`: those that are played in Hebrew, too, and of which is
 * written down what they say in languages other than English.
 */
export function describeAccess(group: string, scenes: Scene[], samples: string[]): void {
  describe(group, () => {
    let browser: Browser;
    let stage: Stage;

    beforeAll(async () => {
      browser = await launchBrowser();
      stage = await Stage.open(browser);
    });

    afterEach(() => stage.clear());

    afterAll(() => browser.close());

    test.each(scenes)(
      '$name: nothing for axe in any colours, direction and width; all has a name',
      async (scene) => {
        const page = await stage.play(scene, 'en');
        const said = await saidOf(page);
        expect(nameless(said)).toEqual([]);
        expect(said).toMatchSnapshot();
        expect(await findProblems(page, scene, 'en')).toEqual([]);

        const arabic = await stage.play(scene, 'ar');
        const saidInArabic = await saidOf(arabic);
        expect(kindsOf(saidInArabic)).toEqual(kindsOf(said));
        if (samples.includes(scene.name)) expect(saidInArabic).toMatchSnapshot('in Arabic');
        expect(await findProblems(arabic, scene, 'ar')).toEqual([]);
      },
    );

    test.each(scenes.filter(({name}) => samples.includes(name)))('$name, in Hebrew', async (scene) => {
      const page = await stage.play(scene, 'he');
      expect(await saidOf(page)).toMatchSnapshot();
      expect(await findProblems(page, scene, 'he')).toEqual([]);
    });
  });
}
