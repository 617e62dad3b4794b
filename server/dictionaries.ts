import {element as elementEn} from '../widget/locales/en/element.ts';
import * as laterEn from '../widget/locales/en/later.ts';
import {mail as mailEn} from '../widget/locales/en/mail.ts';
import {pages as pagesEn} from '../widget/locales/en/pages.ts';
import {signup as signupEn} from '../widget/locales/en/signup.ts';
import {element as elementEs} from '../widget/locales/es/element.ts';
import * as laterEs from '../widget/locales/es/later.ts';
import {mail as mailEs} from '../widget/locales/es/mail.ts';
import {pages as pagesEs} from '../widget/locales/es/pages.ts';
import {signup as signupEs} from '../widget/locales/es/signup.ts';
import type {Language} from '../widget/locales/languages.ts';

/** All that pages and mail say in one language. */
export interface Dictionary {
  /** All that the element says of a signup, at once or later. */
  element: typeof elementEn & typeof signupEn;
  failures: typeof laterEn.failures;
  phone: typeof laterEn.phone;
  pages: typeof pagesEn;
  mail: typeof mailEn;
}

export const dictionaries: Record<Language, Dictionary> = {
  en: {
    element: {...elementEn, ...signupEn},
    ...laterEn,
    pages: pagesEn,
    mail: mailEn,
  },
  es: {
    element: {...elementEs, ...signupEs},
    ...laterEs,
    pages: pagesEs,
    mail: mailEs,
  },
};
