import type {SenderHealth} from '../contract/senders.ts';
import type {SenderFacts} from './facts.ts';

/**
 * What each of Meta's words means. Good news ends only trouble of its own kind: a review that is passed does not bring an
 * access back that was withdrawn.
 */
const healthWords = {
  PARTNER_REMOVED: {health: 'disconnected', about: 'access'},
  PARTNER_APP_UNINSTALLED: {health: 'disconnected', about: 'access'},
  ACCOUNT_DELETED: {health: 'disconnected', about: 'access'},
  ACCOUNT_OFFBOARDED: {health: 'disconnected', about: 'access'},
  // Ours: whoever connected it took their consent back; Meta refuses the token.
  DEAUTHORIZED: {health: 'disconnected', about: 'access'},
  TOKEN_INVALID: {health: 'disconnected', about: 'access'},
  TOKEN_ACCEPTED: {health: 'connected', about: 'access'},
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

/** The facts that health follows from; of trouble that is equally bad the first is shown. */
const troubles = ['access', 'ban', 'review'] as const;
type Trouble = (typeof troubles)[number];

export function isHealthWord(word: string): word is HealthWord {
  return Object.hasOwn(healthWords, word);
}

export function isTrouble(fact: string): fact is Trouble {
  return troubles.some((trouble) => trouble === fact);
}

/** The fact that this word is about. */
export function troubleOf(word: HealthWord): Trouble {
  return healthWords[word].about;
}

/** What these facts come to; `healthReason` is Meta's word for the worst of them. */
export function healthOf(facts: SenderFacts): {health: SenderHealth; healthReason: HealthWord | null} {
  for (const health of ['disconnected', 'in_review'] as const) {
    for (const trouble of troubles) {
      const word = facts[trouble]?.value;
      if (word !== undefined && isHealthWord(word) && healthWords[word].health === health) {
        return {health, healthReason: word};
      }
    }
  }
  return {health: 'connected', healthReason: null};
}

/** Whether the client has taken the access away, or lost it; connecting anew gives it back, as it does not with a ban. */
export function isAccessLost({
  health,
  healthReason,
}: {
  health: SenderHealth;
  healthReason: string | null;
}): boolean {
  return (
    health === 'disconnected' &&
    healthReason !== null &&
    isHealthWord(healthReason) &&
    troubleOf(healthReason) === 'access'
  );
}
