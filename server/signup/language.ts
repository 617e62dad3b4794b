/** A language that pages and mail speak, and the tag with the region that dates are written for. */
export interface Language {
  language: 'en' | 'es';
  /** For `lang`, dates and the element. */
  tag: string;
}

/** The first of the wanted tags that we speak; English when there is none. */
export function chooseLanguage(wanted: readonly string[]): Language {
  const [, language = 'en', region = ''] =
    wanted.map((tag) => /^(en|es)(-(?:[a-z]{2}|\d{3}))?(?:-|$)/i.exec(tag)).find((match) => match) ?? [];
  return {
    language: language.toLowerCase() === 'es' ? 'es' : 'en',
    tag: language.toLowerCase() + region.toUpperCase(),
  };
}
