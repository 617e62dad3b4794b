import type {Context} from '../context.ts';
import type {Mode} from '../contract/fields.ts';
import {attemptLifetimeMs} from '../invitations/invitation.ts';
import {inSeconds} from '../senders/facts.ts';
import type {SharedAccount, UnclaimedAccount} from '../store/inbound-store.ts';
import type {Attempt} from './attempt.ts';
import type {SignupProvider} from './provider.ts';
import {keepToken} from './signup.ts';

/*
 * A browser vanishes in Meta's dialog, and Meta tells that an account was shared: then that signup can be finished without it. Meta
 * does not say whose the account is. Whoever has a link could keep an attempt open and wait for somebody else's, so
 * an account is taken only when nobody else can be meant, as far as this service can see:
 *
 * - exactly one attempt of this mode was open when it was shared, and it still is in the dialog;
 * - no other invitation had an attempt in the day before, unless that succeeded well before: its client may still be in the
 *   dialog when we have given them up, and may share more than the one account that they connect;
 * - the account has no sender, and no other account without one was shared during the attempt;
 * - its business has connected nothing by another invitation: whose client it is would then be known.
 *
 * What it cannot see is an account that is shared with the app by another way than an invitation. Hence the setting.
 */

/** A dialog can stay open for longer than an attempt. */
const rivalMs = 24 * 60 * 60_000;
/** Meta's news may be this late, or this early, compared to the browser. */
const marginMs = 10 * 60_000;
const retryMs = 2 * 60_000;
const lockMs = 12_000;

/** The attempt that this account can only be of; `undefined` when that is not certain. */
export function ownerOf(
  share: SharedAccount,
  unclaimed: readonly SharedAccount[],
  attempts: readonly Attempt[],
): Attempt | undefined {
  const open = attempts.filter((attempt) => isOpen(attempt) && isDuring(attempt, share));
  const [owner] = open;
  if (!owner || open.length > 1 || owner.step !== 'dialog' || owner.returnedAt !== null) return undefined;
  if (attempts.some((other) => isRival(other, owner, share))) return undefined;
  return unclaimed.filter((other) => isDuring(owner, other)).length === 1 ? owner : undefined;
}

function isOpen({status, step, connectionType}: Attempt): boolean {
  return (
    status === 'running' && connectionType === 'whatsapp_waba' && (step === 'dialog' || step === 'exchange')
  );
}

function isDuring({startedAt}: Attempt, {sharedAt}: SharedAccount): boolean {
  return sharedAt >= inSeconds(startedAt) && sharedAt < startedAt + attemptLifetimeMs;
}

function isRival(other: Attempt, owner: Attempt, {sharedAt}: SharedAccount): boolean {
  const couldShare =
    other.startedAt > sharedAt - rivalMs && inSeconds(other.startedAt) <= sharedAt + marginMs;
  const isDone = other.status === 'succeeded' && (other.finishedAt ?? sharedAt) < sharedAt - marginMs;
  return (
    other.invitationId !== owner.invitationId &&
    other.connectionType === 'whatsapp_waba' &&
    couldShare &&
    !isDone
  );
}

/** Finishes what can be finished so. Safe in several processes: an account is taken before its call. */
export async function finishVanished(context: Context): Promise<void> {
  if (!context.config.metaBehaviour.isClaimingShared) return;
  for (const mode of ['test', 'live'] as const) {
    const provider = context.providers[mode]?.whatsapp_waba;
    const now = context.clock.now();
    const unclaimed = provider?.claim ? await listUnclaimed(context, mode) : [];
    for (const share of unclaimed) {
      if (share.claimAfter === null || share.claimAfter > now) continue;
      const owner = await findOwner(context, mode, share);
      // Not waited for: Meta may be slow.
      if (provider && owner) void context.background.run(finishWith(context, provider, owner, share));
    }
  }
}

async function finishWith(
  context: Context,
  provider: SignupProvider,
  owner: Attempt,
  share: UnclaimedAccount,
): Promise<void> {
  const {store, clock, log} = context;
  const {wabaId, businessId} = share;
  try {
    if (businessId === null || !provider.claim) return;
    const claimAfter = clock.now() + retryMs;
    if (!(await store.postponeClaim(owner.mode, share, claimAfter))) return;
    const result = await provider.claim({wabaId, businessId});
    if (result.kind === 'failed') {
      const isLater = result.reason === 'meta_unavailable' || result.reason === 'meta_rate_limited';
      if (!isLater) await store.postponeClaim(owner.mode, {...share, claimAfter}, null);
      log.warn({attemptId: owner.id, wabaId, ...result}, 'a vanished signup could not be finished');
      return;
    }
    // As things are after the call: the browser may have come back, or somebody else shared an account.
    if ((await findOwner(context, owner.mode, share))?.id !== owner.id) return;
    const now = clock.now();
    const lockedUntil = now + lockMs;
    if (!(await store.claimReturn(owner.id, now, lockedUntil))) return;
    log.info({attemptId: owner.id, wabaId}, 'a vanished signup goes on without its browser');
    const returned: Attempt = {...owner, step: 'exchange', returnedAt: now, lockedUntil};
    await keepToken(context, returned, result.businessToken, wabaId);
  } catch (error) {
    // Tried again later, as long as the attempt is open.
    log.error({err: error, attemptId: owner.id}, 'finishing a vanished signup broke');
  }
}

async function findOwner(context: Context, mode: Mode, share: SharedAccount): Promise<Attempt | undefined> {
  const unclaimed = await listUnclaimed(context, mode);
  if (!unclaimed.some(({wabaId}) => wabaId === share.wabaId)) return undefined;
  const attempts = await context.store.listAttemptsSince(mode, share.sharedAt - rivalMs);
  const owner = ownerOf(share, unclaimed, attempts);
  return owner && (await isClientOfAnother(context, owner, share)) ? undefined : owner;
}

/** Whether the business has an account that another invitation connected. */
async function isClientOfAnother(
  {store}: Context,
  {mode, invitationId}: Attempt,
  {businessId}: SharedAccount,
): Promise<boolean> {
  if (businessId === null) return false;
  const accounts = await store.listAccountsOfBusinesses(mode, [businessId]);
  const senders = await store.listAddressedSenders(mode, {wabaIds: accounts.map(({wabaId}) => wabaId)});
  return senders.some((sender) => sender.invitationId !== invitationId);
}

function listUnclaimed({store, clock}: Context, mode: Mode): Promise<UnclaimedAccount[]> {
  return store.listUnclaimedAccounts(mode, inSeconds(clock.now() - attemptLifetimeMs));
}
