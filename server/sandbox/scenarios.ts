import {accountScenarios} from './scenarios-accounts.ts';
import {dialogScenarios} from './scenarios-dialog.ts';
import {numberScenarios} from './scenarios-numbers.ts';
import {refusalScenarios} from './scenarios-refusals.ts';
import {tokenScenarios} from './scenarios-token.ts';
import {usualEndings} from './scenarios-usual.ts';
import type {Scenario} from './scenario.ts';
import {messengerScenarios} from './scenarios-messenger.ts';

/** Everything that play-Meta can be told to do. */
export const scenarios = {
  ...usualEndings,
  ...dialogScenarios,
  ...tokenScenarios,
  ...accountScenarios,
  ...numberScenarios,
  ...refusalScenarios,
  ...messengerScenarios,
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

export const scenarioNames = Object.keys(scenarios) as ScenarioName[];

export function isScenarioName(value: unknown): value is ScenarioName {
  return typeof value === 'string' && Object.hasOwn(scenarios, value);
}

export function scenarioOf(name: ScenarioName): Scenario {
  return scenarios[name];
}
