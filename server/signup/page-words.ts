import {directionOf} from '../../widget/locales/languages.ts';
import {dictionaries, type Dictionary} from '../dictionaries.ts';
import {chooseLanguage, type Language as Spoken} from '../language.ts';
import type {PageShell} from './page-view.ts';

/** What a page says, in the language of whoever reads it. */
export interface Words {
  language: Spoken['language'];
  /** Language and region, for `lang`, dates and the element. */
  tag: string;
  direction: 'rtl' | 'ltr';
  texts: Dictionary['pages'];
  /** What the element will say; said before it is there, so that nothing changes when it comes. */
  element: Dictionary['element'];
  failures: Dictionary['failures'];
  phone: Dictionary['phone'];
  needed: Dictionary['needed'];
}

/** In the wanted language; one that we do not speak leaves the choice to the browser. */
export function wordsFor({locale, acceptLanguage}: PageShell): Words {
  const {language, tag} = chooseLanguage([locale ?? '', ...acceptedTags(acceptLanguage ?? '')]);
  const {pages: texts, element, failures, phone, needed} = dictionaries[language];
  return {language, tag, direction: directionOf(language), texts, element, failures, phone, needed};
}

function acceptedTags(header: string): string[] {
  return header
    .split(',')
    .map((entry) => {
      const [tag = '', quality = 'q=1'] = entry.split(';').map((part) => part.trim());
      return {tag, quality: Number(quality.slice('q='.length))};
    })
    .filter(({quality}) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({tag}) => tag);
}

/** A length of time from now, in the largest unit that says it well. */
export function relativeTime(durationMs: number, tag: string): string {
  const format = new Intl.RelativeTimeFormat(tag);
  const minutes = Math.max(1, Math.round(durationMs / 60_000));
  if (minutes < 90) return format.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? format.format(hours, 'hour') : format.format(Math.round(hours / 24), 'day');
}
