import type {Context} from '../context.ts';
import type {FactName} from '../contract/senders.ts';
import {StorageError} from '../errors.ts';
import type {Event} from '../events/event.ts';
import type {SenderChange} from '../store/inbound-store.ts';
import {type Fact, inSeconds, isWorthTelling, learn, type News} from './facts.ts';
import type {Sender} from './sender.ts';

/** Another process may change the same sender at the same moment; more often than this it is no coincidence. */
const triesMax = 5;

/** A sender after these news, in the order of their times, with what is told about it; `undefined` when nothing changes. */
export function changeOf(
  context: Context,
  before: Sender,
  news: readonly News[],
  since?: number,
): SenderChange | undefined {
  const events: Event[] = [];
  let after = before;
  for (const one of [...news].sort((a, b) => a.at - b.at)) {
    const learned = learn(after, one, since);
    if (!learned) continue;
    events.push(...eventsOf(context, after, learned, one));
    after = learned;
  }
  return after === before ? undefined : {before, after: {...after, updatedAt: context.clock.now()}, events};
}

/** The new sender with what Meta told of its account while it was signed up. */
export async function withEarlyNews(context: Context, sender: Sender, startedAt: number): Promise<Sender> {
  const news = await earlyNews(context, sender, startedAt);
  return news.reduce((known, one) => learn(known, one, 0) ?? known, sender);
}

/** What Meta told at the very moment at which the sender was made. */
export async function catchUp(context: Context, sender: Sender, startedAt: number): Promise<void> {
  await noteNews(context, sender, await earlyNews(context, sender, startedAt), 0);
}

/** What is kept of its account, and holds for a sender of this signup. */
async function earlyNews({store}: Context, sender: Sender, startedAt: number): Promise<News[]> {
  if (sender.wabaId === null) return [];
  const targets = ['', sender.phoneNumber, sender.accountId];
  return (await store.listAccountNews(sender.mode, sender.wabaId))
    .filter(({target}) => targets.includes(target))
    .filter(({fact, at}) => {
      // The PIN is the one that was just used, and access is what this signup gave.
      if (fact === 'security') return false;
      return fact !== 'access' || at >= inSeconds(startedAt);
    })
    .map(({fact, value, detail, at}) => ({fact, value, ...(detail !== undefined && {detail}), at}));
}

/** Writes down what was found out about one sender, also by ourselves; nothing when it is gone. */
export async function noteNews(
  context: Context,
  {id, projectId, mode}: Pick<Sender, 'id' | 'projectId' | 'mode'>,
  news: readonly News[],
  since?: number,
): Promise<void> {
  if (news.length === 0) return;
  for (let tries = 0; tries < triesMax; tries += 1) {
    const sender = await context.store.findSender({projectId, mode}, id);
    const change = sender && changeOf(context, sender, news, since);
    if (!change) return;
    const events = await context.store.saveInbound({messages: [], changes: [change]});
    if (!events) continue;
    for (const event of events) context.events.publish(event);
    return;
  }
  throw new StorageError('A sender was changed all the time.');
}

/** Meta refused the business token of a sender, or takes it again. */
export async function noteToken(context: Context, sender: Sender, isAccepted: boolean): Promise<void> {
  // Of other trouble with access a token that works says nothing.
  if (isAccepted && sender.healthReason !== 'TOKEN_INVALID') return;
  const at = inSeconds(context.clock.now());
  await noteNews(context, sender, [
    {fact: 'access', value: isAccepted ? 'TOKEN_ACCEPTED' : 'TOKEN_INVALID', at},
  ]);
}

function eventsOf(context: Context, before: Sender, after: Sender, news: News): Event[] {
  const {fact} = news;
  if (after.health !== before.health || after.healthReason !== before.healthReason) {
    return [
      senderEvent(context, before, 'sender.health_changed', {
        previousHealth: before.health,
        currentHealth: after.health,
        // What ended the trouble, or the trouble that is left or came.
        reason: after.healthReason ?? news.value,
      }),
    ];
  }
  const told: Fact | undefined = after.facts[fact];
  if (!told || !isWorthTelling(fact, before.facts[fact], told)) return [];
  return [senderEvent(context, before, 'sender.updated', factChange(fact, before.facts[fact], told))];
}

function factChange(fact: FactName, before: Fact | undefined, after: Fact): Record<string, unknown> {
  return {
    fact,
    ...(before && {previousValue: before.value}),
    currentValue: after.value,
    ...(after.detail !== undefined && {detail: after.detail}),
  };
}

function senderEvent(
  {clock, newId}: Context,
  sender: Sender,
  type: 'sender.health_changed' | 'sender.updated',
  data: Record<string, unknown>,
): Event {
  return {
    id: newId('evt'),
    type,
    // When we were told: Meta's own time may be a day old after an outage.
    occurredAt: clock.now(),
    projectId: sender.projectId,
    mode: sender.mode,
    subject: sender.invitationId,
    invitationId: sender.invitationId,
    senderId: sender.id,
    externalId: null,
    data: {senderId: sender.id, ...data},
    originId: null,
  };
}
