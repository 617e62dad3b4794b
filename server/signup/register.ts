import type {Context} from '../context.ts';
import {nextRegistrationAt, registrationCalls} from '../senders/registration.ts';
import {type AccountOption, type Attempt, pinTriesMax} from './attempt.ts';
import type {AttemptSecrets, Failure, SignupProvider} from './provider.ts';

export type RegisterStep = {kind: 'done'; attempt: Attempt} | {kind: 'wait'; attempt: Attempt} | Failure;

/**
 * Registers the number of an attempt. It goes on without: when Meta is not ready for the number, and when no call is left in which
 * Meta would not lock it. A PIN that is not ours is asked from the client.
 */
export async function register(
  context: Context,
  provider: SignupProvider,
  attempt: Attempt & {account: AccountOption},
  secrets: AttemptSecrets,
): Promise<RegisterStep> {
  const {account} = attempt;
  const calls = registrationCalls(context, attempt.mode, account.accountId);
  const result = (await provider.register?.(account, secrets, calls.take)) ?? {kind: 'done'};
  const now = context.clock.now();
  const pending = (detail: string, next: number | null): RegisterStep => ({
    kind: 'done',
    attempt: {...attempt, registration: 'pending', registrationDetail: detail, nextRegistrationAt: next},
  });
  switch (result.kind) {
    case 'failed':
      return result;
    case 'done':
      return {kind: 'done', attempt: {...attempt, registration: 'registered'}};
    case 'pending':
      return pending(result.detail, nextRegistrationAt(now, now));
    case 'spent':
      // The number has a PIN that we do not know: later it would not be registered either.
      if (attempt.pinTries > 0)
        return {kind: 'failed', reason: 'registration_rate_limited', detail: {spent: true}};
      return pending('no call left', calls.freeAt);
    case 'pin_needed':
      if (attempt.pinTries >= pinTriesMax)
        return {kind: 'failed', reason: 'pin_mismatch', detail: result.detail};
      return {kind: 'wait', attempt: {...attempt, step: 'pin'}};
    default:
      return result satisfies never;
  }
}
