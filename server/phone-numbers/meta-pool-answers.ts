import {parsePhoneNumberFromString} from 'libphonenumber-js/max';
import {z} from 'zod';
import type {PhoneNumberType} from '../contract/phone-numbers.ts';
import type {GraphProblem} from '../signup/meta/graph.ts';
import {isLimit, isPassing} from '../signup/meta/graph-error.ts';
import {graphId} from '../signup/meta/graph-id.ts';
import {NumberProviderError} from './provider.ts';
import type {PooledNumber} from './verification.ts';

/** Meta's pages about this edge name its fields in two ways; whichever comes is read. */
export const poolNumber = z.object({
  id: graphId,
  display_phone_number: z.string().optional(),
  phone_number: z.string().optional(),
  country_code: z.string().optional(),
  verification_status: z.string().optional(),
  code_verification_status: z.string().optional(),
  verification_expiry_time: z.union([z.string(), z.number()]).optional(),
  availability_status: z.string().optional(),
});
export const nodeAnswer = poolNumber.extend({is_input_id_valid: z.boolean().optional()});
export const addedAnswer = z.object({id: graphId});

export type ListedNumber = PooledNumber & {phoneNumber: string; countryCode: string; isClaimed: boolean};

/** Of an unknown or deleted object Meta says the same as of a forbidden one. */
export function isGone(answer: GraphProblem): boolean {
  if (answer.kind !== 'error') return false;
  const {code, subcode} = answer.error;
  return code === 33 || (code === 100 && subcode === 33);
}

/** Of all refusals with 400 those about the token and the permission are not about what was typed. */
export function isAboutTheCode(answer: GraphProblem): boolean {
  if (answer.kind !== 'error' || answer.error.status !== 400) return false;
  const {code} = answer.error;
  return code !== 10 && code !== 102 && code !== 190 && (code < 200 || code > 299);
}

export function troubleOf(answer: GraphProblem): NumberProviderError {
  if (answer.kind !== 'error') {
    return new NumberProviderError(answer.kind === 'limited' ? 'limited' : 'silent');
  }
  const {code, subcode} = answer.error;
  if (isLimit(answer.error)) return new NumberProviderError('limited', code, subcode);
  return new NumberProviderError(isPassing(answer.error) ? 'silent' : 'refused', code, subcode);
}

export function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new NumberProviderError('silent');
  return parsed.data;
}

export function toPooled(node: z.infer<typeof poolNumber>): PooledNumber {
  const status = node.verification_status ?? node.code_verification_status;
  const expiresAt = timeOf(node.verification_expiry_time);
  return {
    id: node.id,
    verification: status === 'VERIFIED' ? 'verified' : status === 'EXPIRED' ? 'expired' : 'unverified',
    verificationExpiresAt: expiresAt,
  };
}

export function toListed(node: z.infer<typeof poolNumber>): ListedNumber {
  const phoneNumber = `+${digitsOf(node.display_phone_number ?? node.phone_number ?? '')}`;
  return {
    ...toPooled(node),
    phoneNumber,
    countryCode: node.country_code ?? countryOf(phoneNumber),
    isClaimed: node.availability_status !== undefined && node.availability_status !== 'AVAILABLE',
  };
}

/** ZZ is kept free by ISO for "unknown". */
export function countryOf(phoneNumber: string): string {
  return parsePhoneNumberFromString(phoneNumber)?.country ?? 'ZZ';
}

export function typeOf(phoneNumber: string): PhoneNumberType {
  const type = parsePhoneNumberFromString(phoneNumber)?.getType();
  return type === 'MOBILE' ? 'mobile' : type === 'TOLL_FREE' ? 'tollFree' : 'local';
}

/** ISO 8601, with `+0000` for the zone, or seconds. */
function timeOf(text: string | number | undefined): number | null {
  if (text === undefined) return null;
  const seconds = Number(text);
  const ms = Number.isNaN(seconds)
    ? Date.parse(text.toString().replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
    : seconds * 1000;
  return Number.isNaN(ms) ? null : ms;
}

export const digitsOf = (phoneNumber: string) => phoneNumber.replace(/\D/g, '');
