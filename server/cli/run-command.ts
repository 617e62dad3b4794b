import {connect} from './api-client.ts';
import {type ApiCommand, type Command, type CommandInput, type OptionValues, UsageError} from './command.ts';
import {commonOptions} from './commands.ts';
import {argumentNames} from './help.ts';
import {toRequest} from './request.ts';
import {describeAnswer} from './table.ts';

/** Answers the exit code. */
export async function runCommand(command: Command, words: string[], options: OptionValues): Promise<number> {
  checkArguments(command, words);
  checkOptions(command, options);
  const input = {arguments: words, options, connect: () => connect(options)};
  return 'run' in command ? command.run(input) : runRequest(command, input);
}

async function runRequest(command: ApiCommand, input: CommandInput): Promise<number> {
  const request = toRequest(command, input.arguments, input.options);
  const client = await input.connect();
  const answer = await client.call(request);
  console.log(input.options['json'] === true ? JSON.stringify(answer ?? {}) : toText(command, answer));
  return 0;
}

function toText({part, columns, nothing = 'Done.'}: ApiCommand, answer: unknown): string {
  const shown = part === undefined ? answer : (answer as Record<string, unknown>)[part];
  if (shown === undefined || shown === null) return nothing;
  return describeAnswer(shown, columns) || nothing;
}

function checkArguments(command: Command, words: string[]): void {
  const names = argumentNames(command);
  const tooMuch = words.slice(names.length);
  if (tooMuch.length > 0) throw new UsageError(`"${tooMuch.join(' ')}" is too much. See --help.`);
  const needed =
    'run' in command ? (command.arguments ?? []).filter(({isNeeded}) => isNeeded).length : names.length;
  const missing = names.slice(words.length, needed);
  if (missing.length > 0 || words.slice(0, needed).includes('')) {
    throw new UsageError(
      `${command.words} needs ${(missing.length > 0 ? missing : names).join(' and ')}. See --help.`,
    );
  }
}

function checkOptions({words, options = {}}: Command, given: OptionValues): void {
  for (const name of Object.keys(given)) {
    if (!(name in options) && !(name in commonOptions)) {
      throw new UsageError(`--${name} is no option of "${words}". See "${words} --help".`);
    }
  }
  for (const [name, {isNeeded}] of Object.entries(options)) {
    if (isNeeded && given[name] === undefined) throw new UsageError(`${words} needs --${name}. See --help.`);
  }
}
