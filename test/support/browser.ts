import type {AxeResults} from 'axe-core';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
  type Page,
} from 'playwright-core';
// @ts-expect-error -- a script without types
import {browserFlags, findBrowser} from '../../scripts/find-browser.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A real browser, found or fetched. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const {executablePath, env} = (await findBrowser()) as {
    executablePath: string;
    env: Record<string, string>;
  };
  return chromium.launch({
    executablePath,
    args: browserFlags,
    env: {...process.env, ...env},
    chromiumSandbox: false,
    ...options,
  });
}

export interface Visit {
  context: BrowserContext;
  page: Page;
  /** Addresses outside this machine that the browser asked for, and what its console complained of. */
  foreignRequests: string[];
  complaints: string[];
}

export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({bypassCSP: false, ...options});
  context.setDefaultTimeout(15_000);
  const foreignRequests: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => {
    const {hostname, protocol} = new URL(request.url());
    if (protocol.startsWith('http') && !['localhost', '127.0.0.1'].includes(hostname))
      foreignRequests.push(request.url());
  });
  context.on('weberror', (problem) => void complaints.push(String(problem.error())));
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return {context, page: await context.newPage(), foreignRequests, complaints};
}

/** With the one rule of WCAG 2.2, which axe leaves out unless it is asked for. */
const axeOptions = {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}};

/** What axe finds, with the rules of WCAG 2.0 to 2.2 (A and AA) and its best practices; empty when all is well. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Through the debugger: the pages' own policy lets no foreign script in.
  const session = await page.context().newCDPSession(page);
  const {result: isThere} = await session.send('Runtime.evaluate', {expression: "typeof axe === 'object'"});
  if (!isThere.value) await session.send('Runtime.evaluate', {expression: axeSource});
  const {result, exceptionDetails} = await session.send('Runtime.evaluate', {
    expression: `axe.run(${JSON.stringify(axeOptions)}).then(({violations}) => ({violations}))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails) throw new Error(`axe did not run: ${exceptionDetails.exception?.description}`);
  const {violations} = result.value as Pick<AxeResults, 'violations'>;
  return violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`);
}

/** Whether the page scrolls sideways, which no page may at its width. */
export async function overflows(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
