import type {Language} from './languages.ts';

/** The form that the language has for this many; `other` where it has none of its own. */
export function plural(
  language: Language,
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & {other: string},
): string {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
}
