import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {axeViolations, launchBrowser, visit} from '../support/browser.ts';
import {BuiltService} from '../support/built-service.ts';
import {clickThrough} from '../support/dialog.ts';
import {elementSettled, pressStart} from '../support/signup-page.ts';

const phone = {width: 320, height: 640};

let service: BuiltService;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([BuiltService.start(), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

const senderCount = async () =>
  (await service.api<{items: unknown[]}>('GET', '/v1/senders?limit=100')).items.length;

describe('from the link, on a phone without JavaScript', () => {
  test('a person clicks through to the connected number', async () => {
    await service.play('complete', false);
    const invitation = await service.invite();
    const client = await visit(browser, {javaScriptEnabled: false, viewport: phone});
    const {page} = client;

    await page.goto(invitation.url);
    expect(await page.getByRole('heading', {level: 1}).count()).toBe(1);
    expect(await page.textContent('body')).toContain('Luma Desk');
    await pressStart(page);

    await clickThrough(page);
    await page.waitForURL(/\/signup\/att_/);
    await service.becomes(invitation, 'completed');
    await page.reload();
    expect(await page.locator('[part=phone-number]').textContent()).toContain('+1 ');
    expect(client.foreignRequests).toEqual([]);
    await client.context.close();
  });

  test('after a failure they read what to do, and the same link works', async () => {
    await service.play('no_phone', true);
    const invitation = await service.invite();
    const client = await visit(browser, {javaScriptEnabled: false, viewport: phone, locale: 'es-ES'});
    await client.page.goto(invitation.url);
    await pressStart(client.page);
    expect(await service.becomes(invitation, 'failed')).toMatchObject({failureReason: 'no_phone_number'});
    await client.page.reload();
    expect(await client.page.locator('[part=heading]').textContent()).toContain('número');
    expect(await client.page.locator('html').getAttribute('lang')).toContain('es');

    await service.play('complete', true);
    await client.page.goto(invitation.url);
    await pressStart(client.page);
    await service.becomes(invitation, 'completed');
    await client.context.close();
  });

  test('a number with a PIN of its own asks for it, and a wrong one is not the end', async () => {
    await service.play('pin_mismatch', true);
    const invitation = await service.invite();
    const client = await visit(browser, {javaScriptEnabled: false, viewport: phone});
    await client.page.goto(invitation.url);
    await pressStart(client.page);
    for (const pin of ['111111', '424242']) {
      const field = client.page.locator('input[name=pin]');
      await field.waitFor();
      await field.fill(pin);
      await Promise.all([client.page.waitForEvent('load'), field.press('Enter')]);
    }
    await service.becomes(invitation, 'completed');
    await client.context.close();
  });

  test('while Meta is slow the page asks again by itself, and ends with the number', async () => {
    await service.play('slow', true);
    const invitation = await service.invite();
    const client = await visit(browser, {javaScriptEnabled: false, viewport: phone});
    await client.page.goto(invitation.url);
    await pressStart(client.page);
    await client.page.getByText('+1 ').first().waitFor();
    expect(await client.page.getByRole('heading', {level: 1}).textContent()).toContain('All done');
    await client.context.close();
  });

  test('a reload in the middle goes on where it was, and several numbers are chosen from', async () => {
    await service.play('several_numbers', true);
    const invitation = await service.invite();
    const client = await visit(browser, {javaScriptEnabled: false, viewport: phone});
    const {page} = client;
    await page.goto(invitation.url);
    await pressStart(page);
    await page.waitForURL(/\/signup\/att_/);
    await page.reload();
    // The link itself leads back to the middle, too.
    await page.goto(invitation.url);
    await page.waitForURL(/\/signup\/att_/);
    const numbers = page.getByRole('radio');
    expect(await numbers.count()).toBe(3);
    await numbers.nth(1).check();
    await page.locator('form[action$="/choose"] button').click();
    const done = await service.becomes(invitation, 'completed');
    expect(done.connectedAccount?.id).toBeTruthy();
    await client.context.close();
  });
});

describe('from the link, with JavaScript', () => {
  test('two tabs on one link make one sender', async () => {
    await service.play('complete', false);
    const invitation = await service.invite();
    const before = await senderCount();
    const client = await visit(browser);
    const second = await client.context.newPage();
    for (const page of [client.page, second]) {
      await page.goto(invitation.url);
      await page.locator('form[action$="/start"] button').click();
      await page.waitForURL(/\/sandbox\//);
    }
    for (const page of [client.page, second]) {
      await clickThrough(page);
      await page.waitForURL(/\/signup\//);
    }
    await service.becomes(invitation, 'completed');
    expect(await senderCount()).toBe(before + 1);
    await client.context.close();
  });

  test('the page shows the result by itself, under its own strict policy', async () => {
    await service.play('slow', true);
    const invitation = await service.invite();
    const client = await visit(browser, {viewport: phone});
    await client.page.goto(invitation.url);
    await pressStart(client.page);
    await client.page.waitForURL(/\/signup\/att_/);
    // The page around the element is the one of a finished signup, too.
    await client.page.getByRole('heading', {name: 'All done, thank you'}).waitFor();
    await client.page.locator('[part=phone-number]').getByText('+1 ').waitFor();
    expect(await service.retrieve(invitation)).toMatchObject({status: 'completed'});
    expect(client.complaints).toEqual([]);
    expect(client.foreignRequests).toEqual([]);
    await client.context.close();
  });
});

describe('what Meta asks on the way', () => {
  test('a wrong PIN is told in the window where it was given', async () => {
    await service.play('pin_mismatch', true);
    const client = await visit(browser, {viewport: phone});
    const {page} = client;
    const invitation = await service.invite();
    await page.goto(invitation.url);
    await pressStart(page);
    await page.locator('input[name=pin]').fill('111111');
    await page.getByRole('button', {name: 'Connect this number'}).click();
    await page.getByText('WhatsApp did not accept that').waitFor();
    await page.locator('input[name=pin]').fill('424242');
    await page.getByRole('button', {name: 'Connect this number'}).click();
    await page.locator('body[data-page=connected]').waitFor();
    await client.context.close();
  });

  test.each([
    ['choose', 'several_pages', 'messenger'],
    ['pin', 'pin_mismatch', 'whatsapp_waba'],
  ] as const)(
    'the page %s has a way back to Meta for who was in the wrong account',
    async (name, scenario, connectionType) => {
      await service.play(scenario, true);
      const client = await visit(browser, {javaScriptEnabled: false, viewport: phone});
      const {page} = client;
      const invitation = await service.invite({connectionType});
      await page.goto(invitation.url);
      await pressStart(page);
      await page.locator(`body[data-page=${name}]`).waitFor();
      await service.play('complete', true);
      await page.getByRole('button', {name: 'Start again'}).click();
      await service.becomes(invitation, 'completed');
      await client.context.close();
    },
  );
});

describe('a page that was left open', () => {
  test.each(['completed', 'cancelled'] as const)(
    'says no more what to prepare once the invitation is %s',
    async (status) => {
      await service.play('complete', true);
      const invitation = await service.invite();
      const [left, other] = await Promise.all([visit(browser), visit(browser, {javaScriptEnabled: false})]);
      await left.page.goto(invitation.url);
      await elementSettled(left.page);
      expect(await left.page.locator('.intro').isVisible()).toBe(true);
      if (status === 'cancelled') {
        await service.api('POST', `/v1/invitations/${invitation.id}/cancel`);
      } else {
        await other.page.goto(invitation.url);
        await pressStart(other.page);
      }
      await service.becomes(invitation, status);
      const page = status === 'completed' ? 'connected' : 'cancelled';
      await left.page.locator(`body[data-page=${page}]`).waitFor();
      expect(await left.page.locator('.intro').count()).toBe(0);
      expect(await axeViolations(left.page)).toEqual([]);
      await Promise.all([left.context.close(), other.context.close()]);
    },
  );
});
