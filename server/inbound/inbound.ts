import type {Context} from '../context.ts';
import {StorageError} from '../errors.ts';
import type {Event} from '../events/event.ts';
import {changeOf} from '../senders/news.ts';
import type {Sender} from '../senders/sender.ts';
import type {Addresses, Inbound} from '../store/inbound-store.ts';
import {accountsTold} from './accounts.ts';
import type {MetaApp} from './signature.ts';
import type {AccountUpdate, MessageUpdate, StatusUpdate, Update} from './updates.ts';

/** Another process may change the same senders at the same moment; more often than this it is no coincidence. */
const triesMax = 5;

/**
 * Stores what Meta told, all of it or, by a `StorageError`, nothing; then subscribers and receivers are told. Answers how
 * many events that made: messages of numbers that are not connected here, what was told before and what nobody needs to
 * act on make none.
 */
export async function saveUpdates(
  context: Context,
  app: MetaApp,
  told: readonly Update[],
): Promise<{stored: number}> {
  const updates = await withAccounts(context, app, told);
  if (updates.length === 0) return {stored: 0};
  for (let tries = 0; tries < triesMax; tries += 1) {
    const senders = await context.store.listAddressedSenders(app.mode, addressesOf(updates));
    const inbound = decide(context, app, updates, senders);
    if (inbound.messages.length === 0 && inbound.changes.length === 0 && !inbound.accounts) {
      return {stored: 0};
    }
    const events = await context.store.saveInbound(inbound);
    if (!events) continue;
    for (const event of events) context.events.publish(event);
    return {stored: events.length};
  }
  throw new StorageError('The senders that Meta told about were changed all the time.');
}

/** What is told of a business is told of each of its accounts that we know. */
async function withAccounts(
  {store}: Context,
  {mode}: MetaApp,
  updates: readonly Update[],
): Promise<readonly Update[]> {
  const businessOf = (update: Update) =>
    update.kind === 'account' && update.news.fact === 'certification' ? update.businessId : undefined;
  const businessIds = [...new Set(updates.flatMap((update) => businessOf(update) ?? []))];
  if (businessIds.length === 0) return updates;
  const accounts = await store.listAccountsOfBusinesses(mode, businessIds);
  return updates.flatMap((update) => {
    const businessId = businessOf(update);
    const owned = accounts.filter((account) => account.businessId === businessId);
    return owned.length === 0 ? [update] : owned.map(({wabaId}) => ({...update, wabaId}));
  });
}

function addressesOf(updates: readonly Update[]): Addresses {
  const account = updates.filter((update) => update.kind === 'account');
  const unique = (values: (string | undefined)[]) => [
    ...new Set(values.filter((value) => value !== undefined)),
  ];
  return {
    accountIds: unique(updates.map((update) => (update.kind === 'account' ? undefined : update.accountId))),
    wabaIds: unique(account.map(({wabaId}) => wabaId)),
    // Only of what names no account.
    phoneNumbers: unique(
      account.map(({wabaId, phoneNumber}) => (wabaId === undefined ? phoneNumber : undefined)),
    ),
  };
}

function decide(
  context: Context,
  app: MetaApp,
  updates: readonly Update[],
  senders: readonly Sender[],
): Inbound {
  const byAccount = new Map(senders.map((sender) => [`${sender.channel} ${sender.accountId}`, sender]));
  const messages: Event[] = [];
  const account: AccountUpdate[] = [];
  for (const update of updates) {
    if (update.kind === 'account') {
      // An account can have several apps, of other partners.
      if (update.appId === undefined || update.appId === app.appId) account.push(update);
    } else {
      const sender = byAccount.get(`${update.channel} ${update.accountId}`);
      if (sender) messages.push(messageEvent(context, sender, update));
    }
  }
  const changes = senders.flatMap((sender) => {
    const concerned = account.filter((update) => isAbout(update, sender));
    return (
      changeOf(
        context,
        sender,
        concerned.map(({news}) => news),
      ) ?? []
    );
  });
  const accounts = accountsTold(app.mode, account, senders);
  return {messages, changes, ...(accounts && {accounts})};
}

function isAbout({wabaId, phoneNumber, accountId}: AccountUpdate, sender: Sender): boolean {
  return (
    (wabaId === undefined ? phoneNumber !== undefined : wabaId === sender.wabaId) &&
    (phoneNumber === undefined || phoneNumber === sender.phoneNumber) &&
    (accountId === undefined || accountId === sender.accountId)
  );
}

/** Events of one conversation are of one subject, so that a receiver reads it in its order. */
function messageEvent(context: Context, sender: Sender, update: MessageUpdate | StatusUpdate): Event {
  const origin = `${sender.mode}:${sender.accountId}`;
  const event = eventOf(context, sender);
  const own = {senderId: sender.id, channel: sender.channel};
  const address = sender.phoneNumber ?? sender.accountId;
  if (update.kind === 'message') {
    const {messageId, from, ...rest} = update.message;
    return {
      ...event,
      type: 'message.inbound',
      subject: `${sender.id} ${from}`,
      originId: `${origin}:${messageId}:inbound`,
      data: {messageId, ...own, from, to: address, status: 'received', ...rest},
    };
  }
  const {messageId, to, status, ...rest} = update.status;
  return {
    ...event,
    type: `message.${status}`,
    subject: `${sender.id} ${to}`,
    originId: `${origin}:${messageId}:${status}`,
    data: {messageId, ...own, from: address, to, status, ...rest},
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
