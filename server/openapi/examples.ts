import {isNullable, type JsonSchema, resolve, type Schemas} from './schemas.ts';

const byFormat: Record<string, string> = {
  'date-time': '2026-11-22T10:00:00.000Z',
  date: '2026-11-22',
  email: 'hola@luna.example',
  uri: 'https://app.example.com/settings',
};

/**
 * A value that fits: examples and defaults where the schema has some. Of a request only what is needed and what
 * has an example; of an answer every key.
 */
export function exampleOf(schema: JsonSchema, components: Schemas, of: 'request' | 'answer'): unknown {
  const itself = resolve(schema, components);
  const [given] = [...(schema.examples ?? []), ...(itself.examples ?? [])];
  if (given !== undefined) return given;
  if (isNullable(schema) && of === 'answer') return null;
  const usual = itself.const ?? itself.default ?? itself.enum?.[0];
  if (usual !== undefined) return usual;
  if (itself.properties) {
    const shown = Object.entries(itself.properties).filter(
      ([name, field]) => of === 'answer' || itself.required?.includes(name) || hasExample(field, components),
    );
    return Object.fromEntries(shown.map(([name, field]) => [name, exampleOf(field, components, of)]));
  }
  if (itself.items) return [exampleOf(itself.items, components, of)];
  if (itself.type === 'object') {
    const {additionalProperties, required = []} = itself;
    const value = typeof additionalProperties === 'object' ? additionalProperties : {};
    return Object.fromEntries(required.map((name) => [name, exampleOf(value, components, of)]));
  }
  if (itself.type === 'boolean') return true;
  if (itself.type === 'integer' || itself.type === 'number') return itself.minimum ?? 1;
  return byFormat[itself.format ?? ''] ?? '…';
}

function hasExample(schema: JsonSchema, components: Schemas): boolean {
  return (schema.examples ?? resolve(schema, components).examples) !== undefined;
}
