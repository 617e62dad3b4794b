import {getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString} from 'libphonenumber-js/max';
import type {Invitation} from '../../invitations/invitation.ts';
import type {AssignedNumber} from '../../phone-numbers/phone-number.ts';

/**
 * The dialog's `extras` with what we know of the client filled in, so that they type less. The client may change
 * all of it, so none of it is believed when they come back. What the operator set wins.
 */
export function suggestedSetup(
  extras: Record<string, unknown>,
  invitation: Invitation,
  assignedNumber: AssignedNumber | undefined,
): Record<string, unknown> {
  const setup = asObject(extras['setup']);
  const business = {
    ...(invitation.clientName !== null && {name: invitation.clientName}),
    ...(invitation.clientEmail !== null && {email: invitation.clientEmail}),
    ...suggestedPhone(invitation),
    ...asObject(setup['business']),
  };
  const numberId = assignedNumber?.providerNumberId;
  return {
    ...extras,
    setup: {
      // Of several ids Meta shows the first one only.
      ...(numberId != null && {preVerifiedPhone: {ids: [numberId]}}),
      ...setup,
      ...(Object.keys(business).length > 0 && {business}),
    },
  };
}

function suggestedPhone(invitation: Invitation): {phone?: {code: number; number?: string}} {
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
