/**
 * The languages that we speak, as the first part of a tag. Each has a folder here: `element` is loaded with the element,
 * `signup` and `later` when a signup begins; `pages` and `mail` are for the service alone.
 */
export const languages = ['en', 'ar', 'de', 'es', 'fr', 'he', 'hi', 'id', 'it', 'ja', 'pt', 'tr'] as const;
export type Language = (typeof languages)[number];

/** Older systems still say these. */
const renamed: Partial<Record<string, string>> = {iw: 'he', in: 'id'};

/** The language of a tag such as `es-MX` or `pt_BR`; nothing for one that we do not speak. */
export function spokenLanguage(tag: string): Language | undefined {
  const [code = ''] = tag.toLowerCase().split(/[-_]/);
  return languages.find((language) => language === (renamed[code] ?? code));
}

/** Which way it is written, for `dir`. */
export function directionOf(language: string): 'rtl' | 'ltr' {
  return /^(ar|he)/.test(language) ? 'rtl' : 'ltr';
}
