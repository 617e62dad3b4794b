import {describe, expect, test} from 'vitest';
import {routeGroups} from '../../../server/app.ts';
import type {Command} from '../../../server/cli/command.ts';
import {commands, commonOptions} from '../../../server/cli/commands.ts';

/** Of these commands the routes are still to come; empty it once they are there. */
const areComing = /^$/;

const pattern = (method: string, path: string) => `${method} ${path.replaceAll(/:\w+/g, ':')}`;
const routes = routeGroups.flatMap((group) => group.routes);
const served = routes.map(({method, path}) => pattern(method, path));

const routeOf = (command: Command) => ('run' in command ? command.route : command);
const speaking = commands.filter((command) => routeOf(command) && !areComing.test(command.words));

describe('the commands', () => {
  test.each(speaking.map((command) => [command.words, command] as const))(
    '%s asks a route that is served',
    (_, command) => {
      const route = routeOf(command);
      expect(served).toContain(pattern(route?.method ?? '', route?.path ?? ''));
    },
  );

  test.each(speaking.map((command) => [command.words, command] as const))(
    '%s only sends fields that its route knows',
    (_, command) => {
      const {method, path} = routeOf(command) ?? {method: '', path: ''};
      const route = routes.find(
        (candidate) => pattern(candidate.method, candidate.path) === pattern(method, path),
      );
      const schema = method === 'GET' ? route?.query : route?.body;
      const known = schema && 'shape' in schema ? Object.keys(schema.shape as object) : [];
      const sent =
        'run' in command
          ? []
          : [...Object.keys(command.body ?? {}), ...(command.arguments ?? []).map(({field}) => field)];
      for (const [name, {field}] of Object.entries('run' in command ? {} : (command.options ?? {}))) {
        sent.push(field ?? name.replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase()));
      }
      expect(sent.filter((field) => !known.includes(field))).toEqual([]);
    },
  );

  test('an option of one name is of one kind everywhere, since a line is read before its command is known', () => {
    const kinds = new Map<string, Set<string>>();
    for (const options of [commonOptions, ...commands.map((command) => command.options ?? {})]) {
      for (const [name, {kind}] of Object.entries(options)) {
        kinds.set(name, (kinds.get(name) ?? new Set()).add(kind));
      }
    }
    expect([...kinds].filter(([, found]) => found.size > 1)).toEqual([]);
  });

  test('no command hides another, and none is there twice', () => {
    const words = commands.map((command) => command.words);
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((one) => words.some((other) => other.startsWith(`${one} `)))).toEqual([]);
  });
});
