import type {PhoneNumber} from './phone-number.ts';

const dayMs = 24 * 60 * 60_000;
/** Meta takes a verification as good for so long, and lets it be renewed in the last half of that. */
export const verifiedMs = 90 * dayMs;
const renewableMs = 45 * dayMs;
/** How often the pool is asked what became of a number. */
const checkIntervalMs = dayMs;

/** A number of ours in the pool, as it is now. */
export interface PooledNumber {
  id: string;
  verification: 'verified' | 'unverified' | 'expired';
  verificationExpiresAt: number | null;
}

/** What changes about a number in a pool. */
export type PoolState = Pick<
  PhoneNumber,
  'status' | 'verification' | 'verificationExpiresAt' | 'providerNumberId' | 'nextCheckAt'
>;

/** Whether a code is of any use: one that is verified for long is left alone. */
export function needsVerification(
  {verification, verificationExpiresAt: expiresAt}: PoolState,
  now: number,
): boolean {
  return verification !== 'verified' || (expiresAt !== null && expiresAt - now <= renewableMs);
}

/** A number as it enters the pool, or was found there. */
export function pooled(
  {verification, verificationExpiresAt}: Pick<PoolState, 'verification' | 'verificationExpiresAt'>,
  providerNumberId: string | null,
  now: number,
): PoolState {
  const isUsable = verification === 'verified' || verification === 'expired';
  const runsOutAt =
    verificationExpiresAt !== null && verificationExpiresAt > now ? verificationExpiresAt : Infinity;
  return {
    // An expired one is still offered in the dialog; the client is then asked for a code.
    status: isUsable ? 'active' : 'pending',
    verification,
    verificationExpiresAt,
    providerNumberId,
    nextCheckAt: Math.min(now + checkIntervalMs, runsOutAt),
  };
}

/** A code is on its way. One that may be assigned already stays so. */
export function codeSent(number: PoolState): PoolState {
  return {...number, verification: number.status === 'pending' ? 'code_sent' : number.verification};
}

export function verified({providerNumberId}: PoolState, now: number): PoolState {
  return pooled({verification: 'verified', verificationExpiresAt: now + verifiedMs}, providerNumberId, now);
}

/**
 * The pool has it no longer: a client has claimed it, or Meta or the partner has dropped it. The temporary id means
 * nothing any more, and what is no client's cannot be assigned.
 */
export function gone({senderId}: Pick<PhoneNumber, 'senderId'>): PoolState {
  const state = {verificationExpiresAt: null, providerNumberId: null, nextCheckAt: null};
  return senderId === null
    ? {...state, status: 'suspended', verification: 'unverified'}
    : {...state, status: 'active', verification: 'verified'};
}

/** What the pool says now. Meta calls what has run out unverified, like what never was. */
export function afterCheck(number: PhoneNumber, found: PooledNumber | undefined, now: number): PoolState {
  if (!found) return gone(number);
  const {verification: before, verificationExpiresAt: knownUntil} = number;
  if (found.verification === 'verified') {
    const expiresAt =
      found.verificationExpiresAt ?? (knownUntil !== null && knownUntil > now ? knownUntil : null);
    return pooled({verification: 'verified', verificationExpiresAt: expiresAt}, found.id, now);
  }
  const wasVerified = before === 'verified' || before === 'expired' || found.verification === 'expired';
  const verification = wasVerified ? 'expired' : before;
  const verificationExpiresAt = wasVerified ? (found.verificationExpiresAt ?? knownUntil) : null;
  return pooled({verification, verificationExpiresAt}, found.id, now);
}
