import type {BrowserContext, Page} from 'playwright-core';

/**
 * All that moves on the pages of this context from now on, those things too that move shortly after a press of a key or
 * a button: how much, on which page and when.
 */
export async function watchShifts(context: BrowserContext): Promise<string[]> {
  const shifts: string[] = [];
  await context.exposeBinding('noteShift', (_, shift: string) => void shifts.push(shift));
  await context.addInitScript(() => {
    const {noteShift} = window as unknown as {noteShift: (shift: string) => void};
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const {value} = entry as unknown as {value: number};
        noteShift(`${value} on ${document.body.dataset['page']} at ${entry.startTime} ms`);
      }
    }).observe({type: 'layout-shift', buffered: true});
  });
  return shifts;
}

/** A frame later, whatever moved has been reported. */
export async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}
