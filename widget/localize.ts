import type {failures, phone} from './locales/en-later.ts';
import {element} from './locales/en.ts';

export type ElementTexts = typeof element;

/** The element's texts in one language. */
export interface Locale {
  language: string;
  element: ElementTexts;
  /** These are not there yet in `english`: few people ever see them. */
  failures?: Partial<typeof failures>;
  phone?: typeof phone;
}

/** What the element has without loading anything. */
export const english: Locale = {language: 'en', element};

/** Every language: a file that is loaded when needed, and a line here. */
const loaders: Record<string, () => Promise<Omit<Locale, 'language'>>> = {
  en: async () => ({element, ...(await import('./locales/en-later.ts'))}),
  es: () => import('./locales/es.ts'),
};

/** All texts for a language tag such as `es-MX`; English where there are no others or they cannot be loaded. */
export async function loadLocale(tag: string): Promise<Locale> {
  const language = languageOf(tag);
  try {
    const texts = await loaders[language]?.();
    return {...english, failures: {}, ...texts, language};
  } catch {
    return {...english, failures: {}};
  }
}

/** The supported language of a tag; `en` for all others. */
export function languageOf(tag: string): string {
  const [language = ''] = tag.toLowerCase().split(/[-_]/);
  return language in loaders ? language : english.language;
}

/** The language of the nearest `lang`, through shadow trees; without one, the language of the browser. */
export function findLanguage(element: Element): string {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  if (lang) return lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? findLanguage(root.host) : navigator.language;
}
