import type {SenderHealth} from '../contract/senders.ts';
import type {Sender} from './sender.ts';

/** News of an account from Meta, as far as it is about health. */
export interface HealthUpdate {
  /** A key of `healthWords`. */
  word: HealthWord;
  /** When Meta says it happened, epoch ms; Meta counts in whole seconds. */
  at: number;
}

/**
 * What each of Meta's words means. Good news ends only trouble of its own kind: a review that is passed does not bring an
 * access back that was withdrawn.
 */
const healthWords = {
  PARTNER_REMOVED: {health: 'disconnected', about: 'access'},
  PARTNER_APP_UNINSTALLED: {health: 'disconnected', about: 'access'},
  ACCOUNT_DELETED: {health: 'disconnected', about: 'access'},
  ACCOUNT_OFFBOARDED: {health: 'disconnected', about: 'access'},
  PARTNER_ADDED: {health: 'connected', about: 'access'},
  PARTNER_APP_INSTALLED: {health: 'connected', about: 'access'},
  ACCOUNT_RECONNECTED: {health: 'connected', about: 'access'},
  DISABLE: {health: 'disconnected', about: 'ban'},
  // Still works, and Meta will switch it off unless the client appeals.
  SCHEDULE_FOR_DISABLE: {health: 'in_review', about: 'ban'},
  REINSTATE: {health: 'connected', about: 'ban'},
  REVIEW_REJECTED: {health: 'disconnected', about: 'review'},
  REVIEW_PENDING: {health: 'in_review', about: 'review'},
  REVIEW_DEFERRED: {health: 'in_review', about: 'review'},
  REVIEW_APPROVED: {health: 'connected', about: 'review'},
} as const satisfies Record<string, {health: SenderHealth; about: Trouble}>;
export type HealthWord = keyof typeof healthWords;

/** Rising: trouble of a later kind is not hidden by one of an earlier kind. */
const troubles = ['review', 'ban', 'access'] as const;
type Trouble = (typeof troubles)[number];

export function isHealthWord(word: string): word is HealthWord {
  return Object.hasOwn(healthWords, word);
}

type Health = Pick<Sender, 'health' | 'healthReason' | 'healthChangedAt'>;

/** The health of a sender after this update; `undefined` when it changes nothing. */
export function healthAfter(
  sender: Health & Pick<Sender, 'createdAt'>,
  update: HealthUpdate,
): Health | undefined {
  // News from before this connection are about the one before it. Ours are milliseconds, Meta's seconds.
  const since = sender.healthChangedAt ?? Math.floor(sender.createdAt / 1000) * 1000;
  if (update.at < since) return undefined;
  const {health, about} = healthWords[update.word];
  const trouble = troubleOf(sender);
  if (health === 'connected') {
    if (trouble !== about) return undefined;
    return {health, healthReason: null, healthChangedAt: update.at};
  }
  if (trouble && troubles.indexOf(trouble) > troubles.indexOf(about)) return undefined;
  if (sender.healthReason === update.word) return undefined;
  return {health, healthReason: update.word, healthChangedAt: update.at};
}

function troubleOf({healthReason}: Health): Trouble | undefined {
  return healthReason !== null && isHealthWord(healthReason) ? healthWords[healthReason].about : undefined;
}
