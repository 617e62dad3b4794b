import type {Browser, BrowserContext, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {launchBrowser} from '../support/browser.ts';
import {BuiltService} from '../support/built-service.ts';
import {HostPage} from '../support/host-page.ts';

let browser: Browser;
let service: BuiltService;
let host: HostPage;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [service, browser] = await Promise.all([BuiltService.start(), launchBrowser()]);
  host = await HostPage.start(service);
});

afterAll(async () => {
  await browser.close();
  host.stop();
  await service.stop();
});

beforeEach(async () => {
  context = await browser.newContext({permissions: ['clipboard-read', 'clipboard-write']});
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
});

afterEach(() => context.close());

const heading = (name: string) => page.getByRole('heading', {name}).waitFor();

/** Tab until this has the focus, which must be seen. */
async function tabTo(on: Page, name: RegExp): Promise<void> {
  const reached: string[] = [];
  for (let steps = 0; steps < 40; steps += 1) {
    await on.keyboard.press('Tab');
    const {text, isSeen} = await on.evaluate(focused);
    reached.push(text);
    if (!name.test(text)) continue;
    expect(isSeen, `the focus on “${text}” is seen`).toBe(true);
    return;
  }
  throw new Error(`Tab did not lead to ${name}, but to: ${reached.join(', ')}`);
}

async function enter(on: Page, name: RegExp): Promise<void> {
  await tabTo(on, name);
  await on.keyboard.press('Enter');
}

async function fill(label: RegExp, text: string): Promise<void> {
  await tabTo(page, label);
  await page.keyboard.type(text);
}

async function throughDialog(dialog: Page): Promise<void> {
  await dialog.waitForURL(/\/sandbox\//);
  for (let steps = 0; dialog.url().includes('/sandbox/') && steps < 8; steps += 1) {
    const name = await dialog.locator('button.primary').first().innerText();
    await Promise.all([dialog.waitForEvent('load'), enter(dialog, new RegExp(`^${name}$`))]);
  }
}

/** What a screen reader announces on the host's page from now on, once all of it was said that is waited for. */
async function listen(): Promise<(last: RegExp) => Promise<string[]>> {
  await page.evaluate(() => {
    const root = document.querySelector('zavu-partner-invite')?.shadowRoot;
    const heard: string[] = [];
    Object.assign(window, {heard});
    new MutationObserver(() => {
      const text = root?.querySelector('.unseen[role=status]')?.textContent?.trim() ?? '';
      if (text && text !== heard.at(-1)) heard.push(text);
    }).observe(root as Node, {subtree: true, childList: true, characterData: true});
  });
  const heard = () => page.evaluate(() => (window as unknown as {heard: string[]}).heard);
  return async (last) => {
    await expect.poll(async () => (await heard()).at(-1), {timeout: 15_000}).toMatch(last);
    return heard();
  };
}

describe('by keyboard alone, an account is connected', () => {
  beforeEach(() => service.play('complete', false));

  test('from the host’s page through a window and back, and one hears how far it is', async () => {
    await page.goto(host.address('window'));
    await page.locator('zavu-partner-invite:state(not-connected)').waitFor();
    const heard = await listen();
    const [dialog] = await Promise.all([context.waitForEvent('page'), enter(page, /^Connect WhatsApp$/)]);
    expect(await heard(/^Finish in the other window\. Follow the steps there/)).toContain('Opening…');
    await throughDialog(dialog);
    await heading('WhatsApp is connected');
    expect((await heard(/^WhatsApp is connected\. Luma Desk can now/)).length).toBeGreaterThan(2);

    // The page goes on where it was left: what is there now is the next stop, and a question gives the focus back.
    await page.bringToFront();
    await enter(page, /^Disconnect$/);
    await page.getByRole('dialog', {name: 'Disconnect?'}).waitFor();
    expect(await page.evaluate(focused)).toMatchObject({text: 'Keep it', isSeen: true});
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({state: 'hidden'});
    expect(await page.evaluate(focused)).toMatchObject({text: 'Disconnect', isSeen: true});
  });

  test('in the same tab there and back, where the browser opens no window', async () => {
    await page.addInitScript(() => void (window.open = () => null));
    await page.goto(host.address('same tab'));
    await page.locator('zavu-partner-invite:state(not-connected)').waitFor();
    await enter(page, /^Connect WhatsApp$/);
    await heading('One more tap');
    await enter(page, /^Continue in this tab$/);
    await throughDialog(page);
    await heading('All done, thank you');
    await enter(page, /^Back to localhost/);
    await page.waitForURL(`${host.url}/**`);
    await heading('WhatsApp is connected');
  });

  test('from the link, with a PIN on the way', async () => {
    await service.play('pin_mismatch', false);
    const {url} = await service.invite();
    await page.goto(url);
    await page.locator('zavu-partner-invite:state(not-connected)').waitFor();
    await enter(page, /^Continue with Facebook$/);
    await throughDialog(page);
    await page.locator('body[data-page=pin]').waitFor();
    await fill(/^Six-digit PIN$/, '424242');
    await page.keyboard.press('Enter');
    await heading('All done, thank you');
  });
});

describe('by keyboard alone, the manager', () => {
  test('makes an invitation, copies its link, gives it more time, cancels it, and leads back to the list', async () => {
    await page.goto(host.managerAddress);
    await page.locator('.list[aria-busy=false]').waitFor();
    const heard = await listen();
    await enter(page, /^New invitation$/);
    await page.getByRole('form', {name: 'New invitation'}).waitFor();
    await fill(/^Client$/, 'Nordlicht Optik');
    await fill(/^Email$/, 'hallo@nordlicht.example');
    await enter(page, /^Create invitation$/);
    await heading('Nordlicht Optik');
    await page.locator('.pane:focus').waitFor();

    await enter(page, /^Copy link$/);
    await heard(/^Copied\.$/);
    const link = await page.getByLabel('Link for the client').inputValue();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);

    const read = () =>
      service.api<{items: {id: string; expiresAt: string; url: string}[]}>('GET', '/v1/invitations');
    const [before] = (await read()).items;
    await enter(page, /^30 days$/);
    await heard(/^The link works until /);
    const [after] = (await read()).items;
    expect(after?.url).toBe(link);
    expect(Date.parse(after?.expiresAt ?? '')).toBeGreaterThan(Date.parse(before?.expiresAt ?? ''));

    await enter(page, /^Cancel invitation$/);
    await page.getByRole('dialog', {name: 'Cancel the invitation for Nordlicht Optik?'}).waitFor();
    expect(await page.evaluate(focused)).toMatchObject({text: 'Keep it', isSeen: true});
    await enter(page, /^Cancel invitation$/);
    await heard(/^The invitation is cancelled\.$/);
    await service.becomes({id: after?.id ?? ''}, 'cancelled');

    await enter(page, /^Back to the list$/);
    await page.locator('.pane').waitFor({state: 'detached'});
    const {text, isSeen} = await page.evaluate(focused);
    expect(text).toMatch(/^Nordlicht Optik\s+Cancelled/);
    expect(isSeen).toBe(true);
  });
});

/** What has the focus, inside of elements too, and whether a person sees that. */
function focused(): {text: string; isSeen: boolean} {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!(element instanceof HTMLElement)) return {text: '', isSeen: false};
  const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(element);
  const isSeen = (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  const [label] = element instanceof HTMLInputElement ? (element.labels ?? []) : [];
  const text = element.getAttribute('aria-label') ?? (label ?? element).innerText;
  return {text: text.trim(), isSeen};
}
