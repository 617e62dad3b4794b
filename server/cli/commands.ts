import {type Command, type OptionKind, type Options, UsageError} from './command.ts';
import {doctorCommand} from './doctor.ts';
import {invitationCommands} from './invitations.ts';
import {keyCommands} from './keys.ts';
import {eventCommands, numberCommands, projectCommands, senderCommands} from './resources.ts';
import {senderWebhookCommands, webhookCommands} from './webhooks.ts';

const serveCommand: Command = {
  words: 'serve',
  summary: 'start the service',
  run: async () => {
    await import('../main.ts');
    return Number(process.exitCode ?? 0);
  },
};

/** In the order of the help. */
export const commands: readonly Command[] = [
  serveCommand,
  ...keyCommands,
  doctorCommand,
  ...invitationCommands,
  ...webhookCommands,
  ...senderCommands,
  ...senderWebhookCommands,
  ...numberCommands,
  ...projectCommands,
  ...eventCommands,
];

/** What every command understands. */
export const commonOptions: Options = {
  mode: {kind: 'text', value: 'test|live', about: 'of the key that is made; default: test'},
  project: {
    kind: 'text',
    value: 'NAME',
    about: "the platform's name, as clients read it; default: the first",
  },
  url: {kind: 'text', about: 'where the service is; default: INVITE_URL, else its PUBLIC_URL'},
  key: {
    kind: 'text',
    about: 'an API key; default: INVITE_API_KEY, else one of five minutes, made in the database',
  },
  json: {kind: 'flag', about: "one line of JSON, the API's, for scripts"},
  help: {kind: 'flag', about: 'this text; behind a command: that of the command'},
  version: {kind: 'flag', about: 'which release this is'},
};

/** Every option of every command, once: one name is of one kind everywhere. */
export function allOptionKinds(): Map<string, OptionKind> {
  const kinds = new Map<string, OptionKind>();
  for (const {options} of [{options: commonOptions}, ...commands]) {
    for (const [name, {kind}] of Object.entries(options ?? {})) kinds.set(name, kind);
  }
  return kinds;
}

/** The command that the words begin with, and the words behind it. */
export function findCommand(words: string[]): {command: Command; rest: string[]} {
  const line = `${words.join(' ')} `;
  const [command] = commands
    .filter((candidate) => line.startsWith(`${candidate.words} `))
    .sort((one, other) => other.words.length - one.words.length);
  if (command) return {command, rest: words.slice(command.words.split(' ').length)};
  const depth = depthOf(words);
  const typed = words.slice(0, depth + 1).join(' ');
  if (depth === 0) throw new UsageError(`There is no command "${typed}". See --help.`);
  const next = [...new Set(commandsOf(words).map((candidate) => candidate.words.split(' ')[depth]))].join(
    ', ',
  );
  throw new UsageError(
    words.length === depth
      ? `"${typed}" is not complete. It goes on with one of: ${next}.`
      : `There is no command "${typed}". It is one of: ${next}.`,
  );
}

/** Those that share as many of the first words as possible: what the help of `senders webhook` is about. */
export function commandsOf(words: string[]): Command[] {
  const depth = depthOf(words);
  return depth === 0 ? [] : commands.filter((command) => startsWith(command, words.slice(0, depth)));
}

function depthOf(words: string[]): number {
  let depth = 0;
  while (depth < words.length && commands.some((command) => startsWith(command, words.slice(0, depth + 1)))) {
    depth += 1;
  }
  return depth;
}

function startsWith(command: Command, words: string[]): boolean {
  return `${command.words} `.startsWith(`${words.join(' ')} `);
}
