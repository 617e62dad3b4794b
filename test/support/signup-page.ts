import type {Page} from 'playwright-core';

/** The button that starts a signup, on whichever page it stands. */
export async function pressStart(page: Page): Promise<void> {
  await page.locator('form[action$="/start"] button').first().click();
}

/** The element has taken over from what the server rendered, where there is one. */
export async function elementSettled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('zavu-partner-invite')].every((element) =>
      element.shadowRoot?.querySelector('.card:not(.skeleton)'),
    ),
  );
}

/** Keeps the browser waiting for what it asked for. */
export async function holdBack(page: Page, address: string): Promise<{release: () => void}> {
  let release = (): void => undefined;
  const isReleased = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await isReleased;
    await route.continue();
  });
  return {release};
}
