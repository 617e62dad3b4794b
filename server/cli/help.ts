import type {Command, Options} from './command.ts';
import {commands, commonOptions} from './commands.ts';

/** Of all commands. */
export function helpOfAll(): string {
  return [
    'zavu-partner-invite <command>',
    listOf(commands),
    optionsOf(commonOptions),
    'The options of a command: zavu-partner-invite <command> --help',
  ].join('\n\n');
}

/** Of some commands that belong together. */
export function helpOfGroup(group: readonly Command[]): string {
  return [listOf(group), 'The options of a command: zavu-partner-invite <command> --help'].join('\n\n');
}

/** Of one command, with all that it understands. */
export function helpOf(command: Command): string {
  const {summary, options = {}} = command;
  return [
    `zavu-partner-invite ${usageOf(command)}${Object.keys(options).length > 0 ? ' [options]' : ''}`,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    optionsOf(options),
    optionsOf(commonOptions),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Its words and the names of its arguments. */
function usageOf(command: Command): string {
  return [command.words, ...argumentNames(command)].join(' ');
}

/** `:id` is an ID, `:deliveryId` a DELIVERY. */
export function argumentNames(command: Command): string[] {
  const own = (command.arguments ?? []).map(({name}) => name);
  if (!('method' in command)) return own;
  const parameters = [...command.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  return [
    ...parameters.map((name) => (name === 'id' ? 'ID' : name.replace(/Id$/, '').toUpperCase())),
    ...own,
  ];
}

function listOf(group: readonly Command[]): string {
  return twoColumns(group.map((command) => [usageOf(command), command.summary]));
}

function optionsOf(options: Options): string {
  return twoColumns(
    Object.entries(options).map(([name, {kind, value, about, isNeeded}]) => {
      const placeholder =
        kind === 'flag' ? '' : ` ${value ?? {number: 'N', pairs: 'NAME=VALUE'}[kind as string] ?? 'TEXT'}`;
      return [`--${name}${placeholder}`, isNeeded ? `${about} (needed)` : about];
    }),
  );
}

function twoColumns(rows: [string, string][]): string {
  const width = Math.max(0, ...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join('\n');
}
