import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {test} from 'vitest';
import {launchBrowser} from './support/browser.ts';
import {BuiltService} from './support/built-service.ts';
import {sections} from './support/demo-sections.ts';
import {scenes} from './support/scenes/scenes.ts';
import {Stage} from './support/scenes/stage.ts';

/*
 * `npm run screenshots`: every screen as people see it, into `screenshots/`, with an `index.html` to look at all of them. Vitest runs it,
 * since the scenes are those of the tests.
 */

const folder = 'screenshots';
const looks = [
  {language: 'en', width: 320, colorScheme: 'light'},
  {language: 'en', width: 320, colorScheme: 'dark'},
  {language: 'en', width: 1280, colorScheme: 'light'},
  {language: 'en', width: 1280, colorScheme: 'dark'},
  {language: 'ar', width: 320, colorScheme: 'light'},
  {language: 'ar', width: 1280, colorScheme: 'dark'},
] as const;
/** What the built service shows to everybody. */
const screens: {name: string; path: string; shows: string}[] = [
  ...Object.entries(sections).map(([section, shows]) => ({
    name: `demo ${section}`,
    path: `/demo/#${section}`,
    shows: `#${section} ${shows}`,
  })),
  {name: 'docs', path: '/docs', shows: 'h1'},
  {name: 'docs failures', path: '/docs/failures', shows: 'h1'},
];

test('every screen', async () => {
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder);
  const browser = await launchBrowser();
  const stage = await Stage.open(browser);
  const files: Record<string, string[]> = {};
  for (const [group, list] of Object.entries(scenes)) {
    for (const scene of list) {
      const title = `${group}: ${scene.name}`;
      files[title] = [];
      for (const language of ['en', 'ar'] as const) {
        const page = await stage.play(scene, language);
        for (const {width, colorScheme} of looks.filter((look) => look.language === language)) {
          await page.setViewportSize({width, height: 640});
          await page.emulateMedia({colorScheme});
          const name = `${title} ${width} ${colorScheme} ${language}.png`;
          const file = name.replace(/\W+(?!png$)/g, '-').toLowerCase();
          await page.screenshot({path: `${folder}/${file}`, fullPage: true});
          files[title].push(file);
        }
      }
      await stage.clear();
    }
  }

  const service = await BuiltService.start();
  for (const {name, path, shows} of screens) {
    files[name] = [];
    for (const {width, colorScheme} of looks.filter(({language}) => language === 'en')) {
      const context = await browser.newContext({viewport: {width, height: 800}, colorScheme});
      const page = await context.newPage();
      await page.goto(service.url + path);
      await page.locator(shows).first().waitFor();
      const file = `${name} ${width} ${colorScheme}.png`.replaceAll(' ', '-');
      await page.screenshot({path: `${folder}/${file}`});
      files[name].push(file);
      await context.close();
    }
  }
  await service.stop();
  await browser.close();
  writeFileSync(`${folder}/index.html`, contactSheet(files));
  console.log(`Look at ${folder}/index.html`);
}, 600_000);

function contactSheet(files: Record<string, string[]>): string {
  const rows = Object.entries(files).map(
    ([title, names]) =>
      `<h2>${title}</h2><div>${names.map((name) => `<a href="${name}"><img src="${name}" alt="${name}" loading="lazy"></a>`).join('')}</div>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Every screen</title>
<style>body{font-family:system-ui;background:#8a8a8a}div{display:flex;gap:8px;align-items:start;overflow-x:auto}img{height:360px}</style>
${rows.join('\n')}`;
}
