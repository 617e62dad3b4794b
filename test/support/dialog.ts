import type {Page} from 'playwright-core';

/** Play-Meta's dialog, as a person goes through it: the main button leads on, page by page. */
export async function clickThrough(dialog: Page): Promise<void> {
  await dialog.waitForURL(/\/sandbox\//);
  for (let steps = 0; dialog.url().includes('/sandbox/') && steps < 8; steps += 1) {
    await dialog.locator('button.primary').first().click();
  }
}
