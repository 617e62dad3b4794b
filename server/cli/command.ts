import type {ApiClient} from './api-client.ts';

/** What a person typed that cannot be done; printed as one line, with exit code 2. */
export class UsageError extends Error {}

/** Could not be done, in words for whoever asked; printed as one line, with exit code 1. */
export class CommandError extends Error {}

/**
 * `list` and `numbers` take commas and repetition, `pairs` is NAME=VALUE, `flag` has no value. An empty value clears a
 * field.
 */
export type OptionKind = 'text' | 'number' | 'list' | 'numbers' | 'pairs' | 'flag';

export interface Option {
  kind: OptionKind;
  about: string;
  /** Of the body, or of the query of a `GET`; default: the option's name in camel case. */
  field?: string;
  /** How its value is called in the help. */
  value?: string;
  isNeeded?: boolean;
}

/** By name without the dashes: `client-name`. */
export type Options = Record<string, Option>;

interface Described {
  /** As they are typed: `invitations create`. */
  words: string;
  summary: string;
  options?: Options;
}

/** A command that is one request; what it prints follows from the answer. */
export interface ApiCommand extends Described {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Its parameters are the command's arguments, in their order. */
  path: string;
  /** Arguments behind those, which go into the body. */
  arguments?: {name: string; field: string}[];
  /** What the body always says. */
  body?: Record<string, unknown>;
  /** For people: which columns of a list, and which part of the answer. */
  columns?: string[];
  part?: string;
  /** For people, where the answer is empty. */
  nothing?: string;
}

/** A command with steps of its own. */
export interface OwnCommand extends Described {
  arguments?: {name: string; isNeeded: boolean}[];
  /** The route that it calls, if it does. */
  route?: {method: ApiCommand['method']; path: string};
  /** Answers the exit code. */
  run: (input: CommandInput) => Promise<number>;
}

export type Command = ApiCommand | OwnCommand;

export type OptionValues = Record<string, string | boolean | string[] | undefined>;

export interface CommandInput {
  arguments: string[];
  options: OptionValues;
  /** The service that is asked; made when it is needed. */
  connect: () => Promise<ApiClient>;
}

export function textOf(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
