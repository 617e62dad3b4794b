import {type Language as Code, spokenLanguage} from '../widget/locales/languages.ts';

/** A language that pages and mail speak, and the tag with the region that dates are written for. */
export interface Language {
  language: Code;
  /** For `lang`, dates and the element. */
  tag: string;
}

/** The first of the wanted tags that we speak; English when there is none. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const each of wanted) {
    const language = spokenLanguage(each);
    const [, region = ''] = /^[a-z]+(-(?:[a-z]{2}|\d{3}))?(?:-|$)/i.exec(each) ?? [];
    if (language) return {language, tag: language + region.toUpperCase()};
  }
  return {language: 'en', tag: 'en'};
}

/** A moment, to the minute and with its zone, since nobody knows where it will be read. */
export function utcTime(time: number, tag: string, options: {weekday?: 'long'} = {}): string {
  return new Intl.DateTimeFormat(tag, {
    ...options,
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(time);
}
