/** A colour as `#rrggbb`, lower case. */
type Hex = string;
type Channels = readonly [red: number, green: number, blue: number];

const contrastMin = 4.5;

/** The surface of page and cards that is hardest to read on, and where to go to be read. */
const schemes = {
  light: {surface: '#edeeee', towards: '#000000'},
  dark: {surface: '#262d2a', towards: '#ffffff'},
} as const;

export type Scheme = keyof typeof schemes;

export interface BrandColors {
  /** The brand's own colour, as it is: what is filled with it. */
  fill: Hex;
  /** Text on it: white where that can be read. */
  onFill: Hex;
  /** The fill under a pointer; the text on it is even easier to read. */
  fillStrong: Hex;
  /** The brand's colour, made just dark or light enough for text, lines and small drawings on a page. */
  accent: Hex;
  onAccent: Hex;
}

/** What a project's colour becomes on a light or a dark page. Every text keeps a contrast of 4.5 to what is under it. */
export function brandColorsOf(brand: Hex, scheme: Scheme): BrandColors {
  const {surface, towards} = schemes[scheme];
  const onFill = textOn(brand);
  const accent = untilReadable(brand, towards, surface);
  return {
    fill: brand,
    onFill,
    fillStrong: mix(brand, onFill === '#ffffff' ? '#000000' : '#ffffff', 0.16),
    accent,
    onAccent: textOn(accent),
  };
}

/** White or black. Only black itself can be read on every colour on which white cannot. */
export function textOn(color: Hex): Hex {
  return contrast('#ffffff', color) >= contrastMin ? '#ffffff' : '#000000';
}

/** A style sheet that gives the signup pages, and the element on them, a brand's colour. */
export function brandStyles(brand: Hex): string {
  return `:root {${properties(brandColorsOf(brand, 'light'))}}
@media screen and (prefers-color-scheme: dark) {:root {${properties(brandColorsOf(brand, 'dark'))}}}
.button:not(.secondary), ::part(button) {border-color:var(--button-line);background:var(--button);color:var(--on-button)}
.button:not(.secondary):hover, ::part(button):hover {background:var(--button-strong)}
`;
}

function properties({fill, onFill, fillStrong, accent, onAccent}: BrandColors): string {
  const values = {
    '--button': fill,
    '--on-button': onFill,
    '--button-strong': fillStrong,
    // A fill that hardly differs from the page still has an edge.
    '--button-line': fill === accent ? 'transparent' : accent,
    '--zavu-color-primary': accent,
    '--zavu-color-on-primary': onAccent,
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}:${value}`)
    .join(';');
}

function untilReadable(color: Hex, towards: Hex, surface: Hex): Hex {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mix(color, towards, share);
    if (contrast(mixed, surface) >= contrastMin) return mixed;
  }
  return towards;
}

function mix(color: Hex, other: Hex, share: number): Hex {
  const others = channels(other);
  const mixed = channels(color).map((value, index) =>
    Math.round(value + ((others[index] ?? value) - value) * share),
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** From 1 to 21, as WCAG 2 defines it. */
export function contrast(one: Hex, other: Hex): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(color: Hex): number {
  const [red, green, blue] = channels(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function channels(color: Hex): Channels {
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
