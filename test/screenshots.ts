import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {test} from 'vitest';
import {launchBrowser} from './support/browser.ts';
import {BuiltService} from './support/built-service.ts';
import {openStage, play} from './support/scenes/scene.ts';
import {scenes} from './support/scenes/scenes.ts';

/*
 * `npm run screenshots`: every screen as people see it, into `screenshots/`, with an `index.html` to look at all of them. Vitest runs it,
 * since the scenes are those of the tests.
 */

const folder = 'screenshots';
const looks = [
  {width: 320, colorScheme: 'light', dir: 'ltr'},
  {width: 320, colorScheme: 'dark', dir: 'ltr'},
  {width: 320, colorScheme: 'light', dir: 'rtl'},
  {width: 1280, colorScheme: 'light', dir: 'ltr'},
  {width: 1280, colorScheme: 'dark', dir: 'ltr'},
] as const;
/** What the built service shows to everybody. */
const addresses = {demo: '/demo/', docs: '/docs', 'docs failures': '/docs/failures'};

test('every screen', async () => {
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder);
  const browser = await launchBrowser();
  const stage = await openStage(browser);
  const files: Record<string, string[]> = {};
  for (const [group, list] of Object.entries(scenes)) {
    for (const scene of list) {
      const page = await play(stage, scene);
      const title = `${group}: ${scene.name}`;
      files[title] = [];
      for (const {width, colorScheme, dir} of looks) {
        await page.setViewportSize({width, height: 640});
        await page.emulateMedia({colorScheme});
        await page.evaluate((value) => (document.documentElement.dir = value), dir);
        const file = `${title} ${width} ${colorScheme} ${dir}.png`.replace(/\W+(?!png$)/g, '-').toLowerCase();
        await page.screenshot({path: `${folder}/${file}`, fullPage: true});
        files[title].push(file);
      }
      for (const each of stage.pages()) await each.close();
    }
  }

  const service = await BuiltService.start();
  for (const [name, path] of Object.entries(addresses)) {
    files[name] = [];
    for (const {width, colorScheme} of looks.filter(({dir}) => dir === 'ltr')) {
      const context = await browser.newContext({viewport: {width, height: 800}, colorScheme});
      const page = await context.newPage();
      await page.goto(service.url + path);
      // The demo keeps a stream open, so the network is never idle.
      if (path === '/demo/') await page.locator('zavu-partner-invite:state(not-connected)').first().waitFor();
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
