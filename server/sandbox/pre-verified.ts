/*
 * Meta's pool of numbers that were verified before: their ids hold the digits, so that the sandbox needs to remember
 * none of them. They begin with 90000, as everything here.
 */
const start = '900005';

export function preVerifiedId(digits: string): string {
  return start + digits;
}

/** The digits of the number with this id; `undefined` for an id that is none of ours. */
export function preVerifiedDigits(id: unknown): string | undefined {
  if (typeof id !== 'string' || !id.startsWith(start)) return undefined;
  const digits = id.slice(start.length);
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}
