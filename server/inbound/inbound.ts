import type {Context} from '../context.ts';
import {StorageError} from '../errors.ts';
import type {Event} from '../events/event.ts';
import {healthAfter} from '../senders/health.ts';
import type {Sender} from '../senders/sender.ts';
import type {HealthChange, Inbound} from '../store/inbound-store.ts';
import type {MetaApp} from './signature.ts';
import type {AccountUpdate, MessageUpdate, StatusUpdate, Update} from './updates.ts';

/** Another process may change the same senders at the same moment; more often than this it is no coincidence. */
const triesMax = 5;

/**
 * Stores what Meta told, all of it or, by a `StorageError`, nothing; then subscribers and receivers are told. Answers how
 * many of the updates were news: those of numbers that are not connected here, and those told before, are not.
 */
export async function saveUpdates(
  context: Context,
  app: MetaApp,
  updates: readonly Update[],
): Promise<{stored: number}> {
  if (updates.length === 0) return {stored: 0};
  for (let tries = 0; tries < triesMax; tries += 1) {
    const senders = await context.store.listAddressedSenders(app.mode, addressesOf(updates));
    const inbound = decide(context, app, updates, senders);
    if (inbound.messages.length === 0 && inbound.health.length === 0) return {stored: 0};
    const events = await context.store.saveInbound(inbound);
    if (!events) continue;
    for (const event of events) context.events.publish(event);
    return {stored: events.length};
  }
  throw new StorageError('The senders that Meta told about were changed all the time.');
}

function addressesOf(updates: readonly Update[]): {accountIds: string[]; wabaIds: string[]} {
  const phones = updates.flatMap((update) => (update.kind === 'account' ? [] : update.accountId));
  const accounts = updates.flatMap((update) => (update.kind === 'account' ? update.wabaId : []));
  return {accountIds: [...new Set(phones)], wabaIds: [...new Set(accounts)]};
}

function decide(
  context: Context,
  app: MetaApp,
  updates: readonly Update[],
  senders: readonly Sender[],
): Inbound {
  const byPhone = new Map(senders.map((sender) => [sender.accountId, sender]));
  const messages: Event[] = [];
  const account: AccountUpdate[] = [];
  for (const update of updates) {
    if (update.kind === 'account') account.push(update);
    else {
      const sender = byPhone.get(update.accountId);
      if (sender) messages.push(messageEvent(context, sender, update));
    }
  }
  // By Meta's clock, as they may come in any order.
  account.sort((a, b) => a.at - b.at);
  const health = senders.flatMap((sender) => {
    const concerned = account.filter((update) => isAbout(update, sender, app));
    return changeOf(context, sender, concerned) ?? [];
  });
  return {messages, health};
}

function isAbout({wabaId, phoneNumber, appId}: AccountUpdate, sender: Sender, app: MetaApp): boolean {
  return (
    wabaId === sender.wabaId &&
    (phoneNumber === undefined || phoneNumber === sender.phoneNumber) &&
    (appId === undefined || appId === app.appId)
  );
}

function changeOf(
  context: Context,
  before: Sender,
  updates: readonly AccountUpdate[],
): HealthChange | undefined {
  const now = context.clock.now();
  const events: Event[] = [];
  let after = before;
  for (const update of updates) {
    const health = healthAfter(after, update);
    if (!health) continue;
    events.push({
      ...eventOf(context, before),
      type: 'sender.health_changed',
      subject: before.invitationId,
      invitationId: before.invitationId,
      data: {
        senderId: before.id,
        previousHealth: after.health,
        currentHealth: health.health,
        reason: update.word,
      },
    });
    after = {...after, ...health, updatedAt: now};
  }
  return after === before ? undefined : {before, after, events};
}

/** Events of one conversation are of one subject, so that a receiver reads it in its order. */
function messageEvent(context: Context, sender: Sender, update: MessageUpdate | StatusUpdate): Event {
  const origin = `${sender.mode}:${sender.accountId}`;
  const event = eventOf(context, sender);
  const own = {senderId: sender.id, channel: 'whatsapp'} as const;
  if (update.kind === 'message') {
    const {messageId, from, ...rest} = update.message;
    return {
      ...event,
      type: 'message.inbound',
      subject: `${sender.id} ${from}`,
      originId: `${origin}:${messageId}:inbound`,
      data: {messageId, ...own, from, to: sender.phoneNumber, status: 'received', ...rest},
    };
  }
  const {messageId, to, status, ...rest} = update.status;
  return {
    ...event,
    type: `message.${status}`,
    subject: `${sender.id} ${to}`,
    originId: `${origin}:${messageId}:${status}`,
    data: {messageId, ...own, from: sender.phoneNumber, to, status, ...rest},
  };
}

function eventOf({clock, newId}: Context, sender: Sender): Omit<Event, 'type' | 'subject' | 'data'> {
  return {
    id: newId('evt'),
    // When we were told: Meta's own time is in the data, and may be a day old after an outage.
    occurredAt: clock.now(),
    projectId: sender.projectId,
    mode: sender.mode,
    invitationId: null,
    senderId: sender.id,
    externalId: null,
    originId: null,
  };
}
