/** What was set, by the names of the custom properties. */
export type Theme = Map<string, string>;

/** As it goes into a style sheet. */
export function writeCss(theme: Theme): string {
  const lines = [...theme].map(([name, value]) => `  ${name}: ${value};\n`);
  return `zavu-partner-invite {\n${lines.join('')}}`;
}

/** As it goes into a script: the property `appearance`. */
export function writeAppearance(theme: Theme, scheme: string): string {
  const lines = [...theme].map(
    ([name, value]) => `    ${camelCase(name)}: '${value.replaceAll("'", "\\'")}',`,
  );
  return [
    'element.appearance = {',
    ...(scheme === 'auto' ? [] : [`  theme: '${scheme}',`]),
    ...(lines.length > 0 ? ['  variables: {', ...lines, '  },'] : []),
    '};',
  ].join('\n');
}

/** `--zavu-color-primary` → `colorPrimary` */
function camelCase(name: string): string {
  return name.replace('--zavu-', '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export interface Preset {
  name: string;
  scheme: 'auto' | 'light' | 'dark';
  properties: Record<string, string>;
}

export const presets: Preset[] = [
  {name: 'Default', scheme: 'auto', properties: {}},
  {
    name: 'Brand',
    scheme: 'light',
    properties: {
      '--zavu-color-surface': '#fffdf8',
      '--zavu-color-text': '#2b1a4a',
      '--zavu-color-muted': '#5d5370',
      '--zavu-color-border': '#e7def5',
      '--zavu-color-primary': '#6d28d9',
      '--zavu-color-on-primary': '#ffffff',
    },
  },
  {
    name: 'Dark',
    scheme: 'dark',
    properties: {
      '--zavu-color-surface': '#0f172a',
      '--zavu-color-text': '#f1f5f9',
      '--zavu-color-muted': '#a9b6c9',
      '--zavu-color-border': '#2b3a55',
      '--zavu-color-primary': '#7dd3fc',
      '--zavu-color-on-primary': '#082f49',
    },
  },
  {
    name: 'High contrast',
    scheme: 'light',
    properties: {
      '--zavu-color-surface': '#ffffff',
      '--zavu-color-text': '#000000',
      '--zavu-color-muted': '#1a1a1a',
      '--zavu-color-border': '#000000',
      '--zavu-color-primary': '#003d1c',
      '--zavu-color-on-primary': '#ffffff',
      '--zavu-border-width': '2px',
      '--zavu-heading-weight': '800',
    },
  },
  {
    name: 'Round',
    scheme: 'auto',
    properties: {
      '--zavu-radius': '2rem',
      '--zavu-button-radius': '2rem',
      '--zavu-padding': '2rem',
      '--zavu-icon-size': '3.5rem',
    },
  },
  {
    name: 'Compact',
    scheme: 'auto',
    properties: {
      '--zavu-font-size': '0.875rem',
      '--zavu-radius': '0.5rem',
      '--zavu-button-radius': '0.375rem',
      '--zavu-padding': '1rem',
      '--zavu-gap': '0.5rem',
      '--zavu-icon-size': '2rem',
    },
  },
];
