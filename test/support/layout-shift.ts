import type {Page} from 'playwright-core';

declare global {
  interface Window {
    shifts: number[];
  }
}

interface Shift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
}

/** To run in a page: notes each movement of what is on the screen, but for those that a click has asked for, as the measure CLS has it. */
export function watchShifts(): void {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const {value, hadRecentInput} of list.getEntries() as Shift[])
      if (!hadRecentInput) window.shifts.push(value);
  }).observe({type: 'layout-shift', buffered: true});
}

/** All of them, once what is there now is on the screen. */
export function shiftsOf(page: Page): Promise<number[]> {
  return page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(window.shifts)))),
  );
}
