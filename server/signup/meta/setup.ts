import {getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString} from 'libphonenumber-js/max';
import type {Invitation} from '../../invitations/invitation.ts';
import type {AssignedNumber} from '../../phone-numbers/phone-number.ts';

type Client = Pick<Invitation, 'clientName' | 'clientEmail' | 'clientPhone' | 'allowedPhoneCountries'>;

/**
 * The dialog's `extras` with what we know of the client filled in, so that they type less. The client may change all of it, so none
 * of it is believed when they come back. What the operator set wins, and what we do not know of is passed on as it is: which
 * `version` of Embedded Signup runs, for example, follows from Meta's configuration unless it is set.
 */
export function suggestedSetup(
  extras: Record<string, unknown>,
  invitation: Client,
  assignedNumber: AssignedNumber | undefined,
): Record<string, unknown> {
  const setup = asObject(extras['setup']);
  const {clientName, clientEmail} = invitation;
  const business = {
    ...(clientName !== null && {name: clientName}),
    ...(clientEmail !== null && {email: clientEmail}),
    ...suggestedPhone(invitation),
    ...asObject(setup['business']),
  };
  const profile = suggestedProfile(asObject(setup['phone']), clientName);
  const numberId = assignedNumber?.providerNumberId;
  const suggested = {
    // Of several ids Meta shows the first one only.
    ...(numberId != null && {preVerifiedPhone: {ids: [numberId]}}),
    ...setup,
    ...(Object.keys(business).length > 0 && {business}),
    ...(profile && {phone: profile}),
  };
  // Extras without a setup may be what the operator wants: none is made up for nothing.
  return Object.keys(suggested).length > 0 ? {...extras, setup: suggested} : extras;
}

/** What people see of the number. Meta takes it only whole, and what it sells and does is the operator's to say. */
function suggestedProfile(
  profile: Record<string, unknown>,
  clientName: string | null,
): Record<string, unknown> | undefined {
  if (clientName === null || !profile['category'] || !profile['description']) return undefined;
  return {displayName: clientName, ...profile};
}

function suggestedPhone(invitation: Client): {phone?: {code: number; number?: string}} {
  const phone =
    invitation.clientPhone === null ? undefined : parsePhoneNumberFromString(invitation.clientPhone);
  if (phone) return {phone: {code: Number(phone.countryCallingCode), number: phone.nationalNumber}};
  const country = invitation.allowedPhoneCountries?.[0];
  if (country === undefined || !isSupportedCountry(country)) return {};
  return {phone: {code: Number(getCountryCallingCode(country))}};
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? {...value} : {};
}
