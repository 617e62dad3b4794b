const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** Text that is safe to send as HTML. Only `html` makes it, so whatever else reaches a page is escaped. */
export type Html = Markup;

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/**
 * Template tag for markup: every value is escaped, for text and for quoted attributes; `null`, `undefined` and
 * `false` come out as nothing. Attribute values must stand in quotes.
 */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Markup(strings.reduce((before, after, index) => before + render(values[index - 1]) + after));
}

function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'object') return value.map(render).join('');
  return String(value).replace(/[&<>"'`]/g, (character) => escapes[character] ?? '');
}

/** The sentence with the name set apart, so that a name in another script cannot reorder the words around it. */
export function withName(sentence: (name: string) => string, name: string): Html {
  const parts = sentence('\0').split('\0');
  return html`${parts.map((part, index) => (index === 0 ? part : html`<bdi>${name}</bdi>${part}`))}`;
}

const nameLengthMax = 80;

/** A name that others chose, on one line and without characters that reorder the text around them. */
export function oneLine(name: string | null): string | null {
  const line = (name ?? '').replace(/[\s\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ').trim();
  const characters = Array.from(line);
  if (characters.length <= nameLengthMax) return line || null;
  return `${characters.slice(0, nameLengthMax - 1).join('')}…`;
}
