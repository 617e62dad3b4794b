/**
 * The languages that we speak, as the first part of a tag. Each has a folder here: `element` is loaded with the element,
 * `signup` and `later` when a signup begins; `pages` and `mail` are for the service alone.
 */
export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];
