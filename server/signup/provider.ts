import type {FailureReason} from '../contract/failure-reasons.ts';
import type {Invitation} from '../invitations/invitation.ts';
import type {AssignedNumber} from '../phone-numbers/phone-number.ts';
import type {Attempt, PhoneOption} from './attempt.ts';

/** What came back with the browser; which keys there are is the provider's business. */
export type ReturnQuery = Record<string, string | undefined>;

/** Why an attempt failed: the reason is for everybody, the detail for the operator's eyes only. */
export interface Failure {
  kind: 'failed';
  reason: FailureReason;
  detail?: Record<string, unknown>;
}

/** A secret that a later step needs, in clear; it is sealed before it is stored. */
export interface AttemptSecrets {
  businessToken: string;
  pin: string;
}

/**
 * Performs a signup with the outside world. It keeps nothing: what it must remember between two steps is in the
 * attempt. It never touches the store. Expected outcomes, a client who closes the dialog or Meta being
 * down, are answers, not exceptions.
 */
export interface SignupProvider {
  /** The address to send the browser to. `state` comes back with it. The assigned number is offered there. */
  begin(
    attempt: Attempt,
    invitation: Invitation,
    state: string,
    assignedNumber: AssignedNumber | undefined,
  ): string;

  /**
   * Trades what came back for a business token. Called at most once for an attempt: a code cannot be used twice,
   * so this is never tried again.
   */
  exchange(attempt: Attempt, query: ReturnQuery): Promise<{kind: 'token'; businessToken: string} | Failure>;

  /** The numbers that the business token grants. A read; may be repeated. */
  discover(secrets: AttemptSecrets): Promise<{kind: 'found'; options: PhoneOption[]} | Failure>;

  /** Has messages and account news of this account sent to us. May be repeated. */
  subscribe(phone: PhoneOption, secrets: AttemptSecrets): Promise<{kind: 'done'} | Failure>;

  /** Makes the number usable through the API. May be repeated with the same PIN. */
  register(phone: PhoneOption, secrets: AttemptSecrets): Promise<{kind: 'done'} | Failure>;

  /**
   * Undoes `subscribe`, when the last number of this account is disconnected. A person waits for it: tried once, and not for long.
   */
  disconnect(
    phone: Pick<PhoneOption, 'wabaId'>,
    secrets: Pick<AttemptSecrets, 'businessToken'>,
  ): Promise<{kind: 'done'} | Failure>;
}
