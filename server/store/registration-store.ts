import type {Mode} from '../contract/fields.ts';
import type {Event} from '../events/event.ts';
import type {Sender} from '../senders/sender.ts';

/** How often a number may be registered. */
export interface RegistrationBudget {
  callsMax: number;
  /** In this length of time, whichever one looks at. */
  windowMs: number;
}

/** Numbers on their way to being registered. */
export interface RegistrationStore {
  /**
   * Takes one of the calls that a number has, whoever makes it: another attempt, another process, a retry. Answers `null` when it was
   * taken, or else when the next one will be there.
   */
  takeRegistrationCall(
    mode: Mode,
    accountId: string,
    now: number,
    budget: RegistrationBudget,
  ): Promise<number | null>;
  /**
   * Takes the senders whose registration is due until `lockedUntil`: until then nobody else gets them, and who dies with one leaves it
   * due again.
   */
  claimDueRegistrations(now: number, lockedUntil: number, limit: number): Promise<Sender[]>;
  /**
   * Writes how a claimed sender's registration stands. False when the sender was deleted or somebody else has it meanwhile;
   * nothing was written then.
   */
  saveRegistration(claimed: Sender, sender: Sender, event?: Event): Promise<boolean>;
}
