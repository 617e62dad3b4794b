#!/usr/bin/env node
import {parseArgs} from 'node:util';
import {CommandError, type OptionValues, UsageError} from './cli/command.ts';
import {allOptionKinds, commandsOf, findCommand} from './cli/commands.ts';
import {helpOf, helpOfAll, helpOfGroup} from './cli/help.ts';
import {messageOf} from './cli/local-store.ts';
import {runCommand} from './cli/run-command.ts';
import {harmless} from './cli/table.ts';
import {ConfigError} from './config.ts';
import {packageVersion} from './package-folder.ts';

// Whoever reads only the first lines has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await run(process.argv.slice(2));

async function run(args: string[]): Promise<number> {
  try {
    const {words, options} = parse(args);
    if (options['version'] === true) {
      console.log(packageVersion);
      return 0;
    }
    if (options['help'] === true || words.length === 0) {
      console.log(helpFor(words));
      return options['help'] === true ? 0 : 2;
    }
    const {command, rest} = findCommand(words);
    return await runCommand(command, rest, options);
  } catch (error) {
    if (error instanceof UsageError || error instanceof ConfigError) {
      console.error(error.message);
      return 2;
    }
    if (!(error instanceof CommandError)) throw error;
    // The service may repeat what stands in a file.
    console.error(error.message.split('\n').map(harmless).join('\n'));
    return 1;
  }
}

function parse(args: string[]): {words: string[]; options: OptionValues} {
  try {
    const {values, positionals} = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...Object.fromEntries(
          [...allOptionKinds()].map(([name, kind]) => [
            name,
            kind === 'flag'
              ? {type: 'boolean' as const}
              : {type: 'string' as const, multiple: ['list', 'numbers', 'pairs'].includes(kind)},
          ]),
        ),
        help: {type: 'boolean', short: 'h'},
      },
    });
    return {words: positionals, options: values};
  } catch (error) {
    throw new UsageError(`${describe(error)} See --help.`);
  }
}

/** Without Node's advice on how to write it otherwise. */
function describe(error: unknown): string {
  const [sentence = ''] = messageOf(error).split(/(?<=\.)\s/);
  return sentence;
}

/** Of the command, or of those that begin with these words. */
function helpFor(words: string[]): string {
  const group = commandsOf(words);
  const [only] = group;
  if (only && group.length === 1) return helpOf(only);
  return group.length > 0 ? helpOfGroup(group) : helpOfAll();
}
