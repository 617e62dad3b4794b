import {
  type ApiCommand,
  type Option,
  type OptionKind,
  type Options,
  type OptionValues,
  UsageError,
} from './command.ts';

export interface ApiRequest {
  method: ApiCommand['method'];
  /** With its query. */
  path: string;
  body: Record<string, unknown> | undefined;
}

/** The request that a command line stands for. */
export function toRequest(command: ApiCommand, given: string[], options: OptionValues): ApiRequest {
  const words = [...given];
  const path = command.path.replaceAll(/:\w+/g, () => encodeURIComponent(words.shift() ?? ''));
  const fields: Record<string, unknown> = {...command.body};
  for (const {field} of command.arguments ?? []) fields[field] = words.shift();
  Object.assign(fields, fieldsOf(command.options ?? {}, options));
  const {method} = command;
  if (method === 'GET' || method === 'DELETE') return {method, path: path + queryOf(fields), body: undefined};
  if (method === 'PATCH' && Object.keys(fields).length === 0) {
    throw new UsageError(`${command.words} needs at least one option that says what to change. See --help.`);
  }
  return {method, path, body: fields};
}

/** Body or query fields from the options that were given. */
export function fieldsOf(options: Options, values: OptionValues): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(options)) {
    const value = values[name];
    if (value !== undefined) fields[fieldOf(name, option)] = readValue(name, option.kind, value);
  }
  return fields;
}

function fieldOf(name: string, {field}: Option): string {
  return field ?? name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export function queryOf(fields: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [field, value] of Object.entries(fields)) {
    if (value != null) query.set(field, textOfField(value));
  }
  return query.size > 0 ? `?${query.toString()}` : '';
}

function textOfField(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOfField).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function readValue(name: string, kind: OptionKind, given: string | boolean | string[]): unknown {
  if (kind === 'flag') return given === true;
  const values = [given].flat().map(String);
  const [last = ''] = values.slice(-1);
  if (values.every((value) => value.trim() === '')) return null;
  switch (kind) {
    case 'text':
      return last;
    case 'number':
      return readNumber(name, last);
    case 'list':
      return itemsOf(values);
    case 'numbers':
      return itemsOf(values).map((item) => readNumber(name, item));
    case 'pairs':
      return Object.fromEntries(values.map((value) => readPair(name, value)));
    default:
      return kind satisfies never;
  }
}

function itemsOf(values: string[]): string[] {
  return values
    .flatMap((value) => value.split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function readNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isFinite(number)) return number;
  throw new UsageError(`--${name} must be a number, not "${text}".`);
}

function readPair(name: string, value: string): [string, string] {
  const at = value.indexOf('=');
  if (at > 0) return [value.slice(0, at), value.slice(at + 1)];
  throw new UsageError(`--${name} must be NAME=VALUE, not "${value}".`);
}
