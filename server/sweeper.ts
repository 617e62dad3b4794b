import type {Context} from './context.ts';
import {finishDeletions} from './inbound/user-data.ts';
import {attemptLifetimeMs} from './invitations/invitation.ts';
import {expireIfLapsed} from './invitations/lifecycle.ts';
import {remind} from './mail/queue.ts';
import {recheckNumbers} from './phone-numbers/recheck.ts';
import {Rounds} from './rounds.ts';
import {registerDue} from './senders/registration.ts';
import {failAttempt, finishSteps} from './signup/steps.ts';
import {finishVanished} from './signup/vanished.ts';

const intervalMs = 2_000;
const pruneIntervalMs = 10 * 60_000;
/** What has ended is kept for a while, so that a late caller hears "it ran out" and not "it is not known". */
const keptMs = 60 * 60_000;
/** Longer than any signup: what Meta told of an account is for the sender that is made of it. */
const accountsKeptMs = 2 * 24 * 60 * 60_000;
/** How long the log of deliveries reaches back. */
const deliveriesKeptMs = 30 * 24 * 60 * 60_000;
const batchMax = 200;

/** One round of everything that happens because time passes. Safe to run in several processes at once. */
export async function sweep(context: Context): Promise<void> {
  const now = context.clock.now();
  for (const attempt of await context.store.listOverdueAttempts(now - attemptLifetimeMs, batchMax)) {
    await failAttempt(context, attempt, {
      kind: 'failed',
      reason: 'signup_abandoned',
      detail: {step: attempt.step},
    });
  }
  for (const {id} of await context.store.listLapsedInvitations(now, batchMax)) {
    await expireIfLapsed(context, id);
  }
  for (const {id} of await context.store.listDueReminders(now, batchMax)) await remind(context, id);
  // Not waited for, like the signups below: Meta may be slow, and expiries must not wait for that.
  void context.background.run(recheckNumbers(context));
  for (const {id} of await context.store.listStalledAttempts(now, batchMax)) {
    void context.background.run(finishSteps(context, id));
  }
  await registerDue(context);
  await finishVanished(context);
  await finishDeletions(context);
}

/** Sweeps until the answered function is called; that waits for a round that is under way. */
export function startSweeper(context: Context): () => Promise<void> {
  let prunedAt = 0;
  const rounds = new Rounds(context.log, 'a sweep failed', async () => {
    await sweep(context);
    if (context.clock.now() - prunedAt < pruneIntervalMs) return;
    prunedAt = context.clock.now();
    await context.store.prune(prunedAt - keptMs);
    await context.store.pruneAccounts(prunedAt - accountsKeptMs);
    await context.store.pruneDeliveries(prunedAt - deliveriesKeptMs);
  });
  rounds.every(intervalMs);
  return () => rounds.stop();
}
