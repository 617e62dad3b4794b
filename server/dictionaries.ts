import type {element} from '../widget/locales/en/element.ts';
import type {failures, phone} from '../widget/locales/en/later.ts';
import type {mail} from '../widget/locales/en/mail.ts';
import type {needed} from '../widget/locales/en/needed.ts';
import type {pages} from '../widget/locales/en/pages.ts';
import type {signup} from '../widget/locales/en/signup.ts';
import {type Language, languages} from '../widget/locales/languages.ts';

/** All that pages and mail say in one language. */
export interface Dictionary {
  /** All that the element says of a signup, at once or later. */
  element: typeof element & typeof signup;
  failures: typeof failures;
  phone: typeof phone;
  needed: typeof needed;
  pages: typeof pages;
  mail: typeof mail;
}

async function load(language: Language): Promise<Dictionary> {
  const files = ['element', 'signup', 'later', 'needed', 'pages', 'mail'].map(
    (part) => import(`../widget/locales/${language}/${part}.ts`) as Promise<object>,
  );
  const {signup, ...dictionary} = Object.assign({}, ...(await Promise.all(files))) as Dictionary & {
    signup: Dictionary['element'];
  };
  return {...dictionary, element: {...dictionary.element, ...signup}};
}

/** A language is a folder and its line in `languages`; the compiler has seen to it that nothing is missing there. */
export const dictionaries = Object.fromEntries(
  await Promise.all(languages.map(async (language) => [language, await load(language)])),
) as Record<Language, Dictionary>;
