import type {Context} from '../context.ts';
import type {Event} from '../events/event.ts';
import {type Invitation, transition} from '../invitations/invitation.ts';
import {randomFraction} from '../secrets.ts';
import {readableNumber} from '../phone-numbers/readable.ts';
import {deletedEvent, type DeletionReason, type Sender} from '../senders/sender.ts';
import type {RemoteChange} from '../store/remote-store.ts';
import type {ZavuCloud} from './cloud.ts';
import {nextPollAt, type Remote, type RemoteInvitation} from './remote.ts';
import {whatFollows} from './what-follows.ts';

/** Losing a race this often means a bug, not bad luck. */
const triesMax = 10;

/**
 * Asks Zavu how an invitation stands, and writes and tells what follows. Throws `provider_unavailable`: then it is asked
 * again later.
 */
export async function ask(
  context: Context,
  zavu: ZavuCloud,
  remote: Remote,
  options: {timeoutMs?: number} = {},
): Promise<void> {
  let heard: RemoteInvitation | undefined;
  try {
    heard = await zavu.findInvitation(remote.remoteId, options);
  } catch (error) {
    await postpone(context, remote);
    throw error;
  }
  if (heard) return hear(context, zavu, remote, heard);
  // Another key, perhaps: what is known here stays.
  context.log.warn({invitationId: remote.invitationId}, 'Zavu does not know an invitation any more');
  await postpone(context, remote);
}

/** Writes what Zavu says of an invitation, with all that follows, in one go. */
export async function hear(
  context: Context,
  zavu: ZavuCloud,
  remote: Remote,
  heard: RemoteInvitation,
): Promise<void> {
  const {store, clock} = context;
  for (let tries = 0; tries < triesMax; tries += 1) {
    const found = await store.findConnection(remote.invitationId);
    if (!found) return;
    const before = found.invitation;
    const now = clock.now();
    const change = await decide(context, zavu, before, heard);
    const polls = change ? 0 : remote.polls + 1;
    const isDone = change === undefined || change.invitation.status === heard.status;
    // Completed, and Zavu has not said with what: asked again.
    const status = isDone ? heard.status : 'in_progress';
    const next = nextPollAt(status, polls, {now, fraction: randomFraction()});
    const saved = await store.saveHeard(remote, {heardAt: now, nextPollAt: next, polls}, change);
    if (saved === 'stale') {
      // What holds is asked anew.
      await store.wakeRemote({invitationId: before.id}, now);
      return;
    }
    if (saved === 'account_taken' && change?.sender) await forgetEarlier(context, change.sender);
    if (saved !== 'saved') continue;
    if (heard.viewedAt !== null && before.viewedAt === null) {
      await store.recordView(before.id, Math.max(heard.viewedAt, before.createdAt));
      context.events.hint(before);
    }
    tell(context, before, change);
    return;
  }
  throw new Error('An invitation kept changing while Zavu was heard.');
}

/** A sender that is gone at Zavu is gone here. */
export async function forgetSender(
  context: Context,
  sender: Sender,
  why: string,
  reason?: DeletionReason,
): Promise<void> {
  const {store, clock, newId, events, log} = context;
  const state = await store.findConnection(sender.invitationId);
  if (!state) return;
  const event = deletedEvent(sender, state.invitation, newId('evt'), clock.now(), reason);
  if (!(await store.deleteSender(sender, sender.id, event))) return;
  log.info({senderId: sender.id, why}, 'a sender is gone at Zavu');
  events.publish(event);
}

/** Zavu routes an account by one sender, the newest: what had it before is not connected any more. */
async function forgetEarlier(context: Context, sender: Sender): Promise<void> {
  const accountIds = [sender.accountId];
  const holders = await context.store.listAddressedSenders(sender.mode, {accountIds, wabaIds: []});
  const same = (await context.store.listRemoteSenders()).filter(({id}) => id === sender.id);
  const all = new Map([...holders, ...same].map((holder) => [holder.id, holder]));
  for (const holder of all.values())
    await forgetSender(context, holder, 'its account was connected anew', 'connected_elsewhere');
}

async function decide(
  context: Context,
  zavu: ZavuCloud,
  before: Invitation,
  heard: RemoteInvitation,
): Promise<RemoteChange | undefined> {
  const events: Event[] = [];
  let invitation = before;
  for (const {change, at} of whatFollows(before, heard, context.clock.now())) {
    const decided = transition(invitation, change, at, context.newId('evt'));
    if (!decided) throw new Error(`${invitation.status} cannot become ${change.to}.`);
    ({invitation} = decided);
    events.push(decided.event);
  }
  if (events.length === 0) return undefined;
  const sender = invitation.status === 'completed' ? await toSender(context, zavu, invitation) : undefined;
  return {before, invitation, events, sender};
}

/** What a completion made at Zavu, as we keep it: enough to show it and to know whose it is. */
async function toSender(
  context: Context,
  zavu: ZavuCloud,
  {id: invitationId, projectId, mode, senderId, connectedAccount}: Invitation,
): Promise<Sender | undefined> {
  if (senderId === null || connectedAccount === null) return undefined;
  const remote = await zavu.findSender(senderId);
  const phoneNumber = remote?.phoneNumber || null;
  const now = context.clock.now();
  return {
    id: senderId,
    projectId,
    mode,
    provider: 'zavu',
    channel: connectedAccount.channel,
    invitationId,
    name: remote?.name || connectedAccount.name || senderId,
    phoneNumber,
    displayPhoneNumber: remote?.whatsapp?.displayPhoneNumber || (phoneNumber && readableNumber(phoneNumber)),
    wabaId: null,
    accountId: connectedAccount.id,
    providerUserId: null,
    isCoexistence: false,
    isDefault: false,
    // Zavu holds it.
    sealedBusinessToken: '',
    sealedPin: null,
    registration: connectedAccount.channel === 'whatsapp' ? 'registered' : 'none',
    registrationDetail: null,
    nextRegistrationAt: null,
    health: 'connected',
    healthReason: null,
    healthChangedAt: null,
    facts: {},
    createdAt: now,
    updatedAt: now,
  };
}

function tell(context: Context, before: Invitation, change: RemoteChange | undefined): void {
  if (!change) return;
  const {invitation, events} = change;
  context.log.info(
    {invitationId: before.id, previousStatus: before.status, currentStatus: invitation.status},
    'invitation status changed at Zavu',
  );
  const providerReason = events.at(-1)?.data['providerReason'];
  if (providerReason !== undefined) {
    context.log.warn({invitationId: before.id, providerReason}, 'a reason that only Zavu knows');
  }
  for (const event of events) context.events.publish(event);
}

/** Not heard: the next time is later. */
async function postpone({store, clock}: Context, remote: Remote): Promise<void> {
  const polls = remote.polls + 1;
  const next = nextPollAt('in_progress', polls, {now: clock.now(), fraction: randomFraction()});
  await store.saveHeard(remote, {heardAt: remote.heardAt, nextPollAt: next, polls});
}
