import type {Mode} from '../contract/fields.ts';
import type {
  Capability,
  OwnedNumberPricing,
  PhoneNumber as WirePhoneNumber,
  PhoneNumberStatus,
  NumberVerification,
  PhoneNumberType,
} from '../contract/phone-numbers.ts';

/** A number that a project owns, as it is stored. Times in epoch ms. */
export interface PhoneNumber {
  id: string;
  projectId: string;
  mode: Mode;
  /** E.164. */
  phoneNumber: string;
  /** The provider's own id, by which it offers the number in its dialog. */
  providerNumberId: string | null;
  name: string | null;
  countryCode: string;
  type: PhoneNumberType;
  capabilities: Capability[];
  status: PhoneNumberStatus;
  pricing: OwnedNumberPricing;
  senderId: string | null;
  /** Whether a dialog may offer it without asking for a code. */
  verification: NumberVerification;
  /** `null`: it does not run out, or nobody has told when. */
  verificationExpiresAt: number | null;
  /** When the provider is asked what became of it; `null`: it does not change by itself. */
  nextCheckAt: number | null;
  /** Given by the store: the invitation that reserves it, open at the time of the look. */
  invitationId: string | null;
  nextRenewalAt: number | null;
  createdAt: number;
  updatedAt: number;
  releasedAt: number | null;
}

/** What a signup needs to know of the number that was pre-assigned. */
export type AssignedNumber = Pick<PhoneNumber, 'phoneNumber' | 'providerNumberId'>;

/** Why this number of the project cannot be pre-assigned, for a sentence that begins with it; `undefined`: it can. */
export function whyNotAssignable(
  phoneNumber: Pick<PhoneNumber, 'id' | 'status' | 'senderId' | 'countryCode'> | undefined,
  id: string,
  allowedPhoneCountries: readonly string[] | null | undefined,
): string | undefined {
  if (!phoneNumber) {
    return `This project has no phone number "${id}". Leave it out to let the client bring a number.`;
  }
  const {status, senderId, countryCode} = phoneNumber;
  if (status === 'pending') {
    return `The phone number "${id}" is pending. Verify it first with POST /v1/phone-numbers/${id}/verification.`;
  }
  if (status !== 'active') return `The phone number "${id}" is ${status}. Use one that is active.`;
  if (senderId !== null) {
    return `The phone number "${id}" is connected as the sender ${senderId}. Delete that sender first, or use another number.`;
  }
  return whyWrongCountry({countryCode}, id, allowedPhoneCountries);
}

/** The countries are a rule for numbers that the client brings; one that we assign must not break it. */
export function whyWrongCountry(
  {countryCode}: Pick<PhoneNumber, 'countryCode'>,
  id: string,
  allowedPhoneCountries: readonly string[] | null | undefined,
): string | undefined {
  if (!allowedPhoneCountries?.length || allowedPhoneCountries.includes(countryCode)) return undefined;
  return `The phone number "${id}" is of ${countryCode}, which is not among "allowedPhoneCountries". Add the country, or leave the countries out.`;
}

/** The number as it leaves the service. */
export function toWire(phoneNumber: PhoneNumber): WirePhoneNumber {
  const {name, senderId, nextRenewalAt, verification, verificationExpiresAt: expiresAt} = phoneNumber;
  return {
    id: phoneNumber.id,
    phoneNumber: phoneNumber.phoneNumber,
    ...(name !== null && {name}),
    capabilities: phoneNumber.capabilities,
    status: phoneNumber.status,
    pricing: phoneNumber.pricing,
    ...(senderId !== null && {senderId}),
    ...(nextRenewalAt !== null && {nextRenewalDate: new Date(nextRenewalAt).toISOString()}),
    createdAt: new Date(phoneNumber.createdAt).toISOString(),
    updatedAt: new Date(phoneNumber.updatedAt).toISOString(),
    mode: phoneNumber.mode,
    invitationId: phoneNumber.invitationId,
    verification: {
      status: verification,
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    },
  };
}
