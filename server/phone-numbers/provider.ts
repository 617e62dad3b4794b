import type {
  AvailableNumber,
  AvailableNumbersQuery,
  NumberRequirement,
  NumberRequirementsQuery,
  RequestVerificationBody,
} from '../contract/phone-numbers.ts';
import type {PhoneNumber} from './phone-number.ts';
import type {PooledNumber} from './verification.ts';

/** What a number is and costs, as the provider says when it is bought. */
export type BoughtNumber = Pick<
  PhoneNumber,
  | 'providerNumberId'
  | 'countryCode'
  | 'type'
  | 'capabilities'
  | 'pricing'
  | 'verification'
  | 'verificationExpiresAt'
>;

/**
 * Where numbers of ours come from. It keeps nothing here and never touches the store: who owns which number is
 * decided there. What it does not have is an answer; that it cannot be reached is a `NumberProviderError`.
 */
export interface NumberProvider {
  /** Everything on offer that fits, in an order that stays; the caller takes its `limit` of what nobody owns yet. */
  available(query: Omit<AvailableNumbersQuery, 'limit'>): Promise<AvailableNumber[]>;
  requirements(query: NumberRequirementsQuery): Promise<NumberRequirement[]>;
  /** May be repeated: what was bought before is answered like the first time. */
  purchase(phoneNumber: string): Promise<({kind: 'bought'} & BoughtNumber) | {kind: 'unavailable'}>;
  /** May be repeated. */
  release(phoneNumber: Pick<PhoneNumber, 'phoneNumber' | 'providerNumberId'>): Promise<void>;
  /**
   * Only of a provider whose own record others see: it is told what is changed here, and what it refuses (it throws then) is not
   * changed here. The same goes for its `release`. May be repeated.
   */
  update?(
    phoneNumber: Pick<PhoneNumber, 'phoneNumber' | 'providerNumberId'>,
    change: {name?: string | null; senderId?: string | null},
  ): Promise<void>;
  /** The code that a verification call to this number reads out: six digits. Only where calls are play. */
  verificationCode?(phoneNumber: string): Promise<string>;
  /** Where numbers change without our doing: they are verified first, run out, and are claimed by clients. */
  pool?: NumberPool;
}

/** Meta's pool of pre-verified numbers. The ids are `providerNumberId`; an id is gone once a client has claimed it. */
export interface NumberPool {
  /** Has a code sent to the number. */
  requestCode(id: string, how: RequestVerificationBody): Promise<{kind: 'sent'} | {kind: 'gone'}>;
  /** Six digits. */
  confirmCode(
    id: string,
    code: string,
  ): Promise<{kind: 'verified'} | {kind: 'wrong_code'} | {kind: 'code_expired'} | {kind: 'gone'}>;
  /** All that is in it. */
  list(): Promise<PooledNumber[]>;
  /** Looks at one: what a list leaves out may still be there. */
  find(id: string): Promise<PooledNumber | undefined>;
}

/** Why a provider did not do what it was asked. `limited`: too often, for now. */
export class NumberProviderError extends Error {
  readonly kind: 'silent' | 'limited' | 'refused';
  /** The provider's own numbers for why. */
  readonly code: number | undefined;
  readonly subcode: number | undefined;

  constructor(kind: NumberProviderError['kind'], code?: number, subcode?: number) {
    super(`The provider of numbers: ${kind}${code === undefined ? '' : `, error ${code}`}.`);
    this.kind = kind;
    this.code = code;
    this.subcode = subcode;
  }
}
