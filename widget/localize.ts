import {element} from './locales/en/element.ts';
import type {care} from './locales/en/care.ts';
import type {failures, phone} from './locales/en/later.ts';
import type {signup} from './locales/en/signup.ts';
import type {Language} from './locales/languages.ts';

export type ElementTexts = typeof element;

/** What is said once a signup begins, and what few people ever see; got when it may be needed soon. */
interface LaterTexts {
  signup: typeof signup;
  failures: Partial<typeof failures>;
  phone: typeof phone;
}

/** The element's texts in one language. */
export interface Locale extends Partial<LaterTexts> {
  language: string;
  element: ElementTexts;
}

/** What the element has without loading anything. */
export const english: Locale = {language: 'en', element};

interface Loader {
  element: () => Promise<{element: ElementTexts}>;
  signup: () => Promise<Pick<LaterTexts, 'signup'>>;
  later: () => Promise<Omit<LaterTexts, 'signup'>>;
  care: () => Promise<{care: typeof care}>;
}

/** Every language: files that are loaded when needed, and a line here. */
const loaders: Record<Language, Loader> = {
  en: {
    element: async () => ({element}),
    signup: () => import('./locales/en/signup.ts'),
    later: () => import('./locales/en/later.ts'),
    care: () => import('./locales/en/care.ts'),
  },
  es: {
    element: () => import('./locales/es/element.ts'),
    signup: () => import('./locales/es/signup.ts'),
    later: () => import('./locales/es/later.ts'),
    care: () => import('./locales/es/care.ts'),
  },
};

/**
 * The texts for a language tag such as `es-MX`; English where there are no others or they cannot be loaded.
 * `withLaterOnes`: also those of a signup; without them when they cannot be loaded.
 */
export async function loadLocale(tag: string, withLaterOnes = false): Promise<Locale> {
  const language = languageOf(tag);
  const loader = loaders[language];
  try {
    const parts = withLaterOnes ? [loader.signup(), loader.later()] : [];
    const [first, ...later] = await Promise.all([loader.element(), ...parts]);
    return Object.assign({language}, first, ...later) as Locale;
  } catch {
    return english;
  }
}

/** What is said of an account that is connected. */
export async function loadCare(language: string): Promise<typeof care> {
  return (await loaders[languageOf(language)].care()).care;
}

/** The supported language of a tag; `en` for all others. */
export function languageOf(tag: string): Language {
  const [language = ''] = tag.toLowerCase().split(/[-_]/);
  return language in loaders ? (language as Language) : 'en';
}

/** The language of the nearest `lang`, through shadow trees; without one, the language of the browser. */
export function findLanguage(element: Element): string {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  if (lang) return lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? findLanguage(root.host) : navigator.language;
}
