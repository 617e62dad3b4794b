import type {Context} from '../context.ts';
import type {AttemptStep} from '../contract/attempts.ts';
import {newPin} from '../secrets.ts';
import {type Attempt, stepEvent} from './attempt.ts';
import {withoutPerson} from './page-choice.ts';
import {finishSteps, lockMs, stepAfter} from './steps.ts';

/** The client chose one of the numbers that were offered. Answers false when it is not one of them, or too late. */
export async function chooseNumber(context: Context, attempt: Attempt, accountId: string): Promise<boolean> {
  const provider = context.providers[attempt.mode]?.[attempt.connectionType];
  return goOn(context, attempt.id, 'choose', ({options}) => {
    const account = options?.find((option) => option.accountId === accountId);
    if (!account || !provider) return undefined;
    return {step: stepAfter('discover', provider, account), account: withoutPerson(account), options: null};
  });
}

/**
 * The client gave the PIN of the number, or turned two-step verification off (`null`): then one of ours becomes its PIN. `triesBefore`
 * is as their page had it, so that a form that is sent twice is one try. Answers false when none is asked for.
 */
export async function givePin(
  context: Context,
  attempt: Attempt,
  pin: string | null,
  triesBefore: number,
): Promise<boolean> {
  const sealedPin = context.secrets.seal(pin ?? newPin(), `${attempt.id}:pin`);
  return goOn(context, attempt.id, 'pin', ({pinTries}) =>
    pinTries === triesBefore ? {step: 'register', sealedPin, pinTries: pinTries + 1} : undefined,
  );
}

/** The client did what an attempt waited for; `decide` says what follows, `undefined`: nothing. */
async function goOn(
  context: Context,
  attemptId: string,
  waitsAt: AttemptStep,
  decide: (attempt: Attempt) => Partial<Attempt> | undefined,
): Promise<boolean> {
  const now = context.clock.now();
  const seen = await context.store.findAttempt(attemptId);
  if (seen?.step !== waitsAt || !decide(seen)) return false;
  if (!(await context.store.claimAttempt(attemptId, now, now + lockMs, waitsAt))) return false;
  // As it is now that it is ours: what was seen may have been answered meanwhile.
  const attempt = await context.store.findAttempt(attemptId);
  const found = attempt && (await context.store.findConnection(attempt.invitationId));
  if (!found) return false;
  const changes = decide(attempt);
  const next: Attempt = {...attempt, ...changes, updatedAt: now, lockedUntil: null};
  const event = changes && stepEvent(found.invitation, next, context.newId('evt'), now);
  if (!(await context.store.saveAttempt(waitsAt, next, event)) || !event) return false;
  context.events.publish(event);
  void context.background.run(finishSteps(context, attemptId));
  return true;
}
