import type {Context} from '../context.ts';
import {ApiError} from '../errors.ts';
import {Rounds} from '../rounds.ts';
import type {ZavuCloud} from './cloud.ts';
import {giveUp} from './create.ts';
import {ask} from './hear.ts';
import {findRemoteSender} from './senders.ts';
import {isSameProject} from './project.ts';
import {ensureWebhook} from './project-webhook.ts';

const intervalMs = 1_000;
/** So many are asked for side by side. */
const lanes = 5;
/** Longer than asking, or looking for a lost answer, can take: after that the process that did is gone. */
const leaseMs = 70_000;
/** When Zavu cannot be asked whether an intent came true, it is looked at again. */
const lookAgainMs = 10 * 60_000;
const upkeepMs = 24 * 60 * 60_000;
/** A list of Zavu's is looked through no further; what is not found in it is asked for by itself. */
const pagesMax = 100;
/** What could not be looked after, since Zavu was silent. */
const upkeepAgainMs = 30_000;

/** Follows what happens at Zavu until the answered function is called; that waits for what is under way. */
export function startZavuWorker(context: Context, zavu: ZavuCloud): () => Promise<void> {
  const stop = new AbortController();
  let upkeepAt = 0;
  const rounds = new Rounds(context.log, 'following Zavu failed', async () => {
    if (context.clock.now() >= upkeepAt) {
      const isDone = await lookAfter(context, zavu);
      upkeepAt = context.clock.now() + (isDone ? upkeepMs : upkeepAgainMs);
    }
    await Promise.all(Array.from({length: lanes}, () => askForDue(context, zavu, stop.signal)));
    await unlessRefused(context, () => giveUpAbandoned(context, zavu, stop.signal));
  });
  const forget = zavu.onWake(() => void rounds.wake());
  rounds.every(intervalMs);
  void rounds.wake();
  return () => {
    stop.abort();
    forget();
    return rounds.stop();
  };
}

/** Safe to run in several processes at once: each invitation is in the hands of one. */
async function askForDue(context: Context, zavu: ZavuCloud, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const now = context.clock.now();
    if (now < zavu.silentUntil) return;
    const remote = await context.store.claimDueRemote(now, now + leaseMs);
    if (!remote) return;
    await unlessRefused(context, () => ask(context, zavu, remote));
  }
}

async function giveUpAbandoned(context: Context, zavu: ZavuCloud, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const now = context.clock.now();
    if (now < zavu.silentUntil) return;
    const taker = {process: zavu.process, now, lockedUntil: now + leaseMs};
    const intent = await context.store.claimAbandonedIntent(taker, now + lookAgainMs);
    if (!intent) return;
    try {
      await giveUp(context, zavu, intent);
    } catch (error) {
      await context.store.releaseIntent(intent.invitationId);
      throw error;
    }
  }
}

/** What changes rarely: the webhook, and senders that were deleted at Zavu. False when some of it is to be tried again soon. */
async function lookAfter(context: Context, zavu: ZavuCloud): Promise<boolean> {
  const isTold = await unlessRefused(context, async () => void (await ensureWebhook(context, zavu)));
  const isChecked = await unlessRefused(context, async () => {
    // Also without senders: from the first start on, so that another key is noticed.
    if (await isSameProject(context, zavu)) await forgetDeleted(context, zavu);
  });
  return isTold && isChecked;
}

async function forgetDeleted(context: Context, zavu: ZavuCloud): Promise<void> {
  const senders = new Map((await context.store.listRemoteSenders()).map((sender) => [sender.id, sender]));
  let cursor: string | undefined;
  let pages = 0;
  do {
    if (senders.size === 0) return;
    pages += 1;
    const {items, nextCursor} = await zavu.listSenders(cursor);
    for (const {id} of items) senders.delete(id);
    cursor = nextCursor;
  } while (cursor !== undefined && pages < pagesMax);
  // A list may be cut; only the sender itself says that it is gone.
  for (const sender of senders.values()) await findRemoteSender(context, sender);
}

/** False when Zavu did not do it: there is a next time. */
async function unlessRefused(context: Context, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // Its silence was logged where it was met.
    if (error.code !== 'provider_unavailable') {
      context.log.warn({code: error.code, reason: error.message}, 'Zavu refused');
    }
    return false;
  }
}
