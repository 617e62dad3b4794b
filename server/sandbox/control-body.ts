import type {Fault, FaultError} from './fault.ts';
import {isScenarioName, scenarioNames, type ScenarioName} from './scenarios.ts';

/** When play-Meta tells the app by webhook of an account that was shared. */
export const webhookTimes = ['off', 'before', 'after'] as const;
export type WebhookTime = (typeof webhookTimes)[number];

/** What the next dialogs do. */
export interface Setting {
  scenario: ScenarioName;
  /** The dialog answers with a redirect at once, as if somebody had clicked through it. */
  auto: boolean;
  /** Whether the webhook that an account was shared comes, before the browser goes back or after. */
  webhooks: WebhookTime;
  /** How often each of these webhooks comes. */
  webhookCopies: number;
}

/** A change of the control: what is left out stays, but for `auto`, which belongs to a scenario. */
export interface ControlChange {
  setting: Partial<Setting>;
  faults?: Fault[];
  reset: boolean;
}

export interface FieldError {
  path: string;
  message: string;
}

const names = ['scenario', 'auto', 'webhooks', 'webhookCopies', 'faults', 'reset'];

export function readChange(body: unknown): ControlChange | {errors: FieldError[]} {
  if (!isObject(body)) {
    const example = '{"scenario": "complete", "auto": true}';
    return {errors: [{path: '', message: `must be a JSON object, for example ${example}`}]};
  }
  const {scenario, auto, webhooks, webhookCopies, faults, reset} = body;
  const unknown = Object.keys(body).filter((path) => !names.includes(path));
  const problems: [string, boolean, string][] = [
    ...unknown.map((path): [string, boolean, string] => [
      path,
      true,
      `is not known; allowed are ${listed(names)}`,
    ]),
    // Without any other wish, a body is about the scenario.
    [
      'scenario',
      !isScenarioName(scenario) && (scenario !== undefined || !isAny(webhooks, webhookCopies, faults, reset)),
      `must be one of ${scenarioNames.join(', ')}`,
    ],
    ['auto', !isOptional(auto, 'boolean'), 'must be true or false'],
    [
      'webhooks',
      webhooks !== undefined && !webhookTimes.some((one) => one === webhooks),
      `must be one of ${webhookTimes.join(', ')}`,
    ],
    [
      'webhookCopies',
      webhookCopies !== undefined && !isWhole(webhookCopies, 1, 5),
      'must be a whole number from 1 to 5',
    ],
    ['reset', !isOptional(reset, 'boolean'), 'must be true or false'],
  ];
  const read = faults === undefined ? [] : readFaults(faults);
  const errors = [
    ...problems.filter(([, isWrong]) => isWrong).map(([path, , message]) => ({path, message})),
    ...('errors' in read ? read.errors : []),
  ];
  if (errors.length > 0 || 'errors' in read) return {errors};
  return {
    setting: {
      ...(isScenarioName(scenario) && {scenario, auto: auto === true}),
      ...(scenario === undefined && typeof auto === 'boolean' && {auto}),
      ...(webhooks !== undefined && {webhooks: webhooks as WebhookTime}),
      ...(webhookCopies !== undefined && {webhookCopies: Number(webhookCopies)}),
    },
    ...(faults !== undefined && {faults: read}),
    reset: reset === true,
  };
}

const faultsMax = 50;
/** What a rule may have, and what each value must be. */
const faultFields: Record<keyof Fault, [isRight: (value: unknown) => boolean, wanted: string]> = {
  on: [
    (value) => typeof value === 'string' && /^(\*|(GET|POST|DELETE|\*) (\*|\/[\w:/-]*))$/.test(value),
    'must be a method and a path, for example "POST /:phone/register" or "*"',
  ],
  times: [(value) => isWhole(value, 1, 1_000), 'must be a whole number from 1 to 1000'],
  forMs: [(value) => isWhole(value, 0, 86_400_000), 'must be a number of milliseconds up to a day'],
  untilChanged: [(value) => value === true, 'must be true'],
  delayMs: [(value) => isWhole(value, 0, 30_000), 'must be a whole number from 0 to 30000'],
  reset: [(value) => value === true, 'must be true'],
  html: [(value) => value === true, 'must be true'],
  error: [
    isFaultError,
    'must be {"code": 100, "subcode": 33, "message": "…", "details": "…", "isTransient": true}',
  ],
  body: [isObject, 'must be a JSON object'],
  status: [(value) => isWhole(value, 200, 599), 'must be a whole number from 200 to 599'],
  usage: [(value) => isWhole(value, 0, 200), 'must be a whole number from 0 to 200'],
};

function readFaults(list: unknown): Fault[] | {errors: FieldError[]} {
  if (!Array.isArray(list) || list.length > faultsMax) {
    return {errors: [{path: 'faults', message: `must be a list of at most ${faultsMax} rules`}]};
  }
  const errors = list.flatMap((fault: unknown, index) => problemsOf(fault, `faults[${index}]`));
  return errors.length > 0 ? {errors} : (list as Fault[]);
}

function problemsOf(fault: unknown, path: string): FieldError[] {
  if (!isObject(fault))
    return [{path, message: 'must be a JSON object, for example {"on": "*", "delayMs": 500}'}];
  const missing = fault['on'] === undefined ? [{path: `${path}.on`, message: faultFields.on[1]}] : [];
  const wrong = Object.entries(fault).flatMap(([name, value]) => {
    if (!Object.hasOwn(faultFields, name)) {
      return [
        {path: `${path}.${name}`, message: `is not known; allowed are ${listed(Object.keys(faultFields))}`},
      ];
    }
    const [isRight, message] = faultFields[name as keyof Fault];
    return isRight(value) ? [] : [{path: `${path}.${name}`, message}];
  });
  return [...missing, ...wrong];
}

function isFaultError(value: unknown): value is FaultError {
  if (!isObject(value)) return false;
  const {code, subcode, message, details, isTransient, ...others} = value;
  return (
    isWhole(code, 0, 10_000_000) &&
    (subcode === undefined || isWhole(subcode, 0, 10_000_000)) &&
    isOptional(message, 'string') &&
    isOptional(details, 'string') &&
    isOptional(isTransient, 'boolean') &&
    Object.keys(others).length === 0
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function isOptional(value: unknown, type: 'string' | 'boolean'): boolean {
  return value === undefined || typeof value === type;
}

const isAny = (...values: unknown[]) => values.some((value) => value !== undefined);

const listed = (words: readonly string[]) => `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
