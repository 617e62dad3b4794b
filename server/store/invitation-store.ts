import type {ConnectionType} from '../contract/fields.ts';
import type {InvitationStatus} from '../contract/invitations.ts';
import type {Event} from '../events/event.ts';
import type {Invitation} from '../invitations/invitation.ts';
import type {AssignedNumber} from '../phone-numbers/phone-number.ts';
import type {QueuedMail} from '../mail/mail.ts';
import type {Project, Scope} from '../projects/project.ts';
import type {Sender} from '../senders/sender.ts';
import type {Attempt} from '../signup/attempt.ts';
import type {NewRemote} from '../zavu/remote.ts';

/** Where a client stands: the newest invitation and, while it is connected, the sender. */
export interface ConnectionState {
  project: Project;
  invitation: Invitation;
  attempt: Attempt | undefined;
  sender: Sender | undefined;
  /** The number that was pre-assigned; no other may be connected. */
  assignedNumber: AssignedNumber | undefined;
}

/** What must still be so for a change to be written: every change of an invitation moves `updatedAt` on. */
export type Before = Pick<Invitation, 'status' | 'attemptId' | 'updatedAt' | 'nextReminderAt'>;

/** Which invitations to list; all that are given must fit. */
export interface InvitationFilter {
  status?: InvitationStatus | undefined;
  connectionType?: ConnectionType | undefined;
  externalId?: string | undefined;
  /** A part of name, e-mail, phone or external id, in whatever case. */
  text?: string | undefined;
}

export interface IdempotencyKey {
  key: string;
  /** Hash of the body; the same key with another body is refused. */
  requestHash: string;
  expiresAt: number;
}

/**
 * Why a pre-assigned number cannot be reserved; nothing was written. `number_taken`: by an invitation that is open, or
 * whose expiry nobody has written down yet. `number_unusable`: not there, not active, or connected.
 */
export type NumberRefusal = {result: 'number_taken'; heldBy: string} | {result: 'number_unusable'};

/** Invitations, and what is known of a client through them. */
export interface InvitationStore {
  /**
   * Adds an invitation, reserves its pre-assigned number, and queues the mail that it goes out with. With an idempotency
   * key that was used before, answers what was created then instead (`replayed`), or `key_reused` when the body was
   * another. `remote`: Zavu keeps it, and its intent has come true.
   */
  createInvitation(
    invitation: Invitation,
    idempotencyKey?: IdempotencyKey,
    mail?: QueuedMail,
    remote?: NewRemote,
  ): Promise<
    {result: 'created' | 'replayed'; invitation: Invitation} | {result: 'key_reused'} | NumberRefusal
  >;
  /** What a key was used for before, or `key_reused` when the body was another. */
  findReplay(
    scope: Scope,
    key: IdempotencyKey,
    now: number,
  ): Promise<{result: 'replayed'; invitation: Invitation} | {result: 'key_reused'} | undefined>;
  /** The usable invitation of this client (open now, or completed with its sender still there), else adds `candidate`. */
  ensureInvitation(
    candidate: Invitation & {externalId: string},
    now: number,
    remote?: NewRemote,
  ): Promise<{result: 'found' | 'created'; invitation: Invitation} | NumberRefusal>;
  /** `undefined` also for one of another project or mode. */
  findInvitation(scope: Scope, invitationId: string): Promise<Invitation | undefined>;
  /** Newest first. `status` is judged as of `now`, so an unswept expiry counts as expired. `before` is an id. */
  listInvitations(
    scope: Scope,
    query: InvitationFilter & {before?: string | undefined; limit: number; now: number},
  ): Promise<Invitation[]>;
  /** Sets `viewedAt` the first time. */
  recordView(invitationId: string, now: number): Promise<void>;

  /** By the invitation itself: for links and attempts, where the secret has been checked by the caller. */
  findConnection(invitationId: string): Promise<ConnectionState | undefined>;
  /** The invitation of this client that counts: the newest that is connected, else the newest. */
  findClientConnection(scope: Scope, externalId: string): Promise<ConnectionState | undefined>;

  /**
   * Writes a decided change and its event, if the invitation still is as it was `before`; answers false when
   * someone else was first. Cancelling and expiring also end a running attempt and forget the secrets of all. Only a
   * `nextReminderAt` that the decision changed is written: a reminder that goes out meanwhile does not come back.
   */
  saveTransition(before: Before, invitation: Invitation, event: Event): Promise<boolean>;
  /**
   * Writes what was changed about an invitation, with its events, if it still is as it was `before`. `lost`: someone
   * else was first, and nothing was written. One that is open again reserves its pre-assigned number anew.
   */
  saveAmendment(
    before: Before,
    invitation: Invitation,
    events: Event[],
  ): Promise<{result: 'saved' | 'lost'} | NumberRefusal>;

  /** Invitations whose time is over and not written down as expired yet. */
  listLapsedInvitations(now: number, limit: number): Promise<Invitation[]>;
}
