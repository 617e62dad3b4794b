import type {Browser} from 'playwright-core';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import {axeViolations, launchBrowser} from '../support/browser.ts';
import {elementScenes} from '../support/scenes/element-scenes.ts';
import {findMoving, findProblems} from '../support/scenes/problems.ts';
import type {Scene} from '../support/scenes/scene.ts';
import {Stage} from '../support/scenes/stage.ts';
import {findUnreadable} from '../support/scenes/unreadable.ts';

/* What the tests of accessibility look for is found where it is: without this, a page without problems proves nothing. */

let browser: Browser;
let stage: Stage;

beforeAll(async () => {
  browser = await launchBrowser();
  stage = await Stage.open(browser);
});

afterEach(() => stage.clear());

afterAll(() => browser.close());

/** A page that says this, without a problem of its own. */
const pageOf = (body: string): Scene => ({
  name: 'page',
  html: (language) => `<!doctype html><html lang="${language}"><title>Page</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<main><h1>Page</h1><div class="card" dir="auto">${body}</div></main></html>`,
  shows: 'h1',
});

const words = 'Words to read';

test.each([
  ['text that its box cuts off', `<p style="overflow: hidden; height: 8px">${words}</p>`, /is cut off by <p/],
  [
    'text outside of what is drawn around it',
    `<p style="height: 1px; border: 1px solid">${words}</p>`,
    /is cut off/,
  ],
  [
    'a question that has to be scrolled sideways',
    `<p style="overflow: auto"><span style="margin-inline-start: 2000px">${words}</span></p>`,
    /is cut off by <p/,
  ],
  [
    'text on other text',
    `<p>${words}</p><p style="margin-top: -34px">${words}</p>`,
    /lies on “Words to read”/,
  ],
  [
    'text on a button',
    `<p>${words} <button style="margin-inline-start: -50px">OK</button></p>`,
    /lies on <button>/,
  ],
  [
    'text in a shadow tree',
    `<div><template shadowrootmode="open"><p style="overflow: hidden; height: 8px">${words}</p></template></div>`,
    /is cut off/,
  ],
  ['a page that scrolls sideways', `<p style="width: 400px">${words}</p>`, /the page scrolls sideways/],
  ['text beside the page', `<p style="margin-inline-start: -30px">${words}</p>`, /is off the page/],
  [
    'a choice that its field does not show',
    `<select aria-label="A" style="width: 60px"><option>${words}</option></select>`,
    /<select> shows 60 of/,
  ],
  [
    'a hint that its field does not show',
    `<input aria-label="A" style="width: 60px" placeholder="${words}">`,
    /<input> shows/,
  ],
])('finds %s', async (_, body, problem) => {
  const page = await stage.play(pageOf(body));
  expect((await findUnreadable(page)).join('\n')).toMatch(problem);
});

test.each([
  ['large', {isLarge: true}, 'width: 160px; overflow: hidden; white-space: nowrap'],
  ['spaced', {isSpaced: true}, 'width: 130px; overflow: hidden; white-space: nowrap'],
])('finds what is cut off only when text is %s, and leaves the page as it was', async (_, reading, style) => {
  const page = await stage.play(pageOf(`<p style="${style}">${words}</p>`));
  expect(await findUnreadable(page)).toEqual([]);
  expect((await findUnreadable(page, reading)).join('\n')).toMatch(/is cut off by <p/);
  expect(await findUnreadable(page)).toEqual([]);
});

test('takes no offence at tables that scroll, at long questions, and at what only screen readers are told', async () => {
  const page = await stage.play(
    pageOf(`<div style="overflow: auto" tabindex="0"><table style="width: 900px"><tr><td>${words}</table></div>
<div style="overflow-y: auto; height: 40px" tabindex="0"><p>${words}<p>${words}<p>${words}</div>
<p style="position: absolute; inline-size: 1px; overflow: hidden; clip-path: inset(50%)">${words}</p>`),
  );
  expect(await findUnreadable(page)).toEqual([]);
});

test('finds what is there in one colour, at one width, or in one direction only', async () => {
  const scene = pageOf(
    `<style>@media (width > 1000px) and (prefers-color-scheme: dark) { p { background: #111; color: #333 } }</style><p>${words}</p>`,
  );
  expect(await findProblems(await stage.play(scene), scene, 'en')).toEqual([
    expect.stringMatching(/^en 1280 dark none: color-contrast: <p>/),
  ]);
  expect(await findProblems(await stage.play(scene, 'he'), scene, 'he')).toContain('a card is ltr');
});

test('finds targets that are too small and regions of one name, with axe', async () => {
  const page = await stage.play(
    pageOf(`<button style="width: 9px; height: 9px; padding: 0">a</button><button style="width: 9px; height: 9px; padding: 0">b</button>
<section aria-label="A">${words}</section><section aria-label="A">${words}</section>`),
  );
  expect((await axeViolations(page)).map((problem) => problem.split(':')[0])).toEqual([
    'landmark-unique',
    'target-size',
  ]);
});

test.each([
  ['in progress', null, 'wait moves'],
  ['not connected', '[part=button]', 'background-color changes slowly'],
])('finds what moves when “%s” is shown to who does not mind', async (name, hovered, movement) => {
  const page = await stage.play(elementScenes.find((scene) => scene.name === name) as Scene);
  // Long enough to be caught.
  await page.evaluate(() => document.documentElement.style.setProperty('--zavu-duration', '60s'));
  if (hovered) await page.locator(hovered).hover();
  expect(await findMoving(page)).toEqual([]);
  await page.mouse.move(0, 0);
  await page.emulateMedia({reducedMotion: 'no-preference'});
  if (hovered) await page.locator(hovered).hover();
  expect(await findMoving(page)).toContain(movement);
});
