import {element as elementEn} from '../widget/locales/en/element.ts';
import * as laterEn from '../widget/locales/en/later.ts';
import {mail as mailEn} from '../widget/locales/en/mail.ts';
import {pages as pagesEn} from '../widget/locales/en/pages.ts';
import {element as elementAr} from '../widget/locales/ar/element.ts';
import * as laterAr from '../widget/locales/ar/later.ts';
import {mail as mailAr} from '../widget/locales/ar/mail.ts';
import {pages as pagesAr} from '../widget/locales/ar/pages.ts';
import {element as elementDe} from '../widget/locales/de/element.ts';
import * as laterDe from '../widget/locales/de/later.ts';
import {mail as mailDe} from '../widget/locales/de/mail.ts';
import {pages as pagesDe} from '../widget/locales/de/pages.ts';
import {element as elementEs} from '../widget/locales/es/element.ts';
import * as laterEs from '../widget/locales/es/later.ts';
import {mail as mailEs} from '../widget/locales/es/mail.ts';
import {pages as pagesEs} from '../widget/locales/es/pages.ts';
import {element as elementFr} from '../widget/locales/fr/element.ts';
import * as laterFr from '../widget/locales/fr/later.ts';
import {mail as mailFr} from '../widget/locales/fr/mail.ts';
import {pages as pagesFr} from '../widget/locales/fr/pages.ts';
import {element as elementHe} from '../widget/locales/he/element.ts';
import * as laterHe from '../widget/locales/he/later.ts';
import {mail as mailHe} from '../widget/locales/he/mail.ts';
import {pages as pagesHe} from '../widget/locales/he/pages.ts';
import {element as elementHi} from '../widget/locales/hi/element.ts';
import * as laterHi from '../widget/locales/hi/later.ts';
import {mail as mailHi} from '../widget/locales/hi/mail.ts';
import {pages as pagesHi} from '../widget/locales/hi/pages.ts';
import {element as elementId} from '../widget/locales/id/element.ts';
import * as laterId from '../widget/locales/id/later.ts';
import {mail as mailId} from '../widget/locales/id/mail.ts';
import {pages as pagesId} from '../widget/locales/id/pages.ts';
import {element as elementIt} from '../widget/locales/it/element.ts';
import * as laterIt from '../widget/locales/it/later.ts';
import {mail as mailIt} from '../widget/locales/it/mail.ts';
import {pages as pagesIt} from '../widget/locales/it/pages.ts';
import {element as elementJa} from '../widget/locales/ja/element.ts';
import * as laterJa from '../widget/locales/ja/later.ts';
import {mail as mailJa} from '../widget/locales/ja/mail.ts';
import {pages as pagesJa} from '../widget/locales/ja/pages.ts';
import {element as elementPt} from '../widget/locales/pt/element.ts';
import * as laterPt from '../widget/locales/pt/later.ts';
import {mail as mailPt} from '../widget/locales/pt/mail.ts';
import {pages as pagesPt} from '../widget/locales/pt/pages.ts';
import {element as elementTr} from '../widget/locales/tr/element.ts';
import * as laterTr from '../widget/locales/tr/later.ts';
import {mail as mailTr} from '../widget/locales/tr/mail.ts';
import {pages as pagesTr} from '../widget/locales/tr/pages.ts';
import type {Language} from '../widget/locales/languages.ts';

/** All that pages and mail say in one language. */
export interface Dictionary {
  element: typeof elementEn;
  failures: typeof laterEn.failures;
  pages: typeof pagesEn;
  mail: typeof mailEn;
}

export const dictionaries: Record<Language, Dictionary> = {
  en: {element: elementEn, failures: laterEn.failures, pages: pagesEn, mail: mailEn},
  ar: {element: elementAr, failures: laterAr.failures, pages: pagesAr, mail: mailAr},
  de: {element: elementDe, failures: laterDe.failures, pages: pagesDe, mail: mailDe},
  es: {element: elementEs, failures: laterEs.failures, pages: pagesEs, mail: mailEs},
  fr: {element: elementFr, failures: laterFr.failures, pages: pagesFr, mail: mailFr},
  he: {element: elementHe, failures: laterHe.failures, pages: pagesHe, mail: mailHe},
  hi: {element: elementHi, failures: laterHi.failures, pages: pagesHi, mail: mailHi},
  id: {element: elementId, failures: laterId.failures, pages: pagesId, mail: mailId},
  it: {element: elementIt, failures: laterIt.failures, pages: pagesIt, mail: mailIt},
  ja: {element: elementJa, failures: laterJa.failures, pages: pagesJa, mail: mailJa},
  pt: {element: elementPt, failures: laterPt.failures, pages: pagesPt, mail: mailPt},
  tr: {element: elementTr, failures: laterTr.failures, pages: pagesTr, mail: mailTr},
};
