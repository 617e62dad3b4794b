import type {Context} from '../context.ts';
import type {Event} from '../events/event.ts';
import {type Invitation, transition} from '../invitations/invitation.ts';
import {catchUp, withEarlyNews} from '../senders/news.ts';
import {deletedEvent, type Sender} from '../senders/sender.ts';
import type {AccountOption, Attempt} from './attempt.ts';
import {sealSecrets, withoutSecrets} from './attempt-secrets.ts';
import type {AttemptSecrets, Failure} from './provider.ts';

/** `again`: something was changed at this moment; look what is left to do. */
export type CompleteStep = {kind: 'end'} | {kind: 'again'} | Failure;

/** One transaction: the sender is created, the invitation completed, the attempt ended, the event written. */
export async function complete(
  context: Context,
  attempt: Attempt,
  secrets: AttemptSecrets,
): Promise<CompleteStep> {
  const {account} = attempt;
  const state = await context.store.findConnection(attempt.invitationId);
  if (!state || !account) return {kind: 'end'};
  const now = context.clock.now();
  const created = newSender(context, state.invitation, {...attempt, account}, secrets, now);
  const sender = await withEarlyNews(context, created, attempt.startedAt);
  const decided = transition(
    state.invitation,
    {
      to: 'completed',
      senderId: sender.id,
      connectedAccount: {channel: account.channel, id: account.accountId, name: account.name},
    },
    now,
    context.newId('evt'),
  );
  if (!decided || state.invitation.attemptId !== attempt.id) return {kind: 'end'};
  const ended: Attempt = {
    ...withoutSecrets(attempt),
    status: 'succeeded',
    step: 'done',
    updatedAt: now,
    finishedAt: now,
  };
  const replaced = await olderSender(context, sender);
  const saved = await context.store.finishAttempt(state.invitation, decided.invitation, decided.event, {
    stepBefore: attempt.step,
    attempt: ended,
    sender,
    replaced,
  });
  if (saved === 'lost') return {kind: 'again'};
  if (saved === 'phone_taken') return {kind: 'failed', reason: 'phone_already_connected'};
  context.log.info({invitationId: sender.invitationId, senderId: sender.id}, 'sender created');
  if (replaced) context.events.publish(replaced.event);
  context.events.publish(decided.event);
  await catchUp(context, sender, attempt.startedAt);
  return {kind: 'end'};
}

function newSender(
  context: Context,
  invitation: Invitation,
  {
    account,
    providerUserId,
    registration,
    registrationDetail,
    nextRegistrationAt,
  }: Attempt & {account: AccountOption},
  secrets: AttemptSecrets,
  now: number,
): Sender {
  const id = context.newId('snd');
  const phone = account.channel === 'whatsapp' ? account : undefined;
  return {
    id,
    projectId: invitation.projectId,
    mode: invitation.mode,
    provider: 'meta',
    channel: account.channel,
    invitationId: invitation.id,
    name: account.name ?? invitation.clientName ?? phone?.displayPhoneNumber ?? account.accountId,
    phoneNumber: phone?.phoneNumber ?? null,
    displayPhoneNumber: phone?.displayPhoneNumber ?? null,
    wabaId: phone?.wabaId ?? null,
    accountId: account.accountId,
    providerUserId,
    isCoexistence: phone?.isCoexistence ?? false,
    isDefault: false,
    ...sealSecrets(context, id, secrets),
    registration: registration ?? 'none',
    registrationDetail,
    nextRegistrationAt: registration === 'pending' ? nextRegistrationAt : null,
    health: 'connected',
    healthReason: null,
    healthChangedAt: null,
    facts: {},
    createdAt: now,
    updatedAt: now,
  };
}

/**
 * A Page belongs to whoever connected it last: the sender that has it now gives way, whatever project it is of. A number has
 * to be disconnected first.
 */
async function olderSender(
  context: Context,
  {channel, mode, accountId, createdAt}: Sender,
): Promise<{senderId: string; event: Event} | undefined> {
  if (channel !== 'messenger') return undefined;
  const {store, newId} = context;
  const senders = await store.listAddressedSenders(mode, {accountIds: [accountId], wabaIds: []});
  const older = senders.find((sender) => sender.channel === channel);
  const state = older && (await store.findConnection(older.invitationId));
  if (!older || !state) return undefined;
  const event = deletedEvent(older, state.invitation, newId('evt'), createdAt, 'connected_elsewhere');
  return {senderId: older.id, event};
}
