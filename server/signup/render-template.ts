import {nothing, type TemplateResult} from 'lit/html.js';
import {html, type Html, type HtmlValue} from '../html.ts';

/** Between these, text means something else than in the rest of a page. */
const rawText = /<(script|style|textarea|title)\b/i;
const unquotedAttribute = /\s+([@?.]?)([\w-]+)=$/;
const quotedBinding = /\s[@?.][\w-]+=["'][^"']*$/;

/**
 * What a browser would make of one of the element's templates, as HTML: the same text and attributes, without listeners
 * and properties. Throws at whatever it does not know, so that no page is sent with half a card.
 */
export function renderTemplate(template: TemplateResult): Html {
  const {strings, values} = template;
  const position = new Position();
  const written: string[] = [];
  const filled: HtmlValue[] = [];
  let before = '';
  for (const [index, text] of strings.entries()) {
    position.read(text);
    before += text;
    if (index === values.length) break;
    const value: unknown = values[index];
    if (!position.isInTag) {
      filled.push(renderChild(value));
    } else if (position.isQuoted) {
      if (quotedBinding.test(before)) throw new TypeError(`A binding in quotes: ${before.trim()}`);
      filled.push(asText(value ?? ''));
    } else {
      const [whole, kind, name] = unquotedAttribute.exec(before) ?? [];
      if (whole === undefined || !/^[\s/>]/.test(strings[index + 1] ?? '')) {
        throw new TypeError(`A value where no attribute is: ${before.trim()}`);
      }
      before = before.slice(0, -whole.length);
      filled.push(kind === '@' || kind === '.' ? '' : attribute(name ?? '', kind === '?', value));
    }
    written.push(before);
    before = '';
  }
  written.push(before);
  return html(Object.assign(written, {raw: written}), ...filled);
}

function renderChild(value: unknown): HtmlValue {
  if (value === nothing || value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(renderChild);
  return isTemplate(value) ? renderTemplate(value) : asText(value);
}

function attribute(name: string, isBoolean: boolean, value: unknown): HtmlValue {
  if (value === nothing || (isBoolean && !value)) return '';
  return html` ${name}="${isBoolean ? '' : asText(value ?? '')}"`;
}

function asText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw new TypeError(`A template holds what cannot be written: ${typeof value}`);
}

function isTemplate(value: unknown): value is TemplateResult {
  if (typeof value !== 'object' || value === null || !('_$litType$' in value)) return false;
  return value._$litType$ === 1 || value._$litType$ === 2;
}

/** Where in the markup a value stands. */
class Position {
  isInTag = false;
  #quote = '';

  get isQuoted(): boolean {
    return this.#quote !== '';
  }

  read(text: string): void {
    if (rawText.test(text)) throw new TypeError(`No template may hold this: ${text.trim()}`);
    for (const character of text) {
      if (this.isQuoted) this.#quote = character === this.#quote ? '' : this.#quote;
      else if (this.isInTag && /["']/.test(character)) this.#quote = character;
      else if (/[<>]/.test(character)) this.isInTag = character === '<';
    }
  }
}
