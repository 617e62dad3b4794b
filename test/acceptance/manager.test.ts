import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, beforeEach, afterEach, describe, expect, test} from 'vitest';
import {launchBrowser, visit, type Visit} from '../support/browser.ts';
import {BuiltService} from '../support/built-service.ts';
import {HostPage} from '../support/host-page.ts';

let service: BuiltService;
let host: HostPage;
let browser: Browser;
let visitor: Visit;
let page: Page;
/** What a browser says by itself of what a test brings about. */
let expectedComplaint: RegExp;

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
  visitor = await visit(browser);
  ({page} = visitor);
  expectedComplaint = /^$/;
  const live = page.waitForResponse(/\/v1\/stream$/);
  await page.goto(host.managerAddress);
  await live;
  await page.locator('.list[aria-busy=false]').waitFor();
});

// Under the host's policy a style, a script and a string that becomes HTML are complained of.
afterEach(async () => {
  expect(visitor.complaints.filter((complaint) => !expectedComplaint.test(complaint))).toEqual([]);
  expect(visitor.foreignRequests).toEqual([]);
  await visitor.context.close();
});

const row = (client: string) => page.getByRole('button', {name: new RegExp(client)});
const count = (status: string, number: number) =>
  page.getByRole('button', {name: new RegExp(`^${status} ${number}$`)}).waitFor();
const focused = () =>
  page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent?.trim());

/** Tab until this has the focus. */
async function tabTo(name: string): Promise<void> {
  const reached: unknown[] = [];
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press('Tab');
    reached.push(await focused());
    if (reached.at(-1) === name) return;
  }
  throw new Error(`Tab did not lead to ${name}, but to: ${reached.join(', ')}`);
}

describe('the manager in a page with a strict policy', () => {
  test('shows what is made, opened and connected elsewhere, as it happens', async () => {
    await page.getByText('No invitations yet.').waitFor();
    const invitation = await service.invite({clientName: 'Kestrel Bikes'});
    await row('Kestrel Bikes').getByText('Link not opened yet').waitFor();
    await count('All', 1);
    await count('Waiting', 1);
    await service.play('complete', true);
    const client = await visitor.context.newPage();
    await client.goto(invitation.url);
    await row('Kestrel Bikes').getByText('Link opened').waitFor();
    await client.getByRole('button', {name: 'Continue with Facebook'}).click();
    await row('Kestrel Bikes').getByText('Connected').waitFor();
    await count('Waiting', 0);
    await count('Connected', 1);
    await row('Kestrel Bikes').click();
    await page.getByRole('heading', {name: 'Kestrel Bikes'}).waitFor();
    await page.getByText('This client is connected; there is nothing left to do.').waitFor();
    await page.locator('.timeline').getByText('Connected').waitFor();
  });

  test('says at which step a client is, and where and why they left, as it happens', async () => {
    await service.play('abandon', true);
    const invitation = await service.invite({clientName: 'Ateneo Libros'});
    const client = await visitor.context.newPage();
    await client.goto(invitation.url);
    await client.getByRole('button', {name: 'Continue with Facebook'}).click();
    await row('Ateneo Libros').getByText('Facebook window').waitFor();
    await row('Ateneo Libros').getByText('Under way').waitFor();

    await service.play('no_phone', true);
    await client.goto(invitation.url);
    await client.getByRole('button', {name: /Start again|Continue with Facebook/}).click();
    await row('Ateneo Libros').getByText('Finding the account · Your account has no phone number').waitFor();
    await row('Ateneo Libros').getByText('Failed').waitFor();
    await row('Ateneo Libros').click();
    await page.getByText('The client stopped at: Finding the account').waitFor();
    // Neither stream nor detail told this page.
    await page.reload();
    await row('Ateneo Libros').getByText('Finding the account · Your account has no phone number').waitFor();
  });

  test('lets an invitation be cancelled with the keyboard alone', async () => {
    const invitation = await service.invite({clientName: 'Nordlicht Optik'});
    await row('Nordlicht Optik').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('/');
    await page.keyboard.type('nordlicht');
    await row('Kestrel Bikes').waitFor({state: 'detached'});
    for (let steps = 0; !(await focused())?.startsWith('Nordlicht Optik'); steps += 1) {
      expect(steps, 'Tab leads to the row').toBeLessThan(15);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', {name: 'Nordlicht Optik'}).waitFor();

    await tabTo('Cancel invitation');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', {name: 'Cancel the invitation for Nordlicht Optik?'});
    await dialog.waitFor();
    // What does no harm has the focus, and Escape leads back to where one was.
    expect(await focused()).toBe('Keep it');
    await page.keyboard.press('Escape');
    await dialog.waitFor({state: 'hidden'});
    expect(await focused()).toBe('Cancel invitation');

    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await tabTo('Cancel invitation');
    await page.keyboard.press('Enter');
    await page.locator('.message').getByText('The invitation is cancelled.').waitFor();
    await row('Nordlicht Optik').getByText('Cancelled').waitFor();
    await page.locator('section.pane:focus-within').waitFor();
    expect((await service.becomes(invitation, 'cancelled')).status).toBe('cancelled');
  });

  test('replaces a link: the old one is dead at once, the new one is there to be sent', async () => {
    const {url: old} = await service.invite({clientName: 'Atelier Nord'});
    await row('Atelier Nord').click();
    const link = page.getByLabel('Link for the client');
    expect(await link.inputValue()).toBe(old);
    await page.getByRole('button', {name: 'Replace the link'}).click();
    await page.locator('.message').getByText('There is a new link. The old one no longer works.').waitFor();
    const url = await link.inputValue();
    expect(url).not.toBe(old);
    await page.locator('.timeline').getByText('Link replaced').waitFor();

    expectedComplaint = /status of 404/;
    const client = await visitor.context.newPage();
    expect((await client.goto(old))?.status()).toBe(404);
    await client.goto(url);
    await client.getByRole('button', {name: 'Continue with Facebook'}).waitFor();
  });

  test('gives more time, and goes on by itself after a time without a network', async () => {
    const invitation = await service.invite({clientName: 'Café Río', expiresInDays: 1});
    await row('Café Río').click();
    await page.getByRole('button', {name: '30 days'}).click();
    await page.locator('.message').getByText('The link works until').waitFor();
    const {expiresAt} = await service.becomes(invitation, 'pending');
    expect(Date.parse(expiresAt) - Date.parse(invitation.createdAt)).toBeGreaterThanOrEqual(30 * 86_400_000);
    await page.getByRole('button', {name: 'Back to the list'}).click();

    expectedComplaint = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK|cannot be reached/;
    await visitor.context.setOffline(true);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.getByText('No connection. What you see may be out of date.').waitFor();
    await service.invite({clientName: 'Made meanwhile'});
    await visitor.context.setOffline(false);
    await row('Made meanwhile').waitFor();
    await page.getByText('No connection.').waitFor({state: 'detached'});
    // And live again.
    const live = await service.invite({clientName: 'Made after'});
    await row('Made after').waitFor();
    await service.api('POST', `/v1/invitations/${live.id}/cancel`);
    await row('Made after').getByText('Cancelled').waitFor();
  });

  test('makes an invitation by the form, and hands out its link in every way', async () => {
    await page.getByRole('button', {name: 'New invitation'}).click();
    const form = page.getByRole('form', {name: 'New invitation'});
    await form.getByRole('button', {name: 'Create invitation'}).click();
    await form.getByText('Enter a name.').waitFor();
    await form.getByLabel('Client', {exact: true}).fill('Panadería Sol');
    await form.getByLabel('Email').fill('hola@sol.example');
    await form.getByRole('button', {name: 'Create invitation'}).click();
    await page.getByRole('heading', {name: 'Panadería Sol'}).waitFor();
    await row('Panadería Sol').waitFor();

    const link = await page.getByLabel('Link for the client').inputValue();
    const {items} = await service.api<{items: {clientEmail: string; url: string}[]}>(
      'GET',
      '/v1/invitations?q=sol',
    );
    expect(items.map(({clientEmail, url}) => [clientEmail, url])).toEqual([['hola@sol.example', link]]);
    const mail = new URL((await page.getByRole('link', {name: 'Email'}).getAttribute('href')) ?? '');
    expect(mail.pathname).toBe(encodeURIComponent('hola@sol.example'));
    expect(mail.searchParams.get('body')).toContain(link);
    await page.getByRole('button', {name: 'QR code'}).click();
    // As large as a phone's camera needs it.
    expect((await page.getByRole('img', {name: 'QR code'}).boundingBox())?.width).toBeGreaterThan(150);

    const client = await visitor.context.newPage();
    await client.goto(link);
    await client.getByRole('button', {name: 'Continue with Facebook'}).waitFor();
  });
});
