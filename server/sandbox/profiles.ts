import {GraphError} from './graph-error.ts';
import type {Parameters} from './graph-parameters.ts';
import {Memory} from './memory.ts';

const textFields = ['about', 'address', 'description', 'email', 'vertical'] as const;
const fields = [...textFields, 'profile_picture_url', 'websites'];

/** What businesses say about themselves, by the id of their number. Lost on a restart. */
export class Profiles {
  #profiles = new Memory<Record<string, unknown>>(1_000);

  /** The fields that were asked for, as far as they are set; only `about` unless somebody asks. */
  read(phoneId: string, parameters: Parameters): Record<string, unknown> {
    const profile: Record<string, unknown> = {about: defaultAbout, ...this.#profiles.get(phoneId)};
    const asked = (parameters.get('fields') ?? 'about').split(',').map((name) => name.trim());
    const unknown = asked.find((name) => !fields.includes(name));
    if (unknown !== undefined)
      throw new GraphError(100, `(#100) Tried accessing nonexisting field (${unknown})`);
    const shown = asked
      .map((name): [string, unknown] => [name, profile[name]])
      .filter(([, value]) => value !== undefined);
    return {...Object.fromEntries(shown), messaging_product: 'whatsapp'};
  }

  update(phoneId: string, parameters: Parameters): void {
    if (parameters.get('messaging_product') !== 'whatsapp') {
      throw new GraphError(100, '(#100) The parameter messaging_product is required.');
    }
    if (parameters.get('about') === '') throw new GraphError(100, '(#100) Param about must not be empty.');
    const profile = {...this.#profiles.get(phoneId)};
    for (const name of textFields) {
      if (parameters.has(name)) profile[name] = parameters.get(name);
    }
    if (parameters.has('websites')) profile['websites'] = readList(parameters.get('websites') ?? '');
    this.#profiles.set(phoneId, profile);
  }
}

const defaultAbout = 'Hey there! I am using WhatsApp.';

function readList(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    if (isListOfTwo(list)) return list;
  } catch {
    // Refused below, like any other wrong value.
  }
  throw new GraphError(100, '(#100) Param websites must be a list of two addresses at most.');
}

function isListOfTwo(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= 2 && value.every((item) => typeof item === 'string');
}
