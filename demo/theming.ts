import {languages} from '../widget/locales/languages.ts';
import {copy} from './copy.ts';
import {find, make} from './dom.ts';
import {type Preset, presets, type Theme, writeAppearance, writeCss} from './theme.ts';
import {type Knob, makeKnob} from './theme-knob.ts';
import {readThemeProperties} from './theme-properties.ts';

/** The section "Theming": an element that is styled by what is printed beside it. */
export async function openTheming(): Promise<void> {
  const form = find('knobs', HTMLFormElement);
  const stage = find('stage', HTMLDivElement);
  const code = find('theme-code', HTMLElement);
  const element = document.createElement('zavu-partner-invite');
  const sheet = new CSSStyleSheet();
  const theme: Theme = new Map();

  const knobs = (await readThemeProperties()).map((property) =>
    makeKnob(property, (value) => {
      if (value === undefined) theme.delete(property.name);
      else theme.set(property.name, value);
      update();
    }),
  );
  find('properties', HTMLDivElement).replaceChildren(...renderGroups(knobs));
  find('presets', HTMLDivElement).replaceChildren(...presets.map(renderPreset));
  const locale = form.elements.namedItem('locale') as HTMLSelectElement;
  locale.replaceChildren(...languages.map((language) => new Option(nameOf(language), language)));

  document.adoptedStyleSheets.push(sheet);
  element.setAttribute('session-url', '/demo/api/whatsapp-session');
  stage.append(element);
  form.addEventListener('change', update);
  form.addEventListener('input', update);
  form.addEventListener('submit', (event) => event.preventDefault());
  for (const input of document.querySelectorAll('#theming [name="written"]')) {
    input.addEventListener('change', update);
  }
  find('reset-theme', HTMLButtonElement).addEventListener('click', () => {
    form.reset();
    theme.clear();
    update();
  });
  const copyButton = document.querySelector<HTMLButtonElement>('[data-copies="theme-code"]');
  copyButton?.addEventListener('click', () => void copy(code.textContent, copyButton));
  update();

  function update(): void {
    const {
      theme: scheme = 'auto',
      direction = 'ltr',
      width = '',
      locale = 'en',
    } = Object.fromEntries(new FormData(form).entries()) as Record<string, string>;
    const css = writeCss(theme);
    // The very text that is printed, for this element alone.
    sheet.replaceSync(`#stage { ${css} }`);
    element.setAttribute('theme', scheme);
    element.setAttribute('locale', locale);
    stage.dir = direction;
    stage.dataset['theme'] = scheme;
    stage.style.setProperty('--width', `${width}px`);
    find('width-shown', HTMLSpanElement).textContent = `${width} px`;
    for (const knob of knobs) knob.show(theme.get(knob.name));
    const isScript = document.querySelector('#theming [value="appearance"]:checked');
    code.textContent = isScript ? writeAppearance(theme, scheme) : css;
    find('theme-summary', HTMLElement).textContent = summaryOf(theme.size);
  }

  function renderPreset(preset: Preset): HTMLButtonElement {
    const button = make('button', 'preset', make('span', 'swatch'), preset.name);
    button.type = 'button';
    const {properties} = preset;
    for (const role of ['surface', 'primary']) {
      const color = properties[`--zavu-color-${role}`];
      if (color) button.style.setProperty(`--${role}`, color);
    }
    button.addEventListener('click', () => {
      theme.clear();
      for (const [name, value] of Object.entries(properties)) theme.set(name, value);
      const scheme = form.querySelector<HTMLInputElement>(`[name="theme"][value="${preset.scheme}"]`);
      if (scheme) scheme.checked = true;
      update();
    });
    return button;
  }
}

function renderGroups(knobs: Knob[]): HTMLFieldSetElement[] {
  return [...new Set(knobs.map(({group}) => group))].map((name) =>
    make(
      'fieldset',
      'block',
      make('legend', '', name),
      ...knobs.filter(({group}) => group === name).map(({row}) => row),
    ),
  );
}

/** `es` → `español` */
function nameOf(language: string): string {
  return new Intl.DisplayNames([language], {type: 'language'}).of(language) ?? language;
}

function summaryOf(count: number): string {
  if (count === 0) return 'Nothing differs from the default.';
  return count === 1 ? 'One property differs.' : `${count} properties differ.`;
}
