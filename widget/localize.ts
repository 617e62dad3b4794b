import {element, failures} from './locales/en.ts';

/** The element's texts in one language. */
export interface Locale {
  language: string;
  element: typeof element;
  failures: typeof failures;
}

export const english: Locale = {language: 'en', element, failures};

/** Every language but English is a file of its own, loaded when needed; here is the list of them. */
const loaders: Record<string, () => Promise<Omit<Locale, 'language'>>> = {
  es: async () => {
    const {element, failures} = await import('./locales/es.ts');
    return {element, failures};
  },
};

/** The texts for a language tag such as `es-MX`; English where there are no others or they cannot be loaded. */
export async function loadLocale(tag: string): Promise<Locale> {
  const language = languageOf(tag);
  try {
    const texts = await loaders[language]?.();
    return texts ? {language, ...texts} : english;
  } catch {
    return english;
  }
}

export function isEnglish(tag: string): boolean {
  return !(languageOf(tag) in loaders);
}

/** The language of the nearest `lang`, through shadow trees; without one, the language of the browser. */
export function findLanguage(element: Element): string {
  let node: Element | null = element;
  while (node) {
    const lang: string | null | undefined = node.closest('[lang]')?.getAttribute('lang');
    if (lang) return lang;
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return navigator.language;
}

/** `+34600111222` as `+34 600 111 222`: country code, then groups of three, with four at the end where it fits. */
export function formatPhoneNumber(phoneNumber: string): string {
  const [, country, rest] = callingCode.exec(phoneNumber) ?? [];
  if (!country || !rest) return phoneNumber;
  const groups = rest.match(/\d{3}(?=\d{3}|\d\d$)|\d+/g) ?? [rest];
  return [country, ...groups].join('\u00a0');
}

/** E.164 calling codes have one, two or three digits; these have one or two. */
const callingCode = /^(\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}))(\d{4,12})$/;

function languageOf(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? '';
}
