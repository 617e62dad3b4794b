export interface Field {
  isRequired?: boolean;
  isOneOf?: readonly string[];
}

/** The fields that are known, as texts; an error that says what is wrong otherwise. */
export function readFields<Name extends string>(
  body: unknown,
  fields: Record<Name, Field>,
): Partial<Record<Name, string>> | Error {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return new Error('The body must be a JSON object.');
  }
  const given: Partial<Record<string, string>> = {};
  for (const [name, value] of Object.entries(body)) {
    const field: Field | undefined = Object.hasOwn(fields, name) ? fields[name as Name] : undefined;
    if (!field) return new Error(`${name} is not known; allowed are ${Object.keys(fields).join(', ')}.`);
    if (typeof value !== 'string' && typeof value !== 'number') return new Error(`${name} must be a text.`);
    if (field.isOneOf && !field.isOneOf.includes(String(value))) {
      return new Error(`${name} must be one of ${field.isOneOf.join(', ')}.`);
    }
    given[name] = String(value);
  }
  for (const [name, field] of Object.entries<Field>(fields)) {
    if (field.isRequired && !given[name]) return new Error(`${name} is needed.`);
  }
  return given;
}
