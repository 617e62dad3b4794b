import {parsePhoneNumberFromString} from 'libphonenumber-js/max';
import type {WhatsAppOption} from './attempt.ts';
import type {Failure} from './provider.ts';

export type PhoneChoice =
  {kind: 'one'; account: WhatsAppOption} | {kind: 'several'; options: WhatsAppOption[]} | Failure;

/**
 * Which of the found numbers may be connected. Checked before anything is subscribed, so that a refused number
 * leaves nothing behind at Meta. A number that was assigned is the only one, wherever it is from.
 */
export function choosePhone(
  found: readonly WhatsAppOption[],
  allowedCountries: readonly string[] | null,
  taken: readonly string[],
  assignedNumber?: string,
): PhoneChoice {
  if (assignedNumber !== undefined) return chooseAssigned(found, taken, assignedNumber);
  const allowed = found.filter((option) => isCountryAllowed(option.phoneNumber, allowedCountries));
  if (allowed.length === 0) {
    const countries = found.map((option) => countryOf(option.phoneNumber) ?? 'unknown');
    return {kind: 'failed', reason: 'phone_country_not_allowed', detail: {countries, allowedCountries}};
  }
  const free = allowed.filter((option) => !taken.includes(option.accountId));
  const [account] = free;
  if (!account) return {kind: 'failed', reason: 'phone_already_connected'};
  return free.length === 1 ? {kind: 'one', account} : {kind: 'several', options: free};
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

const digitsOf = (phoneNumber: string) => phoneNumber.replace(/\D/g, '');

/** The country of an E.164 number; +1, +7, +44 and others are shared, so this needs a real parser. */
function countryOf(phoneNumber: string): string | undefined {
  return parsePhoneNumberFromString(phoneNumber)?.country;
}

function isCountryAllowed(phoneNumber: string, allowedCountries: readonly string[] | null): boolean {
  if (!allowedCountries) return true;
  const country = countryOf(phoneNumber);
  return country !== undefined && allowedCountries.includes(country);
}
