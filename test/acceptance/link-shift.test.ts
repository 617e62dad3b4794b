import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Invitation} from '../../server/contract/invitations.ts';
import {launchBrowser, visit, type Visit} from '../support/browser.ts';
import {BuiltService} from '../support/built-service.ts';
import {nextFrame, watchShifts} from '../support/layout-shifts.ts';
import {pressStart} from '../support/signup-page.ts';

const widths = [320, 1280];

let service: BuiltService;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([BuiltService.start(), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

/** On a line so slow that each page is seen before its script is there. */
async function visitSlowly(width: number): Promise<Visit & {shifts: string[]}> {
  const client = await visit(browser, {viewport: {width, height: 800}});
  const shifts = await watchShifts(client.context);
  const session = await client.context.newCDPSession(client.page);
  const bytesPerSecond = 50_000;
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 100,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  return {...client, shifts};
}

/** This page is there, its element has taken over, and whatever moved has been reported. */
async function arrives(page: Page, name: string): Promise<void> {
  await page.locator(`body[data-page=${name}]`).waitFor();
  await page.waitForFunction(() => {
    const states = ['not-connected', 'in-progress', 'failed', 'connected'];
    const element = document.querySelector('zavu-partner-invite');
    return !element || states.some((state) => element.matches(`:state(${state})`));
  });
  await nextFrame(page);
}

async function open(page: Page, invitation: Invitation): Promise<void> {
  await page.goto(invitation.url);
  await arrives(page, 'start');
}

/** What happens to a client, with what play-Meta is told before. */
const journeys: [string, object, (page: Page, invitation: Invitation) => Promise<void>][] = [
  [
    'to the number, step by step, and back to the link',
    {scenario: 'slow'},
    async (page, {url}) => {
      await page.locator('body[data-page=progress]').waitFor();
      await arrives(page, 'connected');
      await page.goto(url);
      await arrives(page, 'connected');
    },
  ],
  [
    'to a failure, and to the next',
    {scenario: 'no_phone'},
    async (page) => {
      await arrives(page, 'failed');
      await pressStart(page);
      await arrives(page, 'failed');
    },
  ],
  [
    'to a failure while the page of the progress is seen',
    {scenario: 'no_phone', faults: [{on: '*', delayMs: 900}]},
    async (page) => {
      await arrives(page, 'progress');
      await arrives(page, 'failed');
    },
  ],
  [
    'to one of several numbers',
    {scenario: 'several_numbers'},
    async (page) => {
      await arrives(page, 'choose');
      await page.getByRole('radio').nth(1).check();
      await page.locator('form[action$="/choose"] button').click();
      await arrives(page, 'connected');
    },
  ],
  [
    'past a wrong PIN',
    {scenario: 'pin_mismatch'},
    async (page) => {
      await arrives(page, 'pin');
      for (const pin of ['111111', '424242']) {
        await page.locator('input[name=pin]').fill(pin);
        await Promise.all([page.waitForEvent('load'), page.locator('input[name=pin]').press('Enter')]);
      }
      await arrives(page, 'connected');
    },
  ],
];

describe('nothing moves on the way', () => {
  test.each(journeys.flatMap(([name, ...rest]) => widths.map((width) => [name, width, ...rest] as const)))(
    '%s, %i wide',
    async (_, width, setting, goOn) => {
      await service.api('POST', '/sandbox/control', {reset: true});
      await service.api('POST', '/sandbox/control', {auto: true, ...setting});
      const invitation = await service.invite();
      const client = await visitSlowly(width);
      await open(client.page, invitation);
      await pressStart(client.page);
      await goOn(client.page, invitation);
      expect(client.shifts).toEqual([]);
      await client.context.close();
    },
  );
});

describe('nothing moves on a page that was left open', () => {
  const endings: [string, string, boolean, string][] = [
    ['another device begins', 'complete', false, 'in_progress'],
    ['another device gives up', 'cancel', true, 'failed'],
  ];

  test.each(endings.flatMap((ending) => widths.map((width) => [ending[0], width, ending] as const)))(
    'when %s, %i wide',
    async (_, width, [, scenario, auto, status]) => {
      await service.play(scenario, auto);
      const invitation = await service.invite();
      const client = await visitSlowly(width);
      await open(client.page, invitation);
      const other = await visit(browser, {javaScriptEnabled: false});
      await other.page.goto(invitation.url);
      await pressStart(other.page);
      await service.becomes(invitation, status);
      const state = {in_progress: 'in-progress', failed: 'failed'}[status];
      await client.page.locator(`zavu-partner-invite:state(${state})`).waitFor();
      await arrives(client.page, 'start');
      expect(client.shifts).toEqual([]);
      await Promise.all([client.context.close(), other.context.close()]);
    },
  );

  test.each(widths)('when another device is asked for its number, %i wide', async (width) => {
    await service.play('several_numbers', true);
    const invitation = await service.invite();
    const client = await visitSlowly(width);
    await open(client.page, invitation);
    const other = await visit(browser, {javaScriptEnabled: false});
    await other.page.goto(invitation.url);
    await pressStart(other.page);
    await other.page.locator('body[data-page=choose]').waitFor();
    await client.page.getByText('Choose your number').first().waitFor();
    await nextFrame(client.page);
    expect(client.shifts).toEqual([]);
    await Promise.all([client.context.close(), other.context.close()]);
  });

  test.each(widths)('when the invitation is cancelled, %i wide', async (width) => {
    const invitation = await service.invite();
    const client = await visitSlowly(width);
    await open(client.page, invitation);
    await service.api('POST', `/v1/invitations/${invitation.id}/cancel`);
    await arrives(client.page, 'cancelled');
    expect(client.shifts).toEqual([]);
    await client.context.close();
  });
});

test.each(widths)('nothing moves on pages about a link that does not work, %i wide', async (width) => {
  const client = await visitSlowly(width);
  const {page} = client;
  for (const [path, name] of [
    ['/invite/nothing', 'not_found'],
    ['/start/used', 'wrong_browser'],
    ['/signup/meta/callback?code=x&state=y', 'wrong_browser'],
    ['/signup/att_1', 'wrong_browser'],
    ['/data-deletion/nothing', 'no_deletion'],
    ['/invite/%', 'error'],
  ] as const) {
    await page.goto(service.url + path);
    await arrives(page, name);
  }
  expect(client.shifts).toEqual([]);
  await client.context.close();
});
