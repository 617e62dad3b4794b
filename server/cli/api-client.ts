import {existsSync} from 'node:fs';
import {Readable} from 'node:stream';
import {createApiKey} from '../access/api-keys.ts';
import {systemClock} from '../clock.ts';
import {type Config, readClientSettings, readConfig} from '../config.ts';
import {type Mode, modes} from '../contract/fields.ts';
import {createIds} from '../ids.ts';
import {CommandError, type OptionValues, textOf, UsageError} from './command.ts';
import {withStore} from './local-store.ts';
import type {ApiRequest} from './request.ts';

const keyLifetimeMs = 5 * 60_000;
const answerMs = 60_000;

/** The service as a command sees it. */
export interface ApiClient {
  /** The JSON of the answer; `undefined` when it has none. Throws `CommandError` with the API's own sentence. */
  call: (request: ApiRequest) => Promise<unknown>;
  /** For files: the answer as it comes, which is a success. There is no limit of time. */
  open: (path: string, upload?: Upload) => Promise<Response>;
}

interface Upload {
  file: Readable;
  headers: Record<string, string>;
}

/**
 * Finds the service and a key for it: as the options or the environment say, else by the settings of a service on this
 * machine, with a key that runs out by itself.
 */
export async function connect(options: OptionValues): Promise<ApiClient> {
  const environment = readClientSettings();
  const given = {
    url: textOf(options, 'url') ?? environment.url,
    key: textOf(options, 'key') ?? environment.key,
  };
  if (given.url !== undefined && !/^https?:\/\/./.test(given.url)) {
    throw new UsageError(`--url must be an address like http://localhost:8787, not "${given.url}".`);
  }
  if (given.url !== undefined && given.key !== undefined) return createClient(given.url, given.key);
  const config = readConfig();
  const url = given.url ?? config.publicUrl;
  if (given.key !== undefined) return createClient(url, given.key);
  // Asked before a key is made that nobody would use.
  await send(url, '/healthz', {signal: AbortSignal.timeout(answerMs)});
  return createClient(url, await makeKey(config, options));
}

function createClient(url: string, key: string): ApiClient {
  const ask = async (path: string, init: RequestInit, headers: Record<string, string> = {}) => {
    const response = await send(url, path, {...init, headers: {authorization: `Bearer ${key}`, ...headers}});
    if (response.ok) return response;
    throw new CommandError(await refusalOf(response));
  };
  return {
    async open(path, upload) {
      if (!upload) return ask(path, {});
      // As fetch in Node takes it; browsers' types know neither.
      const init = {method: 'POST', body: Readable.toWeb(upload.file), duplex: 'half'};
      return ask(path, init as RequestInit, upload.headers);
    },
    async call({method, path, body}) {
      const signal = AbortSignal.timeout(answerMs);
      const response = body
        ? await ask(path, {method, signal, body: JSON.stringify(body)}, {'content-type': 'application/json'})
        : await ask(path, {method, signal});
      const text = await response.text();
      if (text === '') return undefined;
      try {
        return JSON.parse(text) as unknown;
      } catch {
        throw new CommandError(`${url} does not speak like this service. Is --url right?`);
      }
    },
  };
}

async function send(url: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url.replace(/\/+$/, '') + path, init);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new CommandError(
      `The service at ${url} does not answer${code}. Start it with "npm start" or "zavu-partner-invite serve", or say with --url where it is.`,
    );
  }
}

/** The API's sentence, and what else is wrong with the request. */
async function refusalOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as {
      message: string;
      details?: {errors?: {path: string[]; message: string}[]};
    };
    const others = (body.details?.errors ?? [])
      .slice(1)
      .map(({path, message}) => `${path.join('.')}: ${message}`);
    return [body.message, ...others].join('\n');
  } catch {
    return `The service answered ${response.status} without saying why.`;
  }
}

/** Whoever may write the database is the operator, and needs no key of their own. */
async function makeKey(config: Config, options: OptionValues): Promise<string> {
  const mode = modeOf(options);
  const projectName = textOf(options, 'project');
  if (!existsSync(config.databaseFile)) {
    throw new CommandError(
      `There is no database at ${config.databaseFile} with which a key could be made. Set DATABASE_URL as the service has it, or give a key with --key.`,
    );
  }
  return withStore(config, async (store) => {
    const names = (await store.listProjects()).map(({name}) => name);
    if (names.length === 0) {
      throw new CommandError(
        'There is no project yet. Make one with: keys create --mode test --project NAME',
      );
    }
    if (projectName !== undefined && !names.includes(projectName)) {
      throw new UsageError(
        `There is no project "${projectName}". There is ${names.map((name) => `"${name}"`).join(', ')}.`,
      );
    }
    const made = await createApiKey(
      {store, clock: systemClock, newId: createIds(systemClock)},
      {mode, name: 'command line', projectName, expiresAt: systemClock.now() + keyLifetimeMs},
    );
    return made.key;
  });
}

export function modeOf(options: OptionValues): Mode {
  const given = textOf(options, 'mode') ?? 'test';
  const mode = modes.find((candidate) => candidate === given);
  if (!mode) throw new UsageError(`--mode must be ${modes.join(' or ')}, not "${given}".`);
  return mode;
}
