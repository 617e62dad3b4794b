import {html, type Html} from '../html.ts';
import {isNullable, type JsonSchema, refName, resolve, type Schemas} from '../openapi/schemas.ts';

/** Of what the fields are: a caller wants to know what a request needs, and what an answer may lack. */
export type FieldsOf = 'request' | 'answer';

interface Row {
  name: string;
  schema: JsonSchema;
  isRequired: boolean;
}

/** A table of the object's fields, inner objects with dotted names; a sentence for what is no object. */
export function fieldTable(schema: JsonSchema, components: Schemas, of: FieldsOf): Html {
  const rows = rowsOf(refName(schema) === undefined ? schema : {}, components);
  if (rows.length === 0) return html`<p>${typeOf(schema, components)}</p>`;
  return rowTable(rows, components, of);
}

export function rowTable(rows: readonly Row[], components: Schemas, of: FieldsOf): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({name, schema, isRequired}) =>
          html`<tr>
            <th scope="row">
              <code>${breakable(name)}</code> ${mark(isRequired, of)}
              <span class="type">${typeOf(schema, components)}</span>
            </th>
            <td>${meaningOf(schema, components)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Our descriptions are plain sentences; only backticks mean something. */
export function prose(text: string): Html {
  return html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

/** Long names may break behind their dots, and nowhere else. */
function breakable(name: string): Html {
  return html`${name.split('.').map((part, index) => html`${index > 0 && html`.<wbr />`}${part}`)}`;
}

function mark(isRequired: boolean, of: FieldsOf): Html | false {
  if (of === 'request') return isRequired && html`<span class="mark">required</span>`;
  return !isRequired && html`<span class="mark">not always</span>`;
}

function rowsOf(schema: JsonSchema, components: Schemas, prefix = ''): Row[] {
  const {properties = {}, required = []} = resolve(schema, components);
  return Object.entries(properties).flatMap(([name, field]) => [
    {name: prefix + name, schema: field, isRequired: required.includes(name)},
    ...innerRows(field, components, prefix + name),
  ]);
}

function innerRows(field: JsonSchema, components: Schemas, name: string): Row[] {
  if (isReference(field)) return [];
  const {items} = resolve(field, components);
  if (items) return isReference(items) ? [] : rowsOf(items, components, `${name}[].`);
  return rowsOf(field, components, `${name}.`);
}

/** A reference, also one beside `null`. */
function isReference(schema: JsonSchema): boolean {
  return refName(schema) !== undefined || (schema.anyOf ?? []).some(isReference);
}

function typeOf(schema: JsonSchema, components: Schemas): Html {
  const alternatives = (schema.anyOf ?? []).filter((one) => one.type !== 'null');
  if (alternatives.length > 0) {
    const texts = alternatives.map((one, index) => html`${index > 0 && ' or '}${typeOf(one, components)}`);
    return html`${texts}${isNullable(schema) && ' or null'}`;
  }
  const name = refName(schema);
  if (name !== undefined) return html`<a href="#object-${name}">${name}</a>`;
  const {type, format, items, additionalProperties, properties} = resolve(schema, components);
  const orNull = isNullable(schema) && ' or null';
  if (items) return html`array of ${typeOf(items, components)}${orNull}`;
  if (typeof additionalProperties === 'object' && !properties && additionalProperties.type !== undefined) {
    return html`object of ${typeOf(additionalProperties, components)}${orNull}`;
  }
  if (type === undefined && schema.const !== undefined)
    return html`<code>${JSON.stringify(schema.const)}</code>`;
  return html`${[type ?? 'anything'].flat().join(' or ')}${format && ` (${format})`}${orNull}`;
}

function meaningOf(schema: JsonSchema, components: Schemas): Html {
  const itself = refName(schema) === undefined ? resolve(schema, components) : schema;
  const [inner] = schema.anyOf ?? [];
  const {description = inner?.description} = schema;
  return html`${[
    description !== undefined && html`${prose(description)} `,
    itself.enum && html`One of ${listed(itself.enum)}. `,
    rangeOf(itself),
    itself.default !== undefined && html`Default <code>${JSON.stringify(itself.default)}</code>.`,
  ]}`;
}

function listed(values: readonly unknown[]): Html {
  return html`${values.map((value, index) => html`${index > 0 && ', '}<code>${String(value)}</code>`)}`;
}

function rangeOf({minimum, maximum, minLength, maxLength, items}: JsonSchema): string | false {
  if (items) return false;
  if (minimum !== undefined && maximum !== undefined) return `From ${minimum} to ${maximum}. `;
  if (minimum !== undefined) return `At least ${minimum}. `;
  if (maxLength === undefined) return false;
  return minLength !== undefined && minLength > 1
    ? `${minLength} to ${maxLength} characters. `
    : `At most ${maxLength} characters. `;
}
