import type {
  AvailableNumber,
  AvailableNumbersQuery,
  NumberRequirement,
  NumberRequirementsQuery,
} from '../contract/phone-numbers.ts';
import type {PhoneNumber} from './phone-number.ts';

/** What a number is and costs, as the provider says when it is bought. */
export type BoughtNumber = Pick<
  PhoneNumber,
  'providerNumberId' | 'countryCode' | 'type' | 'capabilities' | 'pricing'
>;

/**
 * Where numbers of ours come from. It keeps nothing here and never touches the store: who owns which number is
 * decided there. What it does not have is an answer; that it cannot be reached is an exception.
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
}
