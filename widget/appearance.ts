/** How the element looks, from a script: the same custom properties as in CSS, with their names in camel case. */
export interface Appearance {
  /** Goes before the attribute `theme`. */
  theme?: Theme | undefined;
  /** `colorPrimary` is `--zavu-color-primary`. */
  variables?: Partial<Record<AppearanceVariable, string | undefined>> | undefined;
}

/** `auto`: the `color-scheme` of the page around. */
export type Theme = 'auto' | 'light' | 'dark';

export type AppearanceVariable =
  | 'colorSurface'
  | 'colorText'
  | 'colorMuted'
  | 'colorBorder'
  | 'colorPrimary'
  | 'colorOnPrimary'
  | 'colorHover'
  | 'colorSoft'
  | 'colorTint'
  | 'colorLink'
  | 'colorBad'
  | 'colorWaiting'
  | 'colorBadge'
  | 'colorProgress'
  | 'colorTrack'
  | 'colorFocus'
  | 'fontFamily'
  | 'fontSize'
  | 'lineHeight'
  | 'smallSize'
  | 'headingFamily'
  | 'headingSize'
  | 'headingWeight'
  | 'headingLineHeight'
  | 'buttonWeight'
  | 'buttonRadius'
  | 'buttonHeight'
  | 'buttonPadding'
  | 'buttonBorderWidth'
  | 'buttonGap'
  | 'focusWidth'
  | 'focusOffset'
  | 'radius'
  | 'borderWidth'
  | 'shadow'
  | 'padding'
  | 'gap'
  | 'iconSize'
  | 'iconRadius'
  | 'progressWidth'
  | 'qrSize'
  | 'duration'
  | 'maxWidth';

/**
 * Makes them the only ones in the sheet. One declaration at a time, so that a value can be no more than a value; a
 * colour that is none would take the default away.
 */
export function setVariables(sheet: CSSStyleSheet, variables: Appearance['variables'] = {}): void {
  sheet.replaceSync(':host{}');
  const {style} = sheet.cssRules[0] as CSSStyleRule;
  for (const [name, value] of Object.entries(variables)) {
    if (value && (!name.startsWith('color') || CSS.supports('color', value)))
      style.setProperty(`--zavu-${name.replace(/[A-Z]/g, '-$&').toLowerCase()}`, value);
  }
}
