import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {styles} from '../../../widget/partner-invite-element.styles.ts';
import {brandColorsOf, brandStyles, contrast, textOn} from '../../../server/projects/brand.ts';

const steps = [0, 17, 34, 68, 102, 119, 136, 170, 204, 238, 255];
const pair = (value: number) => value.toString(16).padStart(2, '0');
const many = steps.flatMap((red) =>
  steps.flatMap((green) => steps.map((blue) => `#${pair(red)}${pair(green)}${pair(blue)}`)),
);
const brands = ['#25d366', '#0e7a40', '#ffd400', '#ffffff', '#000000', '#777777', '#767676', '#1877f2'];
const colors = [...many, ...brands];

/** The surfaces of the real style sheets: of the page, and of the element's cards. */
const pageCss = readFileSync(new URL('../../../server/signup/page.css', import.meta.url), 'utf8');
const colorsOf = (css: string, property: RegExp) =>
  (new RegExp(`${property.source}[^;]*light-dark\\((#\\w+), (#\\w+)\\)`).exec(css)?.slice(1) ?? []).map(
    (color) => (color.length === 4 ? `#${color.slice(1).replace(/./g, '$&$&')}` : color),
  );
const page = colorsOf(pageCss, /\n {2}background:/);
const card = colorsOf(styles, /--_surface:/);
const muted = colorsOf(styles, /--_muted:/);
/** As the element mixes it for what is set off. */
const soft = card.map((color, index) => mixed(color, muted[index] ?? '', 0.1));
const under = {
  light: [page, card, soft].map(([light = '']) => light),
  dark: [page, card, soft].map(([, dark = '']) => dark),
};

function mixed(one: string, other: string, share: number): string {
  const channel = (color: string, at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  return `#${[1, 3, 5]
    .map((at) => Math.round(channel(one, at) * (1 - share) + channel(other, at) * share))
    .map(pair)
    .join('')}`;
}

test('contrast is that of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#25d366', '#ffffff')).toBeCloseTo(1.98, 2);
  expect(contrast('#ffffff', '#0e7a40')).toBeCloseTo(5.42, 2);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test.each([
  ['#0e7a40', '#ffffff'],
  ['#1877f2', '#000000'],
  ['#25d366', '#000000'],
  ['#767676', '#ffffff'],
  ['#777777', '#000000'],
])('the text on %s is %s', (color, text) => {
  expect(textOn(color)).toBe(text);
});

describe.each(['light', 'dark'] as const)('on a %s page', (scheme) => {
  test('the surfaces are those of the style sheet', () => {
    for (const surface of under[scheme]) expect(surface).toMatch(/^#[0-9a-f]{6}$/);
    expect(styles).toContain(
      '--_soft: var(--zavu-color-soft, color-mix(in srgb, var(--_surface), var(--_muted) 10%))',
    );
  });

  test(`all texts of ${colors.length} brands can be read`, () => {
    const unreadable = colors.filter((color) => {
      const {fill, onFill, fillStrong, accent, onAccent} = brandColorsOf(color, scheme);
      const worst = Math.min(
        contrast(onFill, fill),
        contrast(onFill, fillStrong),
        contrast(onAccent, accent),
        ...under[scheme].map((surface) => contrast(accent, surface)),
      );
      return !(worst >= 4.5);
    });
    expect(unreadable).toEqual([]);
  });

  test('the fill is the brand itself, and so is the accent where it can be read', () => {
    for (const color of colors) {
      const {fill, accent} = brandColorsOf(color, scheme);
      expect(fill).toBe(color);
      if (under[scheme].every((surface) => contrast(color, surface) >= 4.5)) expect(accent).toBe(color);
    }
  });
});

test('the style sheet sets every property that it should, for both schemes', () => {
  const css = brandStyles('#ffd400');
  const [light = '', dark = ''] = css.split('@media');
  for (const block of [light, dark]) {
    expect([...block.matchAll(/(--[\w-]+):(#[0-9a-f]{6}|transparent)/g)].map(([, name]) => name)).toEqual([
      '--button',
      '--on-button',
      '--button-strong',
      '--button-line',
      '--zavu-color-primary',
      '--zavu-color-on-primary',
    ]);
  }
  expect(dark).toContain('(prefers-color-scheme: dark)');
});
