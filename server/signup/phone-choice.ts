import {parsePhoneNumberFromString} from 'libphonenumber-js/max';
import type {AttemptHints, WhatsAppOption} from './attempt.ts';
import type {Failure} from './provider.ts';

export type PhoneChoice =
  {kind: 'one'; account: WhatsAppOption} | {kind: 'several'; options: WhatsAppOption[]} | Failure;

/** What is known besides the numbers that Meta confirmed. */
export interface ChoiceFacts {
  allowedCountries: readonly string[] | null;
  /** Meta's ids of numbers that are connected already. */
  taken: readonly string[];
  /** E.164. */
  assignedNumber?: string | undefined;
  hints?: AttemptHints | null;
  /** Accounts that Meta said were shared with us while this attempt ran, by whomever. */
  sharedWabaIds?: readonly string[];
}

/**
 * Which of the found numbers may be connected. Checked before anything is shared or subscribed, so that a refused number
 * leaves nothing behind at Meta. A number that was assigned is the only one, wherever it is from. Of several, the one that
 * the client has just shared; clients are asked when that is not certain.
 */
export function choosePhone(found: readonly WhatsAppOption[], facts: ChoiceFacts): PhoneChoice {
  const {allowedCountries, taken, assignedNumber, hints, sharedWabaIds = []} = facts;
  if (assignedNumber !== undefined) return chooseAssigned(found, taken, assignedNumber);
  const allowed = found.filter((option) => isCountryAllowed(option.phoneNumber, allowedCountries));
  if (allowed.length === 0) {
    const countries = found.map((option) => countryOf(option.phoneNumber) ?? 'unknown');
    return {kind: 'failed', reason: 'phone_country_not_allowed', detail: {countries, allowedCountries}};
  }
  const free = allowed.filter((option) => !taken.includes(option.accountId));
  const options = hinted(free, hints) ?? shared(found, free, sharedWabaIds) ?? free;
  const [account] = options;
  if (!account) return {kind: 'failed', reason: 'phone_already_connected'};
  return options.length === 1 ? {kind: 'one', account} : {kind: 'several', options};
}

function chooseAssigned(
  found: readonly WhatsAppOption[],
  taken: readonly string[],
  assignedNumber: string,
): PhoneChoice {
  const account = found.find((option) => digitsOf(option.phoneNumber) === digitsOf(assignedNumber));
  if (!account) return {kind: 'failed', reason: 'phone_mismatch', detail: {numbersFound: found.length}};
  if (taken.includes(account.accountId)) return {kind: 'failed', reason: 'phone_already_connected'};
  return {kind: 'one', account};
}

/** What the browser said it had shared, if Meta confirmed it: the number, or at least its account. */
function hinted(free: WhatsAppOption[], hints: AttemptHints | null = null): WhatsAppOption[] | undefined {
  const number = free.filter(({accountId}) => accountId === hints?.accountId);
  return number.length > 0 ? number : ofAccount(free, hints?.wabaId);
}

/** What Meta said was shared, if that is one account of those that the client may use: others sign up at the same time. */
function shared(
  found: readonly WhatsAppOption[],
  free: WhatsAppOption[],
  sharedWabaIds: readonly string[],
): WhatsAppOption[] | undefined {
  const wabaIds = new Set(found.map(({wabaId}) => wabaId).filter((wabaId) => sharedWabaIds.includes(wabaId)));
  return wabaIds.size === 1 ? ofAccount(free, [...wabaIds][0]) : undefined;
}

function ofAccount(free: WhatsAppOption[], wabaId: string | undefined): WhatsAppOption[] | undefined {
  const options = free.filter((option) => option.wabaId === wabaId);
  return options.length > 0 ? options : undefined;
}

const digitsOf = (phoneNumber: string) => phoneNumber.replace(/\D/g, '');

/** The country of an E.164 number; +1, +7, +44 and others are shared, so this needs a real parser. */
function countryOf(phoneNumber: string): string | undefined {
  // Meta gives numbers of this area away, which telephony does not know.
  if (/^\+1555\d{7}$/.test(phoneNumber)) return 'US';
  return parsePhoneNumberFromString(phoneNumber)?.country;
}

function isCountryAllowed(phoneNumber: string, allowedCountries: readonly string[] | null): boolean {
  if (!allowedCountries) return true;
  const country = countryOf(phoneNumber);
  return country !== undefined && allowedCountries.includes(country);
}
