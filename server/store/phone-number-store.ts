import type {PhoneNumberStatus} from '../contract/phone-numbers.ts';
import type {PhoneNumber} from '../phone-numbers/phone-number.ts';
import type {PoolState} from '../phone-numbers/verification.ts';
import type {Scope} from '../projects/project.ts';

/** Looks take the time, since an invitation that has lapsed reserves nothing, whoever has written that down. */
export interface PhoneNumberStore {
  /** Adds a number, unless somebody has it in this mode: then answers whose it is, and nothing was written. */
  addPhoneNumber(
    phoneNumber: PhoneNumber,
    now: number,
  ): Promise<{result: 'added' | 'owned'; phoneNumber: PhoneNumber} | {result: 'taken'}>;
  /** With the invitation that reserves it now. `undefined` also for one of another project or mode. */
  findPhoneNumber(scope: Scope, id: string, now: number): Promise<PhoneNumber | undefined>;
  /** By the E.164 number, of any project. */
  findNumberOwner(mode: Scope['mode'], phoneNumber: string, now: number): Promise<PhoneNumber | undefined>;
  /** Newest first; `before` is an id. */
  listPhoneNumbers(
    scope: Scope,
    query: {status?: PhoneNumberStatus | undefined; before?: string | undefined; limit: number; now: number},
  ): Promise<PhoneNumber[]>;
  /** Those of the given E.164 numbers that somebody owns in this mode, in any project. */
  listOwnedAmong(mode: Scope['mode'], phoneNumbers: string[]): Promise<string[]>;
  /**
   * Changes name and sender; what is left out stays. `no_sender`: the project has no such sender. `sender_taken`:
   * that sender has a number. `reserved`: an open invitation waits for the number. Then nothing was written.
   */
  updatePhoneNumber(
    scope: Scope,
    id: string,
    changes: {name?: string | null; senderId?: string | null},
    now: number,
  ): Promise<'updated' | 'not_found' | 'no_sender' | 'sender_taken' | 'reserved'>;
  /** Gives the number up. `in_use`: a sender has it or an open invitation reserves it; nothing was written. */
  releasePhoneNumber(scope: Scope, id: string, now: number): Promise<'released' | 'not_found' | 'in_use'>;
  /** Takes numbers of a pool whose look is due: until `leaseUntil` nobody else gets them. */
  claimNumberChecks(
    mode: Scope['mode'],
    now: number,
    leaseUntil: number,
    limit: number,
  ): Promise<PhoneNumber[]>;
  /** `false`: the number is not any more as it was when this was decided, and nothing was written. */
  savePoolState(before: PhoneNumber, state: PoolState, now: number): Promise<boolean>;
}
