import type {FactName} from '../contract/senders.ts';
import {healthOf, isHealthWord, troubleOf} from './health.ts';
import type {Sender} from './sender.ts';

/** Something that Meta has told of a sender. */
export interface Fact {
  /** Meta's word; of `access`, `ban` and `review` a `HealthWord`. */
  value: string;
  detail?: string | undefined;
  /** When Meta says it was so, epoch ms; Meta counts in whole seconds. */
  at: number;
}

export type SenderFacts = Partial<Record<FactName, Fact>>;

/** A fact on its way to its sender. */
export interface News extends Fact {
  fact: FactName;
}

/** After these nobody holds a way in any more: the business token is dead. */
const tokenIsDead = ['PARTNER_REMOVED', 'PARTNER_APP_UNINSTALLED', 'DEAUTHORIZED'];

/** When a sender began, in Meta's seconds: older news are about the connection before it. */
export function beginOf({createdAt}: Pick<Sender, 'createdAt'>): number {
  return inSeconds(createdAt);
}

/** As Meta would have written down this moment. */
export function inSeconds(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

/** The sender that knows this; `undefined` when it is old, or nothing new. News may come in any order. */
export function learn(sender: Sender, news: News, since = beginOf(sender)): Sender | undefined {
  const {fact, value, detail, at} = news;
  const facts = factsOf(sender);
  const known = facts[fact];
  if (at < since || (known && at < known.at)) return undefined;
  if (known && known.at === at && known.value === value && known.detail === detail) return undefined;
  // The way back in is a new connection: sharing the account again does not bring the token back.
  if (fact === 'access' && sender.sealedBusinessToken === '' && isGoodForAccess(news)) return undefined;
  const learned = {...facts, [fact]: {value, ...(detail !== undefined && {detail}), at}};
  const health = healthOf(learned);
  const isChanged = health.health !== sender.health || health.healthReason !== sender.healthReason;
  return {
    ...sender,
    facts: learned,
    ...health,
    healthChangedAt: isChanged ? at : sender.healthChangedAt,
    ...(fact === 'access' && tokenIsDead.includes(value) && {sealedBusinessToken: ''}),
    // A number that is not registered yet is tried with the PIN that we have, whatever it is now.
    ...(fact === 'security' &&
      value === 'PIN_CHANGED' &&
      sender.registration !== 'pending' && {sealedPin: null}),
  };
}

/** Whether somebody should act on it, or has nothing to do any more. */
export function isWorthTelling(fact: FactName, before: Fact | undefined, after: Fact): boolean {
  if (before?.value === after.value && before.detail === after.detail) return false;
  return isAlarming(fact, after) || (before !== undefined && isAlarming(fact, before));
}

const alarms: Partial<Record<FactName, readonly string[] | 'all'>> = {
  quality: ['RED', 'FLAGGED', 'RESTRICTED'],
  name: ['REJECTED'],
  violation: 'all',
  alert: 'all',
  certification: ['NEEDED', 'REJECTED', 'FAILED'],
};

function isAlarming(fact: FactName, {value}: Fact): boolean {
  const alarming = alarms[fact] ?? [];
  return alarming === 'all' || alarming.includes(value);
}

/** With the reason of a health that was written down before there were facts. */
function factsOf({facts, healthReason, healthChangedAt, createdAt}: Sender): SenderFacts {
  if (healthReason === null || !isHealthWord(healthReason) || facts[troubleOf(healthReason)]) return facts;
  return {[troubleOf(healthReason)]: {value: healthReason, at: healthChangedAt ?? createdAt}, ...facts};
}

function isGoodForAccess({value}: News): boolean {
  return healthOf({access: {value, at: 0}}).health === 'connected';
}
