import type {Mode} from '../contract/fields.ts';
import type {Event} from '../events/event.ts';
import type {News} from '../senders/facts.ts';
import type {Sender} from '../senders/sender.ts';

/** What the outside world told at once. */
export interface Inbound {
  /** Each with the `senderId` that it is for, and an `originId`. */
  messages: Event[];
  changes: SenderChange[];
  accounts?: AccountsTold;
}

/** Written if the sender's health, facts and secrets still are as they were `before`. */
export interface SenderChange {
  before: Sender;
  after: Sender;
  events: Event[];
}

/** What was told of accounts, kept for senders to come. */
export interface AccountsTold {
  mode: Mode;
  /** The senders that were found in these accounts: one that is not among them was made meanwhile. */
  senderIds: string[];
  news: AccountNews[];
  shares: AccountShare[];
}

export interface AccountNews extends News {
  wabaId: string;
  /** E.164 or Meta's id of a number; empty: the whole account. */
  target: string;
}

/** An account was shared with us, or taken back. Times in epoch ms. */
export type AccountShare = {wabaId: string; businessId: string | null} & (
  {sharedAt: number; claimAfter: number} | {removedAt: number}
);

export interface SharedAccount {
  wabaId: string;
  businessId: string | null;
  sharedAt: number;
}

/** One that no sender has. */
export interface UnclaimedAccount extends SharedAccount {
  /** When a signup whose browser vanished may be finished with it; `null`: never. */
  claimAfter: number | null;
}

export interface Addresses {
  accountIds?: string[];
  wabaIds?: string[];
  /** E.164. */
  phoneNumbers?: string[];
  /** Meta's ids of whoever connected them. */
  userIds?: string[];
}

/** What Meta tells by itself. */
export interface InboundStore {
  /** The senders of one mode, of whatever project, with one of these numbers, in one of these accounts, or by one of these people. */
  listAddressedSenders(mode: Mode, addresses: Addresses): Promise<Sender[]>;
  /**
   * Writes all of it, with its deliveries, in one unit. Answers the events that were news, or `undefined` when a sender is not
   * any more what was decided upon, or one was made in an account meanwhile; then nothing was written. Messages
   * for a sender that was deleted meanwhile are dropped.
   */
  saveInbound(inbound: Inbound): Promise<Event[] | undefined>;
  /** What is kept of one account. */
  listAccountNews(mode: Mode, wabaId: string): Promise<AccountNews[]>;
  /** Accounts that were shared with us since then and not taken back, newest first. */
  listSharedAccounts(mode: Mode, since: number): Promise<SharedAccount[]>;
  /** Those of them that have no sender. */
  listUnclaimedAccounts(mode: Mode, since: number): Promise<UnclaimedAccount[]>;
  /** Moves the time after which an account may be claimed; true for exactly one caller that saw it as it was. */
  postponeClaim(mode: Mode, account: UnclaimedAccount, claimAfter: number | null): Promise<boolean>;
  /** The accounts that these businesses shared, as far as we remember. */
  listAccountsOfBusinesses(
    mode: Mode,
    businessIds: string[],
  ): Promise<{wabaId: string; businessId: string}[]>;
  /** Forgets what was told of accounts before this, but which business has one that has a sender. */
  pruneAccounts(toldBefore: number): Promise<void>;
}
