import {z} from 'zod';

/** JSON Schema 2020-12, as far as our documents go. */
export interface JsonSchema {
  $ref?: string;
  description?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  propertyNames?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  contentSchema?: JsonSchema;
  [keyword: string]: unknown;
}

export type Schemas = Record<string, JsonSchema>;

const refStart = '#/components/schemas/';

/**
 * Turns zod schemas into JSON Schema. What has an id in its metadata goes into `components` once, and is
 * referred to from then on.
 */
export class SchemaCollection {
  readonly components: Schemas = {};

  /** `input`: what a caller may send. `output`: what an answer holds. */
  add(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    // Wrapped, so that a schema with an id becomes a reference at the top too.
    const {properties, $defs = {}} = convert(z.object({schema}), io);
    for (const [id, definition] of Object.entries($defs)) {
      const known = this.components[id];
      if (known && JSON.stringify(known) !== JSON.stringify(definition)) {
        throw new Error(`Two schemas are called "${id}", or it is not the same for requests and answers.`);
      }
      this.components[id] = definition;
    }
    return properties?.['schema'] ?? {};
  }
}

function convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema & {$defs?: Schemas} {
  const converted = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override({jsonSchema}) {
      // A format says it better than the pattern behind it.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      // Answers may get new keys: readers must not refuse them.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.id !== undefined) delete jsonSchema.id;
    },
  });
  return JSON.parse(JSON.stringify(converted).replaceAll('"#/$defs/', `"${refStart}`)) as JsonSchema;
}

/** The name of the component that the schema refers to, if it does. */
export function refName({$ref}: JsonSchema): string | undefined {
  return $ref?.startsWith(refStart) ? $ref.slice(refStart.length) : undefined;
}

/** The schema itself, behind a reference and without `null`. */
export function resolve(schema: JsonSchema, components: Schemas): JsonSchema {
  const name = refName(schema);
  const target = name === undefined ? undefined : components[name];
  if (target) return resolve(target, components);
  const {anyOf, type, ...rest} = schema;
  if (Array.isArray(type)) {
    const [only = 'null', ...others] = type.filter((one) => one !== 'null');
    return {...schema, type: others.length === 0 ? only : [only, ...others]};
  }
  const [only, ...others] = (anyOf ?? []).filter((one) => one.type !== 'null');
  return only && others.length === 0 ? resolve({...rest, ...only}, components) : schema;
}

/** Whether `null` is among what fits. */
export function isNullable({type, anyOf}: JsonSchema): boolean {
  return [type].flat().includes('null') || (anyOf ?? []).some(isNullable);
}
