import type {Browser, Page as BrowserPage} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {ImportResult} from '../../server/contract/bulk.ts';
import type {Page} from '../../server/contract/fields.ts';
import type {Invitation} from '../../server/contract/invitations.ts';
import {launchBrowser, visit, type Visit} from '../support/browser.ts';
import {BuiltService} from '../support/built-service.ts';
import {HostPage} from '../support/host-page.ts';

const many = 10_000;

let service: BuiltService;
let host: HostPage;
let browser: Browser;
let visitor: Visit;
let page: BrowserPage;
/** What the page asked for the list, as queries. */
let asked: URLSearchParams[];

beforeAll(async () => {
  [service, browser] = await Promise.all([BuiltService.start(), launchBrowser()]);
  host = await HostPage.start(service);
  expect(await bringIn('Client', many)).toMatchObject({rows: many, created: many});
  const {items} = await list('q=Client 0999&limit=3');
  for (const {id} of items) await service.api('POST', `/v1/invitations/${id}/cancel`);
});

afterAll(async () => {
  await browser.close();
  host.stop();
  await service.stop();
});

beforeEach(async () => {
  visitor = await visit(browser);
  ({page} = visitor);
  asked = [];
  page.on('request', (request) => {
    const {pathname, searchParams} = new URL(request.url());
    if (pathname === '/v1/invitations') asked.push(searchParams);
  });
  const live = page.waitForResponse(/\/v1\/stream$/);
  await page.goto(host.managerAddress);
  await live;
  await page.locator('.list[aria-busy=false]').waitFor();
});

afterEach(async () => {
  expect(visitor.complaints).toEqual([]);
  await visitor.context.close();
});

/** A file of clients, each with a number at the end of its name. */
async function bringIn(name: string, count: number): Promise<ImportResult> {
  const lines = Array.from({length: count}, (_, index) => `${name} ${String(index).padStart(5, '0')}`);
  const response = await fetch(`${service.url}/v1/invitations/import`, {
    method: 'POST',
    headers: {authorization: `Bearer ${service.key}`, 'content-type': 'text/csv'},
    body: ['clientName', ...lines].join('\n'),
  });
  return (await response.json()) as ImportResult;
}

const list = (query: string) => service.api<Page<Invitation>>('GET', `/v1/invitations?${query}`);
const rows = () => page.locator('ul > li');
const shownIds = () => rows().evaluateAll((all) => all.map(({id}) => id));
const more = () => page.getByRole('button', {name: 'Show more'});
const chip = (label: string) => page.getByRole('button', {name: label, exact: true});

/** Waits for so many rows, and no more. */
const shows = (count: number) => expect.poll(() => rows().count(), {timeout: 15_000}).toBe(count);

/** The ids of the newest, as the service lists them. */
async function newest(count: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  while (ids.length < count) {
    const answer = await list(`limit=100&cursor=${cursor}`);
    ids.push(...answer.items.map(({id}) => id));
    cursor = answer.nextCursor ?? '';
  }
  return ids.slice(0, count);
}

describe('the manager with ten thousand invitations', () => {
  test('opens with fifty, and shows fifty more as often as it is asked, each once and in order', async () => {
    await shows(50);
    await page.getByText('50 of 10,000').waitFor();
    await chip('All 10,000').waitFor();
    await chip('Waiting 9,997').waitFor();
    for (const count of [100, 150, 200]) {
      await more().click();
      await shows(count);
    }
    expect(await shownIds()).toEqual(await newest(200));
    const queries = asked.filter((query) => query.has('cursor'));
    expect(queries.map((query) => query.get('limit'))).toEqual(['50', '50', '50']);
    // Each goes on where the one before it ended: never a number of rows to skip.
    expect(new Set(queries.map((query) => query.get('cursor'))).size).toBe(3);
    expect(queries.some((query) => query.has('offset') || query.has('page'))).toBe(false);
  });

  test('finds one of them, narrows by status and channel, and is back with as little as before', async () => {
    await shows(50);
    const search = page.getByRole('searchbox');
    await search.fill('client 04711');
    await shows(1);
    await page.getByRole('button', {name: /Client 04711/}).waitFor();
    await chip('All 1').waitFor();
    await search.fill('');
    await shows(50);
    await chip('Cancelled 3').click();
    await shows(3);
    expect(await rows().locator('.status').allInnerTexts()).toEqual(Array(3).fill('Cancelled'));
    await page.getByLabel('Channel').selectOption('messenger');
    await page.getByText('No invitation fits.').waitFor();
    await page.getByRole('button', {name: 'Clear filters'}).click();
    await shows(50);
    expect(await shownIds()).toEqual(await newest(50));
  });

  test('leaves no gap and grows by nothing when more come in than are shown', async () => {
    await shows(50);
    await more().click();
    await shows(100);
    await more().click();
    await shows(150);
    expect(await bringIn('Newcomer', 300)).toMatchObject({created: 300});
    await page.getByRole('button', {name: /Newcomer 00299/}).waitFor();
    await chip('All 10,300').waitFor();
    await expect.poll(() => shownIds(), {timeout: 15_000}).toEqual(await newest(100));
    await more().click();
    await shows(150);
    expect(await shownIds()).toEqual(await newest(150));
    await service.invite({clientName: 'Last of all'});
    await page.getByRole('button', {name: /Last of all/}).waitFor();
    expect(await shownIds()).toEqual(await newest(151));
  });
});
