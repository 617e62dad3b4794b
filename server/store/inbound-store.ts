import type {Mode} from '../contract/fields.ts';
import type {Event} from '../events/event.ts';
import type {Sender} from '../senders/sender.ts';

/** What the outside world told at once. */
export interface Inbound {
  /** Each with the `senderId` that it is for, and an `originId`. */
  messages: Event[];
  health: HealthChange[];
}

/** Written if the sender's health still is as it was `before`. */
export interface HealthChange {
  before: Sender;
  after: Sender;
  events: Event[];
}

/** An account that Meta said was shared with us; it does not say by whose signup. */
export interface SharedAccount {
  wabaId: string;
  businessId: string | null;
  sharedAt: number;
}

/** What Meta tells by itself. */
export interface InboundStore {
  /** The senders of one mode, of whatever project, with one of these numbers or in one of these accounts of Meta's. */
  listAddressedSenders(mode: Mode, addresses: {accountIds: string[]; wabaIds: string[]}): Promise<Sender[]>;
  /** Those that were shared at this time or later. */
  listSharedAccounts(mode: Mode, since: number): Promise<SharedAccount[]>;
  /**
   * Writes all of it, with its deliveries, in one unit. Answers the events that were news, or `undefined` when a sender's health
   * is not any more what was decided upon; then nothing was written. Messages for a sender that was deleted
   * meanwhile are dropped.
   */
  saveInbound(inbound: Inbound): Promise<Event[] | undefined>;
}
