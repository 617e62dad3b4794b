import type {Browser, CDPSession, Page} from 'playwright-core';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {launchBrowser} from '../support/browser.ts';
import {eventually, TestService} from '../support/harness.ts';
import {HostPage} from '../support/host-page.ts';
import {OpenStreams} from '../support/open-streams.ts';

let service: TestService;
let host: HostPage;
let browser: Browser;
let streams: OpenStreams;

beforeAll(async () => {
  [service, browser] = await Promise.all([TestService.start(), launchBrowser()]);
  host = await HostPage.start({url: service.url, key: service.keys.test});
  streams = new OpenStreams(host.url);
});

afterAll(async () => {
  streams.stop();
  await browser.close();
  host.stop();
  await service.stop();
});

test.each([
  // Those of a round have one source, so they share a stream: a browser opens six connections to one host.
  {what: 'the element', address: () => host.address('leaks'), mounts: 1_000, atOnce: 10},
  {what: 'the manager', address: () => host.managerAddress, mounts: 100, atOnce: 2},
])(
  '$mounts times put into a page and taken out, $what leaves no node, listener, timer and stream',
  async ({address, mounts, atOnce}) => {
    const page = await browser.newPage();
    await page.addInitScript(watch);
    await page.goto(address());
    const debug = await page.context().newCDPSession(page);

    // What a first time costs stays: the texts, a style sheet.
    await page.evaluate(mountAndRemove, {rounds: 3, atOnce});
    const before = await settled(page, debug);
    await page.evaluate(mountAndRemove, {rounds: mounts / atOnce, atOnce});
    const after = await settled(page, debug);
    expect(after).toEqual(before);
    await page.close();
  },
  240_000,
);

interface Watched extends Window {
  timers: Set<unknown>;
  /** How many there have been. */
  streams: number;
  /** The element that the page came with. */
  first?: Element;
}

/** Elements that show what they have loaded and follow what comes, and are removed; at its end none is there. */
async function mountAndRemove({rounds, atOnce}: {rounds: number; atOnce: number}): Promise<void> {
  const watched = window as unknown as Watched;
  watched.first ??= document.querySelector('zavu-partner-invite') as Element;
  watched.first?.remove();
  const isShown = (element: Element): boolean =>
    Boolean(element.shadowRoot?.querySelector('.card:not(.skeleton) .button, .list[aria-busy=false] .empty'));
  for (let round = 0; round < rounds; round += 1) {
    const {streams} = watched;
    const elements = Array.from({length: atOnce}, () => watched.first?.cloneNode() as Element);
    document.querySelector('main')?.append(...elements);
    while (watched.streams === streams || !elements.every(isShown)) {
      await new Promise((resolve) => setTimeout(resolve));
    }
    for (const element of elements) element.remove();
  }
}

interface Left {
  nodes: number;
  listeners: number;
  timers: number;
  streams: number;
}

/** What is left once nothing gets less any more. */
async function settled(page: Page, debug: CDPSession): Promise<Left> {
  let least = await counted(page, debug);
  let times = 0;
  return eventually(
    async () => {
      const now = await counted(page, debug);
      const isLess = Object.keys(now).some((key) => now[key as keyof Left] < least[key as keyof Left]);
      times = isLess ? 0 : times + 1;
      least = now;
      return now;
    },
    ({timers, streams}) => times >= 10 && timers === 0 && streams === 0,
    30_000,
  );
}

async function counted(page: Page, debug: CDPSession): Promise<Left> {
  const timers = await page.evaluate(() => (window as unknown as Watched).timers.size);
  await debug.send('HeapProfiler.collectGarbage');
  const {nodes, jsEventListeners: listeners} = await debug.send('Memory.getDOMCounters');
  return {nodes, listeners, timers, streams: streams.size};
}

/** Runs in the page: of timers the browser keeps no count. */
function watch(): void {
  const timers = new Set<unknown>();
  const start = window.setTimeout.bind(window);
  const end = window.clearTimeout.bind(window);
  const ask = window.fetch.bind(window);
  const watched = Object.assign(window, {
    timers,
    streams: 0,
    setTimeout: (code: () => void, ms?: number) => {
      const timer = start(() => {
        timers.delete(timer);
        code();
      }, ms);
      timers.add(timer);
      return timer;
    },
    clearTimeout: (timer: number) => {
      timers.delete(timer);
      end(timer);
    },
    fetch: async (...request: Parameters<typeof fetch>) => {
      const response = await ask(...request);
      if (response.headers.get('content-type')?.startsWith('text/event-stream')) watched.streams += 1;
      return response;
    },
  });
}
