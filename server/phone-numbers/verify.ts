import type {Context} from '../context.ts';
import type {RequestVerificationBody} from '../contract/phone-numbers.ts';
import {ApiError, wrongField} from '../errors.ts';
import type {Scope} from '../projects/project.ts';
import type {PhoneNumber} from './phone-number.ts';
import type {NumberPool} from './provider.ts';
import {askProvider} from './provider-trouble.ts';
import {noSuchNumber} from './purchase.ts';
import {codeSent, gone, needsVerification, type PoolState, verified} from './verification.ts';

/**
 * Has a code sent to the number. One that is verified for long is answered as it is. Throws `not_found`,
 * `phone_number_unavailable` when the pool has it no longer, and what `askProvider` throws.
 */
export function requestVerification(
  context: Context,
  scope: Scope,
  id: string,
  how: RequestVerificationBody,
): Promise<PhoneNumber> {
  return withPool(context, scope, id, async (number, pool, poolId) => {
    const answer = await askProvider(context, () => pool.requestCode(poolId, how));
    return answer.kind === 'gone' ? gone(number) : codeSent(number);
  });
}

/** Throws like `requestVerification`, and `invalid_request` or `verification_expired` for the code. */
export function confirmVerification(
  context: Context,
  scope: Scope,
  id: string,
  code: string,
): Promise<PhoneNumber> {
  return withPool(context, scope, id, async (number, pool, poolId) => {
    const answer = await askProvider(context, () => pool.confirmCode(poolId, code));
    if (answer.kind === 'wrong_code') {
      throw wrongField(
        'code',
        'is not the one that was sent to this number. Look again, or ask for another.',
      );
    }
    if (answer.kind === 'code_expired') {
      throw new ApiError(
        'verification_expired',
        `This code has run out. Ask for another with POST /v1/phone-numbers/${id}/verification.`,
      );
    }
    return answer.kind === 'gone' ? gone(number) : verified(number, context.clock.now());
  });
}

async function withPool(
  context: Context,
  scope: Scope,
  id: string,
  change: (number: PhoneNumber, pool: NumberPool, poolId: string) => Promise<PoolState>,
): Promise<PhoneNumber> {
  const {store, clock} = context;
  const number = await store.findPhoneNumber(scope, id, clock.now());
  if (!number) throw noSuchNumber();
  if (!needsVerification(number, clock.now())) return number;
  const pool = context.numberProviders[scope.mode]?.pool;
  const {providerNumberId: poolId} = number;
  if (!pool || poolId === null) throw notInPool(number);
  const state = await change(number, pool, poolId);
  // Somebody else may have written meanwhile; what the provider said before is then old, and theirs stays.
  await store.savePoolState(number, state, clock.now());
  if (state.providerNumberId === null) throw notInPool(number);
  return (await store.findPhoneNumber(scope, id, clock.now())) ?? number;
}

function notInPool({id, phoneNumber}: PhoneNumber): ApiError {
  return new ApiError(
    'phone_number_unavailable',
    `The number ${phoneNumber} is not among those that can be verified: a client has it, or the provider has dropped it. Release it with DELETE /v1/phone-numbers/${id} and add it again.`,
  );
}
