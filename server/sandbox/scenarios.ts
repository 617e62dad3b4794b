/** What play-Meta can be told to do, each with the line that the demo and the dialog show. */
export const scenarioDescriptions = {
  complete: 'The client connects one verified number.',
  cancel: 'The client presses Cancel in the dialog.',
  deny: 'The client finishes, but unticks the permissions.',
  abandon: 'The client walks away and never comes back.',
  no_phone: 'The client finishes without a phone number.',
  several_numbers: 'The client shares two accounts with three numbers.',
  wrong_country: 'The number is from a country that was not expected.',
  wrong_number: 'The client connects another number than the assigned one.',
  code_expired: 'The code has run out before it can be exchanged.',
  meta_down: 'Meta does not answer for 20 seconds after the exchange.',
  pin_mismatch: 'The number already has another two-step PIN.',
  slow: 'Every call to Meta takes more than a second.',
} as const;

export type Scenario = keyof typeof scenarioDescriptions;

export const scenarios = Object.keys(scenarioDescriptions) as Scenario[];

export function isScenario(value: unknown): value is Scenario {
  return typeof value === 'string' && Object.hasOwn(scenarioDescriptions, value);
}
