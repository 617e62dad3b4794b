import {element} from './locales/en/element.ts';
import type {care} from './locales/en/care.ts';
import type {manager} from './locales/en/manager.ts';
import type {managerForms} from './locales/en/manager-forms.ts';
import type {failures, phone} from './locales/en/later.ts';
import type {needed} from './locales/en/needed.ts';
import type {signup} from './locales/en/signup.ts';
import {type Language, spokenLanguage} from './locales/languages.ts';

export type {Language};
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

/** What a host may say instead: any of the texts, and a function where the text is made by one. */
export type Messages = PartsOf<
  ElementTexts &
    LaterTexts['signup'] &
    Omit<LaterTexts, 'signup'> &
    Files['needed'] &
    Files['care'] &
    Files['manager'] &
    Files['manager-forms']
>;

export type Needed = typeof needed;

type PartsOf<Texts> = Texts extends (...values: never[]) => unknown
  ? Texts
  : Texts extends object
    ? {[Name in keyof Texts]?: PartsOf<Texts[Name]> | undefined}
    : Texts;

/** What the element has without loading anything. */
export const english: Locale = {language: 'en', element};

/** The files of a language that are loaded when needed. */
export interface Files {
  element: {element: ElementTexts};
  signup: Pick<LaterTexts, 'signup'>;
  later: Omit<LaterTexts, 'signup'>;
  care: {care: typeof care};
  needed: {needed: typeof needed};
  manager: {manager: typeof manager};
  'manager-forms': {managerForms: typeof managerForms};
}

/** Not known to the bundler, which would name every file of every language in the script. */
export const loadPart = <Part extends keyof Files>(language: Language, part: Part) =>
  import(/* @vite-ignore */ `./locales/${language}/${part}.ts`) as Promise<Files[Part]>;

/**
 * The texts for a language tag such as `es-MX`; English where there are no others or they cannot be loaded.
 * `withLaterOnes`: also those of a signup; without them when they cannot be loaded.
 */
export async function loadLocale(tag: string, withLaterOnes = false): Promise<Locale> {
  const language = languageOf(tag);
  try {
    const [first, ...later] = await Promise.all([
      language === 'en' ? english : loadPart(language, 'element'),
      ...(withLaterOnes ? [loadPart(language, 'signup'), loadPart(language, 'later')] : []),
    ]);
    return Object.assign({}, first, ...later, {language}) as Locale;
  } catch {
    return english;
  }
}

/** The texts with the host's in place of those that it gave. */
export function withMessages<Given extends object>(texts: Given, messages: Messages | undefined): Given {
  return replaced(texts as Texts, {...messages, element: messages, signup: messages}) as Given;
}

type Texts = Record<string, unknown>;

/** A text of another kind than ours, as a sentence where one is made of a name, is passed over: nothing may break. */
function replaced(ours: Texts, theirs: Texts): Texts {
  const texts = {...ours};
  for (const name in theirs) {
    const [own, text] = [ours[name], theirs[name]];
    if (typeof text === typeof own) {
      texts[name] = typeof own === 'object' ? replaced(own as Texts, text as Texts) : text;
    }
  }
  return texts;
}

/** The supported language of a tag; `en` for all others. */
export function languageOf(tag: string): Language {
  return spokenLanguage(tag) ?? 'en';
}

/** The language of the nearest `lang`, through shadow trees; without one, the language of the browser. */
export function findLanguage(element: Element): string {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  if (lang) return lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? findLanguage(root.host) : navigator.language;
}
