import type {FailureReason} from '../contract/failure-reasons.ts';
import type {Invitation} from '../invitations/invitation.ts';
import type {AssignedNumber} from '../phone-numbers/phone-number.ts';
import type {AccountOption, Attempt} from './attempt.ts';

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

/** A step is done. `businessToken`: from here on this one is kept instead, for example that of a Page. */
export interface Done {
  kind: 'done';
  businessToken?: string;
}

export type RegisterResult =
  | {kind: 'done'}
  /** Meta is not ready for this number; the client is connected, and it is tried again later. `detail`: Meta's numbers. */
  | {kind: 'pending'; detail: string}
  /** The number has a PIN of its own, and it is not the one that was given. */
  | {kind: 'pin_needed'; detail: Record<string, unknown>}
  /** `takeCall` said no, so nothing was called. */
  | {kind: 'spent'}
  | Failure;

/** What a page needs to open Meta's dialog with Meta's own script. Nothing in it is a secret. */
export interface PopupLaunch {
  /** Where the script is, without language and file. */
  sdkUrl: string;
  appId: string;
  configId: string;
  graphVersion: string;
  extras: Record<string, unknown>;
  /** Where the dialog is: only from there come messages about it, or, where that is Facebook, from any host of Facebook's. */
  dialogOrigin: string;
  /** With which `redirect_uri` its codes are traded: none, the page's address, or that of the script's own relay. */
  redirectUri: 'omit' | 'page' | 'relay';
}

/**
 * Performs a signup with the outside world. It keeps nothing: what it must remember between two steps is in the
 * attempt. It never touches the store. Expected outcomes, a client who closes the dialog or Meta being
 * down, are answers, not exceptions. A step that a kind of account does not need has no method.
 */
export interface SignupProvider {
  /** The address to send the browser to. `state` comes back with it. The assigned number is offered there. */
  begin(
    attempt: Attempt,
    invitation: Invitation,
    state: string,
    assignedNumber: AssignedNumber | undefined,
  ): string;

  /** How to open the dialog in a window instead; missing or `null`: only by `begin`. */
  popup?(invitation: Invitation, assignedNumber: AssignedNumber | undefined): PopupLaunch | null;

  /**
   * Trades what came back for a business token. Called at most once for an attempt: a code cannot be used twice,
   * so this is never tried again.
   */
  exchange(attempt: Attempt, query: ReturnQuery): Promise<{kind: 'token'; businessToken: string} | Failure>;

  /**
   * A token for an account that was shared with us while its browser vanished, by a way that needs no code. Missing where there
   * is none.
   */
  claim?(account: {
    wabaId: string;
    businessId: string;
  }): Promise<{kind: 'token'; businessToken: string} | Failure>;

  /** What the business token grants. A read; may be repeated. */
  discover(
    secrets: AttemptSecrets,
  ): Promise<{kind: 'found'; options: AccountOption[]; providerUserId: string | null} | Failure>;

  /** What a Solution Partner adds: its system user, its credit line. May be repeated. */
  share?(account: AccountOption, secrets: AttemptSecrets): Promise<Done | Failure>;

  /** Has messages and account news of this account sent to us. May be repeated. */
  subscribe(account: AccountOption, secrets: AttemptSecrets): Promise<Done | Failure>;

  /**
   * Makes the number usable through the API. Meta counts the calls and locks a number that had too many: `takeCall` is asked right
   * before each of them, also a repeated one, and false means that none may be made.
   */
  register?(
    account: AccountOption,
    secrets: AttemptSecrets,
    takeCall: () => Promise<boolean>,
  ): Promise<RegisterResult>;

  /** Asks for contacts and history of a number that stays in the WhatsApp Business app. Once is enough; more is harmless. */
  sync?(account: AccountOption, secrets: AttemptSecrets): Promise<Done | Failure>;

  /**
   * Undoes `subscribe`, when the last number of this account is disconnected. A person waits for it: tried once, and not for long.
   */
  disconnect(
    account: {channel: AccountOption['channel']; accountId: string; wabaId: string | null},
    secrets: Pick<AttemptSecrets, 'businessToken'>,
  ): Promise<Done | Failure>;
}
