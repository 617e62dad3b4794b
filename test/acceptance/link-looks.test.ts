import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {axeViolations, launchBrowser, overflows, visit} from '../support/browser.ts';
import {BuiltService} from '../support/built-service.ts';
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

describe('every page', () => {
  const scenes: [string, () => Promise<string>][] = [
    ['the signup page', async () => (await service.invite()).url],
    [
      'a cancelled link',
      async () => {
        const invitation = await service.invite();
        await service.api('POST', `/v1/invitations/${invitation.id}/cancel`);
        return invitation.url;
      },
    ],
    ['a link that is not ours', async () => `${service.url}/invite/nothing`],
    ['a callback that nobody started', async () => `${service.url}/signup/meta/callback?code=x&state=y`],
    ['a used ticket', async () => `${service.url}/start/used`],
  ];

  test.each(scenes)(
    '%s has no axe violation and does not scroll sideways, light and dark, narrow and wide',
    async (_, open) => {
      const address = await open();
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const viewport of [phone, {width: 1280, height: 800}]) {
          const client = await visit(browser, {colorScheme, viewport});
          await client.page.goto(address);
          await elementSettled(client.page);
          expect(await axeViolations(client.page), `${colorScheme} ${viewport.width}`).toEqual([]);
          expect(await overflows(client.page)).toBe(false);
          await client.context.close();
        }
      }
    },
  );
});

describe('every page of an attempt', () => {
  test.each([
    ['failed', 'cancel'],
    ['choose', 'several_numbers'],
    ['pin', 'pin_mismatch'],
    ['connected', 'complete'],
    ['progress', 'slow'],
  ] as const)(
    '%s has no axe violation and does not scroll sideways, light and dark, narrow and wide',
    async (name, scenario) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await service.play(scenario, true);
        const client = await visit(browser, {colorScheme, viewport: phone});
        await client.page.goto((await service.invite()).url);
        await pressStart(client.page);
        await client.page.locator(`body[data-page=${name}]`).waitFor();
        await elementSettled(client.page);
        for (const width of [320, 1280]) {
          await client.page.setViewportSize({width, height: 800});
          expect(await axeViolations(client.page), `${colorScheme} ${width}`).toEqual([]);
          expect(await overflows(client.page)).toBe(false);
        }
        await client.context.close();
      }
    },
  );
});
