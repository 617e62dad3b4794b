/** A custom property of the element, as `custom-elements.json` describes it. */
export interface ThemeProperty {
  name: string;
  description?: string;
  default?: string;
}

interface Manifest {
  modules?: {declarations?: {cssProperties?: ThemeProperty[]}[]}[];
}

/** For a service that serves no manifest. */
const fewOfThem: ThemeProperty[] = [
  {name: '--zavu-color-surface', description: 'Background of the card.'},
  {name: '--zavu-color-text', description: 'Headings, names, and text on secondary buttons.'},
  {name: '--zavu-color-muted', description: 'Sentences.'},
  {name: '--zavu-color-border', description: 'Border of the card and of secondary buttons.'},
  {name: '--zavu-color-primary', description: 'Main button, focus ring, and progress.'},
  {name: '--zavu-color-on-primary', description: 'Text on the main button.'},
  {name: '--zavu-font-family', default: 'inherit', description: 'Typeface.'},
  {name: '--zavu-font-size', default: '1rem', description: 'Size of sentences and buttons.'},
  {name: '--zavu-heading-size', default: '1.25em', description: 'Size of the heading.'},
  {name: '--zavu-heading-weight', default: '650', description: 'Weight of the heading.'},
  {name: '--zavu-button-radius', default: '0.625rem', description: 'Corners of buttons and of the account.'},
  {name: '--zavu-radius', default: '1rem', description: 'Corners of the card.'},
  {name: '--zavu-border-width', default: '1px', description: 'Border of the card.'},
  {name: '--zavu-padding', default: '1.5rem', description: 'Space inside the card.'},
  {name: '--zavu-gap', default: '1rem', description: 'Space between the parts of the card.'},
  {name: '--zavu-icon-size', default: '3rem', description: 'Size of the icon with its background.'},
  {name: '--zavu-max-width', default: '32rem', description: 'Greatest width of the card.'},
];

/** All that the element says can be set. */
export async function readThemeProperties(): Promise<ThemeProperty[]> {
  try {
    const response = await fetch('/embed/custom-elements.json', {signal: AbortSignal.timeout(5_000)});
    if (!response.ok) return fewOfThem;
    const {modules = []} = (await response.json()) as Manifest;
    const found = modules.flatMap(({declarations = []}) =>
      declarations.flatMap(({cssProperties = []}) => cssProperties),
    );
    return found.length > 0 ? found : fewOfThem;
  } catch {
    return fewOfThem;
  }
}
