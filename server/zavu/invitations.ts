import type {Context} from '../context.ts';
import {ApiError} from '../errors.ts';
import {asOf, type Invitation, isOpen} from '../invitations/invitation.ts';
import type {Scope} from '../projects/project.ts';
import type {ZavuCloud} from './cloud.ts';
import {ask, hear} from './hear.ts';
import {unavailable} from './refusal.ts';

/** What was heard so long ago is still shown unasked. */
const freshMs = 3_000;
/** Whoever reads an invitation waits no longer for Zavu. */
const readTimeoutMs = 3_000;
/** A client who was sent to Zavu's page is there soon. */
const startedPollMs = 5_000;

/** Zavu's cloud, where it keeps the new invitations of this mode. */
export function keeperOf(context: Context, {mode}: Pick<Scope, 'mode'>): ZavuCloud | undefined {
  return mode === 'live' ? context.zavu : undefined;
}

/** Whether Zavu keeps this invitation; it may have been made under other settings. */
export function isKeptByZavu({sealedLink}: Pick<Invitation, 'sealedLink'>): boolean {
  return sealedLink !== null;
}

/** The invitation as Zavu has it now; as it was last heard of when Zavu is not to be had. */
export async function readThrough(context: Context, invitation: Invitation): Promise<Invitation> {
  const {zavu, clock, store} = context;
  if (!zavu || !isKeptByZavu(invitation) || !isOpen(invitation)) return invitation;
  const now = clock.now();
  const remote = await store.findRemote(invitation.id);
  if (!remote || now < remote.heardAt + freshMs || now < zavu.silentUntil) return invitation;
  try {
    await ask(context, zavu, remote, {timeoutMs: readTimeoutMs});
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return invitation;
  }
  return (await store.findInvitation(invitation, invitation.id)) ?? invitation;
}

/** Cancels it at Zavu and then here. Throws `invitation_not_cancellable` and `provider_unavailable`. */
export async function cancelAtZavu(context: Context, invitation: Invitation): Promise<Invitation> {
  const {zavu, store, clock} = context;
  const {status} = asOf(invitation, clock.now());
  if (status === 'cancelled' || status === 'completed' || status === 'expired') return invitation;
  const remote = await store.findRemote(invitation.id);
  if (!zavu || !remote) {
    throw unavailable(
      'Zavu keeps this invitation, and this service is not connected to Zavu any more. Set SIGNUP_PROVIDER=zavu.',
    );
  }
  const current = async () => (await store.findInvitation(invitation, invitation.id)) ?? invitation;
  try {
    await hear(context, zavu, remote, await zavu.cancelInvitation(remote.remoteId));
  } catch (error) {
    if (!(error instanceof ApiError) || error.code === 'provider_unavailable') throw error;
    // What has become of it there is asked first, so that the caller sees it here, too.
    await ask(context, zavu, remote);
    const {status: statusNow} = await current();
    if (statusNow !== 'cancelled')
      throw new ApiError('invitation_not_cancellable', error.message, {status: statusNow});
  }
  return current();
}

/** Has Zavu asked soon, since the client was sent there. */
export async function expectNews({store, clock}: Context, invitation: Invitation): Promise<void> {
  await store.wakeRemote({invitationId: invitation.id}, clock.now() + startedPollMs);
}

/** Refuses what only an invitation of ours can do. */
export function refuseForZavu(invitation: Pick<Invitation, 'sealedLink'>, what: string): void {
  if (!isKeptByZavu(invitation)) return;
  throw new ApiError(
    'provider_refused',
    `Zavu keeps this invitation and has no way to ${what}. Cancel it and create a new one.`,
  );
}
