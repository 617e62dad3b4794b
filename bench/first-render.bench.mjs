// What does the first render of the element cost beside that of a minimal Lit element? 1 and 100 of each, in fresh pages, one after the
// other in one run: from the elements' making to their being rendered and laid out.
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';
import {build} from 'vite';
import {browserFlags, findBrowser} from '../scripts/find-browser.mjs';
import {spread} from './service.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = 40;

const minimal = `
  import {LitElement, css, html} from 'lit';
  class MinimalCard extends LitElement {
    static styles = css\`:host { display: block } section { padding: 1rem; border: 1px solid #ccc }\`;
    static properties = {heading: {}};
    constructor() { super(); this.heading = 'Connect WhatsApp'; }
    render() {
      return html\`<section><h2>\${this.heading}</h2><p>About three minutes.</p><button @click=\${() => {}}>Connect</button></section>\`;
    }
  }
  customElements.define('minimal-card', MinimalCard);
`;

export async function run() {
  const script = await bundle(minimal);
  const server = createServer((req, res) => {
    const {pathname} = new URL(req.url, 'http://host');
    if (pathname === '/')
      return void res.setHeader('content-type', 'text/html').end('<!doctype html><title>bench</title>');
    if (pathname === '/session')
      return void res.setHeader('content-type', 'application/json').end('{"clientSecret":"x"}');
    if (pathname.startsWith('/client/')) return;
    res.setHeader('content-type', 'text/javascript');
    res.end(pathname === '/minimal.js' ? script : readFileSync(join(root, 'dist', pathname)));
  }).listen(0);
  const {executablePath, env} = await findBrowser();
  const browser = await chromium.launch({
    executablePath,
    args: browserFlags,
    env: {...process.env, ...env},
    chromiumSandbox: false,
  });
  const url = `http://localhost:${server.address().port}`;
  const kinds = {
    ours: ['zavu-partner-invite', '/zavu-partner-invite.js'],
    minimal: ['minimal-card', '/minimal.js'],
  };
  for (const count of [1, 100]) {
    const times = {ours: [], minimal: []};
    for (let round = 0; round < rounds; round += 1) {
      for (const [kind, [tag, file]] of Object.entries(kinds)) {
        const page = await browser.newPage();
        await page.goto(url);
        times[kind].push(await page.evaluate(firstRender, {tag, file, count}));
        await page.close();
      }
    }
    const median = (figures) => figures.sort((a, b) => a - b)[Math.floor(figures.length / 2)];
    const ratio = median(times.ours) / median(times.minimal);
    console.log(`${count} of each: ${ratio.toFixed(2)} times a minimal Lit element`);
    for (const [kind, figures] of Object.entries(times)) console.log(`  ${kind}, ms: ${spread(figures)}`);
  }
  await browser.close();
  server.closeAllConnections();
  server.close();
}

/** In the page. The script is there already; what is measured is making, rendering and laying out. */
async function firstRender({tag, file, count}) {
  await import(file);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const startedAt = performance.now();
  const elements = Array.from({length: count}, () => {
    const element = document.createElement(tag);
    element.setAttribute('session-url', '/session');
    return element;
  });
  document.body.append(...elements);
  await Promise.all(elements.map((element) => element.updateComplete));
  for (const element of elements)
    if (!element.shadowRoot.querySelector('button')) throw new Error(`${tag} is empty`);
  document.body.getBoundingClientRect();
  return performance.now() - startedAt;
}

async function bundle(source) {
  // Beside the packages that it imports.
  const folder = mkdtempSync(join(root, 'node_modules/.bench-'));
  try {
    writeFileSync(join(folder, 'minimal.js'), source);
    const [{output}] = [
      await build({
        configFile: false,
        logLevel: 'silent',
        build: {write: false, lib: {entry: join(folder, 'minimal.js'), formats: ['es'], fileName: 'minimal'}},
      }),
    ].flat();
    return output[0].code;
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
