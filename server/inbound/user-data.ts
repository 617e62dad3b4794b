import type {Context} from '../context.ts';
import {beginOf} from '../senders/facts.ts';
import {disconnectSender} from '../senders/disconnect.ts';
import {noteNews} from '../senders/news.ts';
import type {Sender} from '../senders/sender.ts';
import {failAttempt} from '../signup/steps.ts';
import type {DataDeletion, UserUntil} from '../store/user-data-store.ts';
import type {SignedRequest} from './signed-request.ts';

/** Longer than a deletion takes: who has one for longer is dead. */
const lockMs = 60_000;
const batchMax = 20;

/**
 * Somebody took their consent back: what they connected is disconnected, and its tokens are forgotten. Answers how many senders
 * that were. May be repeated.
 */
export async function deauthorizeUser(
  context: Context,
  {app, userId, issuedAt}: SignedRequest,
): Promise<{senders: number}> {
  const user = untilOf({mode: app.mode, userId, issuedAt});
  const senders = await sendersOf(context, user);
  for (const sender of senders) {
    await noteNews(context, sender, [{fact: 'access', value: 'DEAUTHORIZED', at: issuedAt}]);
  }
  await endAttempts(context, user);
  context.log.info({mode: app.mode, senders: senders.length}, 'somebody removed the app at Meta');
  return {senders: senders.length};
}

/**
 * Somebody wants their data deleted: noted down now, done in the background. The same request has the same code, however
 * often Meta sends it.
 */
export async function requestDeletion(
  context: Context,
  {app, userId, issuedAt}: SignedRequest,
): Promise<DataDeletion> {
  const {secrets, clock, store, background} = context;
  const signature = secrets.sign(`data deletion ${app.mode} ${userId} ${issuedAt}`);
  const senders = await sendersOf(context, untilOf({mode: app.mode, userId, issuedAt}));
  const deletion = await store.addDeletion({
    // Letters and digits only, as Meta wants it.
    code: Buffer.from(signature, 'base64url').toString('hex'),
    mode: app.mode,
    providerUserId: userId,
    issuedAt,
    requestedAt: clock.now(),
    finishedAt: null,
    senders: senders.length,
  });
  void background.run(finishDeletions(context));
  return deletion;
}

/** Deletes what was asked for. Safe in several processes, and after a crash: each deletion is taken first, and may be done twice. */
export async function finishDeletions(context: Context): Promise<void> {
  const now = context.clock.now();
  for (const deletion of await context.store.claimDeletions(now, now + lockMs, batchMax)) {
    await finishDeletion(context, deletion).catch((error: unknown) => {
      // Taken up again when its lock is over.
      context.log.error({err: error, code: deletion.code}, 'a data deletion broke');
    });
  }
}

async function finishDeletion(
  context: Context,
  {code, mode, providerUserId: userId, issuedAt}: DataDeletion,
): Promise<void> {
  if (userId === null) return;
  const user = untilOf({mode, userId, issuedAt});
  const senders = await sendersOf(context, user);
  for (const sender of senders) await disconnectSender(context, sender, sender.id, 'data_deletion');
  await endAttempts(context, user);
  await context.store.eraseUserData(user, code, context.clock.now());
  context.log.info({mode, code, senders: senders.length}, 'the data of somebody at Meta was deleted');
}

/** What they connected before they spoke. */
async function sendersOf({store}: Context, {mode, userId, until}: UserUntil): Promise<Sender[]> {
  const senders = await store.listAddressedSenders(mode, {userIds: [userId]});
  return senders.filter((sender) => beginOf(sender) <= until);
}

async function endAttempts(context: Context, user: UserUntil): Promise<void> {
  for (const attempt of await context.store.listAttemptsOfUser(user)) {
    await failAttempt(context, attempt, {kind: 'failed', reason: 'fb_not_authorized'});
  }
  await context.store.forgetAttemptSecrets(user);
}

/** To the end of the second that Meta names. */
function untilOf({
  mode,
  userId,
  issuedAt,
}: {
  mode: Sender['mode'];
  userId: string;
  issuedAt: number;
}): UserUntil {
  return {mode, userId, until: issuedAt + 999};
}
