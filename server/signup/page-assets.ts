import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {styles} from '../../widget/partner-invite-element.styles.ts';
import {styles as signupStyles} from '../../widget/signup-card.styles.ts';

/** Styles and scripts of the pages, at `/assets/`. */
export const pageAssets = {
  // The element's own styles. They hold in its declared shadow root and, with its colours on the body, for the cards of a
  // page, so that both look the same without saying it twice.
  'element.css': smaller(styles.replace(':host {', ':host, body {')),
  'signup-card.css': smaller(signupStyles),
  'page.css': smaller(read('page.css')),
  'page-form.css': smaller(read('page-form.css')),
  'page.js': withoutComments(read('page.js')),
  'page-popup.js': withoutComments(read('page-popup.js')),
};

export type AssetName = keyof typeof pageAssets;

const versions = new Map(Object.entries(pageAssets).map(([name, text]) => [name, versionOf(text)]));

/** The address of an asset. It changes with what is in it, so browsers keep what they have. */
export function assetUrl(name: AssetName): string {
  return `/assets/${name}?v=${versions.get(name)}`;
}

/** Without comments, and without the space that only people need. */
function smaller(css: string): string {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replaceAll(': ', ':')
    .replaceAll(';}', '}')
    .trim();
}

/** Without the lines that only say why. */
function withoutComments(script: string): string {
  return script.replace(/^ +/gm, '').replace(/^(\/\/.*|\/\*\* .* \*\/)\n/gm, '');
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 8);
}
