import type {BrowserContext, Page} from 'playwright-core';

declare global {
  interface Window {
    shifts: number[];
  }
}

interface Shift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
}

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
      for (const {value, startTime} of list.getEntries() as Shift[])
        noteShift(`${value} on ${document.body.dataset['page']} at ${startTime} ms`);
    }).observe({type: 'layout-shift', buffered: true});
  });
  return shifts;
}

/** To run in a page of a host: keeps how much has moved, without what a click has asked for, as the measure CLS has it. */
export function keepShifts(): void {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const {value, hadRecentInput} of list.getEntries() as Shift[])
      if (!hadRecentInput) window.shifts.push(value);
  }).observe({type: 'layout-shift', buffered: true});
}

/** What `keepShifts` has kept, once what is there now is on the screen. */
export async function keptShifts(page: Page): Promise<number[]> {
  await nextFrame(page);
  return page.evaluate(() => window.shifts);
}

/** A frame later, whatever moved has been reported. */
export async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}
