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
  folder = mkdtempSync(join(tmpdir(), 'zpi-console-'));
  [service, browser] = await Promise.all([
    ServiceProcess.start({DATABASE_URL: `file:${join(folder, 'service.db')}`}),
    launchBrowser(),
  ]);
});

afterAll(async () => {
  await browser.close();
  await service.stop();
  rmSync(folder, {recursive: true, force: true});
});

describe("the demo's console", () => {
  test.each([
    ['light', 320],
    ['light', 1280],
    ['dark', 320],
    ['dark', 1280],
  ] as const)('fills with example clients while it is looked at, %s, %d px', async (colorScheme, width) => {
    const viewport = {width, height: 800};
    const {page, context, complaints, foreignRequests} = await visit(browser, {viewport, colorScheme});
    await page.goto(`${service.url}/demo/#console`);
    const manager = page.locator('#console zavu-partner-invite[mode=manage]');
    await manager.waitFor();
    await page.getByRole('button', {name: 'Add example clients'}).click();
    for (const client of ['Panadería Sol', 'Nordlicht Optik', 'Kestrel Bikes']) {
      await manager.getByText(client).first().waitFor();
    }
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
    expect(complaints).toEqual([]);
    expect(foreignRequests).toEqual([]);
    await context.close();
  });
});
