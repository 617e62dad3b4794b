import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {axeViolations, launchBrowser, overflows, visit} from '../support/browser.ts';
import {ServiceProcess} from '../support/process.ts';

let folder: string;
let service: ServiceProcess;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zpi-docs-'));
  const environment = {DATABASE_URL: `file:${join(folder, 'service.db')}`};
  [service, browser] = await Promise.all([ServiceProcess.start(environment), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await service.stop();
  rmSync(folder, {recursive: true, force: true});
});

describe('the page of the API', () => {
  test.each([320, 1280])('reads well at %d px, light and dark, for everyone', async (width) => {
    const {page, context, complaints, foreignRequests} = await visit(browser, {
      viewport: {width, height: 800},
    });
    await page.goto(`${service.url}/docs`);
    expect(await page.getByRole('heading', {level: 1}).textContent()).toContain('API');
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({colorScheme: 'dark'});
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
    expect(complaints).toEqual([]);
    expect(foreignRequests).toEqual([]);
    await context.close();
  });

  test('opens an object when a link leads to it', async () => {
    const {page, context} = await visit(browser, {javaScriptEnabled: false});
    await page.goto(`${service.url}/docs`);
    const fields = page.locator('#object-Invitation');
    expect(await fields.isVisible()).toBe(false);
    await page.locator('#createInvitation a[href="#object-Invitation"]').first().click();
    await fields.waitFor({state: 'visible'});
    await context.close();
  });
});
