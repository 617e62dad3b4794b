import type {Context} from '../context.ts';
import type {Scope} from '../projects/project.ts';
import {deleteRemoteSender, isAtZavu} from '../zavu/senders.ts';
import {deletedEvent, type DeletionReason, type Sender} from './sender.ts';

/**
 * Takes a sender out of use: the provider is told first, while we still hold its token, and then it is deleted whatever
 * the provider said, so that nobody is held by Meta being down. False when there is none. One that Zavu keeps is deleted there
 * or not at all: then it throws.
 */
export async function disconnectSender(
  context: Context,
  scope: Scope,
  senderId: string,
  reason?: DeletionReason,
): Promise<boolean> {
  const {store, clock, newId, events} = context;
  const sender = await store.findSender(scope, senderId);
  const state = sender && (await store.findConnection(sender.invitationId));
  if (!sender || !state) return false;
  if (isAtZavu(sender)) {
    await deleteRemoteSender(context, sender);
    return true;
  }
  await tellProvider(context, sender);
  const event = deletedEvent(sender, state.invitation, newId('evt'), clock.now(), reason);
  if (!(await store.deleteSender(scope, sender.id, event))) return false;
  events.publish(event);
  return true;
}

async function tellProvider(context: Context, sender: Sender): Promise<void> {
  const type = sender.channel === 'whatsapp' ? 'whatsapp_waba' : 'messenger';
  const provider = context.providers[sender.mode]?.[type];
  if (!provider) return;
  // The subscription is the account's: while another of its numbers is connected here, that one needs it.
  const ofAccount = await context.store.listAddressedSenders(sender.mode, {
    accountIds: [],
    wabaIds: sender.wabaId === null ? [] : [sender.wabaId],
  });
  if (ofAccount.some(({id}) => id !== sender.id)) return;
  const token = openToken(context, sender);
  if (token === undefined) return;
  const result = await provider.disconnect(sender, {businessToken: token});
  if (result.kind === 'done') return;
  context.log.warn(
    {senderId: sender.id, wabaId: sender.wabaId, reason: result.reason, detail: result.detail},
    'a sender was deleted, but its account is still subscribed at the provider',
  );
}

function openToken(context: Context, sender: Sender): string | undefined {
  // Forgotten: Meta does not take it any more, and nothing is left to be undone.
  if (sender.sealedBusinessToken === '') return undefined;
  try {
    return context.secrets.open(sender.sealedBusinessToken, `${sender.id}:business_token`);
  } catch (error) {
    context.log.warn({err: error, senderId: sender.id}, 'the token of a sender cannot be opened');
    return undefined;
  }
}
