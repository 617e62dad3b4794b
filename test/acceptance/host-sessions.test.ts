import type {Browser, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {launchBrowser, visit, type Visit} from '../support/browser.ts';
import {minuteMs} from '../support/clock.ts';
import {clickThrough} from '../support/dialog.ts';
import {TestService} from '../support/harness.ts';
import {VisitorHost} from '../support/visitor-host.ts';

/** The service in this process, since its clock is moved here. The element is the built one. */
let service: TestService;
let browser: Browser;
let host: VisitorHost;
let client: Visit;
/** What the element has told the host's developers. */
let errors: string[];

beforeAll(async () => {
  [service, browser] = await Promise.all([TestService.start(), launchBrowser()]);
  host = await VisitorHost.start({url: service.url, key: service.keys.test});
});

afterAll(async () => {
  host.stop();
  await browser.close();
  await service.stop();
});

beforeEach(async () => {
  errors = [];
  client = await visit(browser);
  await client.context.exposeBinding('noteError', (_, code: string) => void errors.push(code));
  await client.context.addInitScript(() => {
    const {noteError} = window as unknown as {noteError: (code: string) => void};
    document.addEventListener('zavu-error', (event) =>
      noteError((event as CustomEvent<{code: string}>).detail.code),
    );
  });
});

afterEach(() => client.context.close());

const shows = (page: Page, state: string) => page.locator(`zavu-partner-invite:state(${state})`).waitFor();
const refresh = (page: Page) => page.evaluate(() => document.querySelector('zavu-partner-invite')?.refresh());

/** The page of a visitor, who has a session. */
async function open(): Promise<Page> {
  const {page} = client;
  await page.goto(host.newAddress());
  await shows(page, 'not-connected');
  expect(host.sessions).toBe(1);
  return page;
}

/** A session lives for 15 minutes. */
const letSessionsExpire = () => service.clock.advance(16 * minuteMs);

describe('a session that has expired at the service', () => {
  test('is renewed unseen while the client is in Meta’s window', async () => {
    await service.fetch('POST', '/sandbox/control', {scenario: 'complete', auto: false});
    const page = await open();
    const [dialog] = await Promise.all([
      client.context.waitForEvent('page'),
      page.getByRole('button', {name: 'Connect WhatsApp'}).click(),
    ]);
    await dialog.waitForURL(/\/sandbox\//);
    const ended = host.lastClientSecret;
    letSessionsExpire();
    const {status} = await service.fetch('GET', '/client/v1/connection', undefined, {
      authorization: `Bearer ${ended}`,
      origin: host.url,
    });
    expect(status).toBe(401);
    await clickThrough(dialog);
    await shows(page, 'connected');
    await refresh(page);
    expect(host.sessions).toBe(2);
    expect(errors).toEqual([]);
    await shows(page, 'connected');
  });

  test('is renewed by the click that needs one', async () => {
    await service.play('complete');
    const page = await open();
    letSessionsExpire();
    await page.getByRole('button', {name: 'Connect WhatsApp'}).click();
    await shows(page, 'connected');
    expect(host.sessions).toBe(2);
    expect(errors).toEqual([]);
  });

  test.each([
    ['no longer knows its visitor', 401],
    ['is down', 503],
  ])('while the host %s: the page says what to do, and goes on when it was done', async (_, status) => {
    const page = await open();
    letSessionsExpire();
    host.sessionStatus = status;
    await refresh(page);
    await shows(page, 'refused');
    expect(await page.locator('[part=description]').innerText()).toContain(
      'Reload the page or sign in again',
    );
    expect(errors).toEqual(['session_failed']);
    host.sessionStatus = 200;
    await page.getByRole('button', {name: 'Try again'}).click();
    await shows(page, 'not-connected');
  });
});
