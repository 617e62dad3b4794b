import type {Page} from 'playwright-core';
import {directionOf, type Language} from '../../../widget/locales/languages.ts';
import {axeViolations} from '../browser.ts';
import type {Scene} from './scene.ts';
import {findUnreadable, type Reading} from './unreadable.ts';

const colours = [
  {colorScheme: 'light', forcedColors: 'none'},
  {colorScheme: 'dark', forcedColors: 'none'},
  {colorScheme: 'light', forcedColors: 'active'},
] as const;

const spaced = {'spaced text': {isSpaced: true}};
const large = {'large text': {isLarge: true}};

/**
 * What somebody could not use or read in the scene that the page shows: all that axe knows in all colours and at both widths, text, and
 * what moves. Empty when all is well.
 */
export async function findProblems(page: Page, {mode}: Scene, language: Language): Promise<string[]> {
  const found = [...(await findMoving(page)), ...(await findTurned(page, language))];
  for (const width of [320, 1280]) {
    const readings: Record<string, Reading> = {
      '': {},
      ...spaced,
      // On a small phone a browser's own date fields are wider than that; the panel is for larger screens.
      ...((mode !== 'manage' || width > 320) && large),
    };
    const note = (circumstance: string, problems: string[]) =>
      found.push(...problems.map((problem) => `${language} ${width} ${circumstance}: ${problem}`));
    await page.setViewportSize({width, height: 800});
    for (const [name, reading] of Object.entries(readings)) note(name, await findUnreadable(page, reading));
    for (const media of colours) {
      await page.emulateMedia(media);
      note(Object.values(media).join(' '), await axeViolations(page));
    }
    await page.emulateMedia(colours[0]);
  }
  return found;
}

/** What moves although this person wants all to stay where it is; by the name of the animation, or the property that changes. */
export function findMoving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const trees: (Document | ShadowRoot)[] = [document];
    for (const tree of trees) {
      for (const {shadowRoot} of tree.querySelectorAll('*')) if (shadowRoot) trees.push(shadowRoot);
    }
    return trees
      .flatMap((tree) => tree.getAnimations())
      .map((animation) =>
        animation instanceof CSSAnimation
          ? `${animation.animationName} moves`
          : `${(animation as CSSTransition).transitionProperty} changes slowly`,
      );
  });
}

/** Cards that are written in the wrong direction. The host only says its language, so the element has to know. */
async function findTurned(page: Page, language: Language): Promise<string[]> {
  const directions = await page
    .locator('.card')
    .evaluateAll((cards) => cards.map((card) => getComputedStyle(card).direction));
  if (directions.length === 0) return ['there is no card'];
  return directions
    .filter((direction) => direction !== directionOf(language))
    .map((each) => `a card is ${each}`);
}
