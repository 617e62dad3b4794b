#!/usr/bin/env node
import {existsSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {createApiKey} from './access/api-keys.ts';
import {systemClock} from './clock.ts';
import {type Config, ConfigError, readConfig} from './config.ts';
import {modes} from './contract/fields.ts';
import {createIds} from './ids.ts';
import {openSqlite} from './store/sqlite.ts';
import type {Store} from './store/store.ts';

const usage = `zavu-partner-invite <command>

  serve                          start the service
  keys create --mode test|live   make an API key; it is shown once
       [--name TEXT]             what it is used for
       [--project NAME]          the platform's name, as clients read it (made if new)
  keys list                      all keys, without their secrets
  keys revoke ID                 a key stops working at once
  doctor                         check settings, file and data

  --json                         one JSON object, for scripts
  --help                         this text`;

/** What a person typed that cannot be done; printed as one line. */
class UsageError extends Error {}

process.exitCode = await run(process.argv.slice(2));

async function run(args: string[]): Promise<number> {
  try {
    const {values, positionals} = parse(args);
    const [command, subcommand, ...rest] = positionals;
    if (values.help || command === undefined) {
      console.log(usage);
      return values.help ? 0 : 2;
    }
    if (command === 'serve') {
      await import('./main.ts');
      return Number(process.exitCode ?? 0);
    }
    if (command === 'doctor') {
      refuseMore(subcommand === undefined ? [] : [subcommand, ...rest]);
      return await doctor(values.json);
    }
    if (command === 'keys') return await keys(subcommand, rest, values);
    throw new UsageError(`There is no command "${command}". See --help.`);
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return 2;
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        mode: {type: 'string', default: 'test'},
        name: {type: 'string', default: 'made by hand'},
        project: {type: 'string'},
        json: {type: 'boolean', default: false},
        help: {type: 'boolean', short: 'h', default: false},
      },
    });
  } catch (error) {
    throw new UsageError(`${messageOf(error)} See --help.`);
  }
}

async function keys(
  subcommand: string | undefined,
  rest: string[],
  values: {mode: string; name: string; project?: string | undefined; json: boolean},
): Promise<number> {
  refuseMore(subcommand === 'revoke' ? rest.slice(1) : rest);
  if (subcommand === 'create') {
    const {project: projectName} = values;
    if (projectName !== undefined && !/^[^\p{Cc}]{1,80}$/u.test(projectName.trim())) {
      throw new UsageError('--project must be a name of 1 to 80 characters: clients read it.');
    }
    const mode = modes.find((candidate) => candidate === values.mode);
    if (!mode) throw new UsageError(`--mode must be ${modes.join(' or ')}, not "${values.mode}".`);
    const config = readConfig();
    return withStore(config, async (store) => {
      const context = {store, clock: systemClock, newId: createIds(systemClock)};
      const {key, apiKey, project} = await createApiKey(context, {
        mode,
        name: values.name,
        projectName: projectName?.trim(),
      });
      print(
        values.json,
        {key, id: apiKey.id, mode, name: apiKey.name, project: {id: project.id, name: project.name}},
        `${key}\n\nA ${mode} key of "${project.name}" (${apiKey.id}). It is not shown again: keep it in your backend's secrets.${liveModeHint(config, mode)}`,
      );
      return 0;
    });
  }
  if (subcommand === 'list') {
    return withStore(readConfig(), async (store) => {
      const found = await store.listApiKeys();
      const rows = found.map((key) => ({
        id: key.id,
        project: key.projectName,
        mode: key.mode,
        name: key.name,
        ends: `…${key.lastFour}`,
        created: new Date(key.createdAt).toISOString(),
        lastUsed: key.lastUsedAt === null ? null : new Date(key.lastUsedAt).toISOString(),
        revoked: key.revokedAt === null ? null : new Date(key.revokedAt).toISOString(),
      }));
      print(values.json, {keys: rows}, table(rows) || 'No keys yet. Make one with: keys create --mode test');
      return 0;
    });
  }
  if (subcommand === 'revoke') {
    const [id] = rest;
    if (!id) throw new UsageError('keys revoke needs the id of a key. See "keys list".');
    return withStore(readConfig(), async (store) => {
      const revoked = await store.revokeApiKey(id, systemClock.now());
      if (!revoked) throw new UsageError(`There is no working key "${id}". See "keys list".`);
      print(values.json, {id, revoked}, `${id} does not work any more.`);
      return 0;
    });
  }
  throw new UsageError(`There is no command "keys ${subcommand ?? ''}". It is create, list or revoke.`);
}

/** Better read here than by a client in the middle of a signup. */
function liveModeHint(config: Config, mode: string): string {
  return mode === 'live' && !config.meta
    ? '\nLive mode is off: set SIGNUP_PROVIDER=meta and the META_ settings before you send anyone a link.'
    : '';
}

/** A word too many is more likely a mistake than decoration. */
function refuseMore(words: string[]): void {
  if (words.length > 0) throw new UsageError(`"${words.join(' ')}" is too much. See --help.`);
}

async function doctor(asJson: boolean): Promise<number> {
  const checks: {name: string; ok: boolean; message: string}[] = [];
  const check = (name: string, ok: boolean, message: string) => checks.push({name, ok, message});
  let config: Config | undefined;
  try {
    config = readConfig();
    check(
      'settings',
      true,
      `PUBLIC_URL ${config.publicUrl}, live mode ${config.meta ? 'by Meta' : 'off'}, sandbox ${config.sandbox ? 'on' : 'off'}`,
    );
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    check('settings', false, error.message);
  }
  if (config) await checkFile(config, check);
  const isHealthy = checks.every(({ok}) => ok);
  print(
    asJson,
    {ok: isHealthy, checks},
    checks.map(({name, ok, message}) => `${ok ? 'ok  ' : 'FAIL'}  ${name}: ${message}`).join('\n'),
  );
  return isHealthy ? 0 : 1;
}

async function checkFile(
  config: Config,
  check: (name: string, ok: boolean, message: string) => void,
): Promise<void> {
  const {databaseFile} = config;
  if (!existsSync(databaseFile)) return check('file', true, `${databaseFile} is made at the first start`);
  try {
    await withStore(config, async (store) => {
      await store.checkWritable();
      check('file', true, `${databaseFile} can be written`);
      const problems = await store.checkIntegrity();
      check(
        'integrity',
        problems.length === 0,
        problems.length === 0 ? 'no problems found' : problems.join('; '),
      );
      const keys = (await store.listApiKeys()).filter((key) => key.revokedAt === null);
      const usable = keys.length;
      if (!config.meta && keys.some(({mode}) => mode === 'live')) {
        check(
          'live mode',
          false,
          'there are live keys, but live mode is off; set SIGNUP_PROVIDER=meta and the META_ settings',
        );
      }
      check(
        'keys',
        usable > 0,
        usable > 0 ? `${usable} usable` : 'none; make one with: keys create --mode test',
      );
      return 0;
    });
  } catch (error) {
    check(
      'file',
      false,
      error instanceof ConfigError ? error.message : `${databaseFile}: ${messageOf(error)}`,
    );
  }
}

async function withStore(config: Config, use: (store: Store) => Promise<number>): Promise<number> {
  const store = openStore(config.databaseFile);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

function openStore(file: string): Store {
  try {
    return openSqlite(file);
  } catch (error) {
    throw new ConfigError(`DATABASE_URL file:${file} cannot be opened: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function print(asJson: boolean, json: unknown, text: string): void {
  console.log(asJson ? JSON.stringify(json) : text);
}

function table(rows: Record<string, string | null>[]): string {
  const [first] = rows;
  if (!first) return '';
  const names = Object.keys(first);
  const cells = [names, ...rows.map((row) => names.map((name) => row[name] ?? '-'))];
  const widths = names.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
