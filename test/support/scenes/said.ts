import type {Page} from 'playwright-core';

/** Whatever is read, used or entered has to have a name. */
const named =
  /^(button|checkbox|combobox|dialog|form|heading|img|link|progressbar|radio|region|searchbox|slider|switch|textbox)\b/;
/** Read out when it changes. */
const told = /^(alert|status): /;
const namedGroup = /^group "/;

/** Roles, names and states as a screen reader has them, one a line: `button "Connect WhatsApp"`, `status: Opening…`. */
export async function saidOf(page: Page): Promise<string[]> {
  const lines = (await page.locator('body').ariaSnapshot()).split('\n');
  return lines
    .map((line) =>
      line
        .trim()
        .replace(/^- '?/, '')
        .replace(/'?:$/, '')
        .replace(/ \[(?!disabled|checked|pressed|expanded|selected)[^\]]*\]/g, ''),
    )
    .filter((line) => [named, told, namedGroup].some((kind) => kind.test(line)));
}

/** What a screen reader can only call by its kind. */
export function nameless(said: string[]): string[] {
  return said.filter((line) => named.test(line) && !line.includes('"'));
}

/** In which order there is what: the same in every language. */
export function kindsOf(said: string[]): string[] {
  return said.map((line) => line.replace(/ .*/s, ''));
}
