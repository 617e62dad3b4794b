import {createApiKey} from '../access/api-keys.ts';
import {systemClock} from '../clock.ts';
import {type Config, readConfig} from '../config.ts';
import {createIds} from '../ids.ts';
import {modeOf} from './api-client.ts';
import {type Command, type CommandInput, textOf, UsageError} from './command.ts';
import {withStore} from './local-store.ts';
import {table} from './table.ts';

/** These work on the database itself: the first key can be made by nobody else. */
export const keyCommands: Command[] = [
  {
    words: 'keys create',
    summary: 'make an API key; it is shown once',
    options: {name: {kind: 'text', about: 'what it is used for'}},
    run: createKey,
  },
  {words: 'keys list', summary: 'all keys, without their secrets', run: listKeys},
  {
    words: 'keys revoke',
    summary: 'a key stops working at once',
    arguments: [{name: 'ID', isNeeded: false}],
    run: revokeKey,
  },
];

async function createKey({options}: CommandInput): Promise<number> {
  const projectName = textOf(options, 'project')?.trim();
  if (projectName !== undefined && !/^[^\p{Cc}]{1,80}$/u.test(projectName)) {
    throw new UsageError('--project must be a name of 1 to 80 characters: clients read it.');
  }
  const mode = modeOf(options);
  const config = readConfig();
  return withStore(config, async (store) => {
    const context = {store, clock: systemClock, newId: createIds(systemClock)};
    const name = textOf(options, 'name') ?? 'made by hand';
    const {key, apiKey, project} = await createApiKey(context, {mode, name, projectName});
    print(
      options,
      {key, id: apiKey.id, mode, name: apiKey.name, project: {id: project.id, name: project.name}},
      `${key}\n\nA ${mode} key of "${project.name}" (${apiKey.id}). It is not shown again: keep it in your backend's secrets.${liveModeHint(config, mode)}`,
    );
    return 0;
  });
}

async function listKeys({options}: CommandInput): Promise<number> {
  return withStore(readConfig(), async (store) => {
    const keys = (await store.listApiKeys()).map((key) => ({
      id: key.id,
      project: key.projectName,
      mode: key.mode,
      name: key.name,
      ends: `…${key.lastFour}`,
      created: new Date(key.createdAt).toISOString(),
      lastUsed: key.lastUsedAt === null ? null : new Date(key.lastUsedAt).toISOString(),
      revoked: key.revokedAt === null ? null : new Date(key.revokedAt).toISOString(),
    }));
    print(options, {keys}, table(keys) || 'No keys yet. Make one with: keys create --mode test');
    return 0;
  });
}

async function revokeKey({arguments: [id], options}: CommandInput): Promise<number> {
  if (!id) throw new UsageError('keys revoke needs the id of a key. See "keys list".');
  return withStore(readConfig(), async (store) => {
    const revoked = await store.revokeApiKey(id, systemClock.now());
    if (!revoked) throw new UsageError(`There is no working key "${id}". See "keys list".`);
    print(options, {id, revoked}, `${id} does not work any more.`);
    return 0;
  });
}

/** Better read here than by a client in the middle of a signup. */
function liveModeHint(config: Config, mode: string): string {
  return mode === 'live' && !config.meta
    ? '\nLive mode is off: set SIGNUP_PROVIDER=meta and the META_ settings before you send anyone a link.'
    : '';
}

function print(options: CommandInput['options'], json: unknown, text: string): void {
  console.log(options['json'] === true ? JSON.stringify(json) : text);
}
