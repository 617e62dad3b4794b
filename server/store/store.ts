import type {ApiKey, Project, Scope, Session, Ticket} from '../access/credential.ts';
import type {AttemptStep, InvitationStatus} from '../contract.ts';
import type {Event} from '../events/event.ts';
import type {Invitation} from '../invitations/invitation.ts';
import type {Sender} from '../senders/sender.ts';
import type {Attempt} from '../signup/attempt.ts';

/** Where a client stands: the newest invitation and, while it is connected, the sender. */
export interface ConnectionState {
  project: Project;
  invitation: Invitation;
  attempt: Attempt | undefined;
  sender: Sender | undefined;
}

/** The status that an invitation must still have for a change to be written, and the attempt it must still be on. */
export type Before = Pick<Invitation, 'status' | 'attemptId'>;

export interface IdempotencyKey {
  key: string;
  /** Hash of the body; the same key with another body is refused. */
  requestHash: string;
  expiresAt: number;
}

/** One client's events: those of an invitation, or of all invitations with an external id. */
export type EventFilter = {invitationId: string} | (Scope & {externalId: string});

/**
 * Everything the service remembers. Each method is one whole unit of work: it is applied completely or not at
 * all, and its promise resolves only after it is durable on disk. There is no transaction on the interface,
 * so that no engine ever holds one across an `await`. Times are epoch milliseconds and come from the caller.
 *
 * Writes reject with `StorageError` when the engine cannot write (disk full, read only, busy for too long);
 * then nothing of the unit was applied and it may be tried again.
 */
export interface Store {
  /** The project with this name; made from `project` when there is none. */
  ensureProject(project: Project): Promise<Project>;
  /** Oldest first. */
  listProjects(): Promise<Project[]>;
  findProject(projectId: string): Promise<Project | undefined>;

  createApiKey(apiKey: ApiKey): Promise<void>;
  /** A key that is not revoked, with its project. */
  findApiKey(keyHash: string): Promise<{apiKey: ApiKey; project: Project} | undefined>;
  /** All keys, revoked ones too, oldest first, with the name of their project. */
  listApiKeys(): Promise<(ApiKey & {projectName: string})[]>;
  /** False when there is no such key, or it was revoked before. */
  revokeApiKey(apiKeyId: string, now: number): Promise<boolean>;
  recordApiKeyUse(apiKeyId: string, now: number): Promise<void>;

  createSession(session: Session): Promise<void>;
  /** Expired ones too, until they are pruned: the caller tells "expired" from "unknown". */
  findSession(secretHash: string): Promise<Session | undefined>;
  /** False when it is not there (any more). */
  deleteSession(scope: Scope, sessionId: string): Promise<boolean>;

  createTicket(ticket: Ticket): Promise<void>;
  /** Takes the ticket, so that nobody else can; `undefined` when it is gone, unknown or too old. */
  claimTicket(ticketHash: string, now: number): Promise<Ticket | undefined>;

  /**
   * Adds an invitation. With an idempotency key that was used before, answers what was created then instead
   * (`replayed`), or `key_reused` when the body was another.
   */
  createInvitation(
    invitation: Invitation,
    idempotencyKey?: IdempotencyKey,
  ): Promise<{result: 'created' | 'replayed'; invitation: Invitation} | {result: 'key_reused'}>;
  /** The usable invitation of this client (open now, or completed with its sender still there), else adds `candidate`. */
  ensureInvitation(candidate: Invitation & {externalId: string}, now: number): Promise<Invitation>;
  findInvitation(scope: Scope, invitationId: string): Promise<Invitation | undefined>;
  /** Newest first. `status` is judged as of `now`, so an unswept expiry counts as expired. `before` is an id. */
  listInvitations(
    scope: Scope,
    query: {status?: InvitationStatus | undefined; before?: string | undefined; limit: number; now: number},
  ): Promise<Invitation[]>;
  /** Sets `viewedAt` the first time. */
  recordView(invitationId: string, now: number): Promise<void>;

  /** By the invitation itself: for links and attempts, where the secret has been checked by the caller. */
  findConnection(invitationId: string): Promise<ConnectionState | undefined>;
  /** The invitation of this client that counts: the newest that is connected, else the newest. */
  findClientConnection(scope: Scope, externalId: string): Promise<ConnectionState | undefined>;

  /**
   * Writes a decided change and its event, if the invitation still is as it was `before`; answers false when
   * someone else was first. Cancelling and expiring also end a running attempt and forget the secrets of all.
   */
  saveTransition(before: Before, invitation: Invitation, event: Event): Promise<boolean>;
  /**
   * `saveTransition` to `in_progress` with its new attempt; an attempt that was running is replaced, and earlier ones
   * keep no secrets.
   */
  startAttempt(before: Before, invitation: Invitation, event: Event, attempt: Attempt): Promise<boolean>;
  findAttempt(attemptId: string): Promise<Attempt | undefined>;
  findAttemptByState(stateHash: string): Promise<Attempt | undefined>;
  /** Marks the state as used and moves to `exchange`; true for exactly one caller, ever. */
  claimReturn(attemptId: string, now: number, lockedUntil: number): Promise<boolean>;
  /** Takes a running attempt until `lockedUntil`; false while another process has it, or when it is over. */
  claimAttempt(attemptId: string, now: number, lockedUntil: number): Promise<boolean>;
  /**
   * Writes step, secrets, options and lock of a running attempt that is still at `stepBefore`; false when it is not: it
   * ended, or another process has done the step meanwhile.
   */
  saveAttempt(stepBefore: AttemptStep, attempt: Attempt, event?: Event): Promise<boolean>;
  /**
   * Ends an attempt together with its invitation's change. `phone_taken`: a sender with this number exists;
   * nothing was written. `lost`: the attempt or the invitation moved on meanwhile; nothing was written.
   */
  finishAttempt(
    before: Before,
    invitation: Invitation,
    event: Event,
    ended: {stepBefore: AttemptStep; attempt: Attempt; sender?: Sender},
  ): Promise<'saved' | 'lost' | 'phone_taken'>;

  /** Invitations whose time is over and not written down as expired yet. */
  listLapsedInvitations(now: number, limit: number): Promise<Invitation[]>;
  /** Attempts that began before this time and wait for their client. */
  listOverdueAttempts(startedBefore: number, limit: number): Promise<Attempt[]>;
  /** Running attempts that are past the dialog, wait for nobody, and that no process has in its hands. */
  listStalledAttempts(now: number, limit: number): Promise<Attempt[]>;

  /** In the order they were committed: after the event with this id (none when it is unknown), or from the beginning. */
  listEvents(filter: EventFilter, afterEventId: string | undefined, limit: number): Promise<Event[]>;

  findSender(scope: Scope, senderId: string): Promise<Sender | undefined>;
  /** Newest first; `before` is an id. */
  listSenders(scope: Scope, query: {before?: string | undefined; limit: number}): Promise<Sender[]>;
  /** Frees the number and forgets its secrets, with the event. The oldest that is left becomes the default. */
  deleteSender(scope: Scope, senderId: string, event: Event): Promise<boolean>;
  /** Those of the given numbers of Meta's that have a sender in this mode, in any project. */
  listTakenPhones(mode: Scope['mode'], wabaPhoneNumberIds: string[]): Promise<string[]>;

  /** Forgets sessions, tickets and idempotency keys that ended before `now`. */
  prune(now: number): Promise<void>;
  /** Rejects when there is no room for a large request. */
  checkWritable(): Promise<void>;
  /** Problems found in the data, none when all is well. */
  checkIntegrity(): Promise<string[]>;
  close(): Promise<void>;
}
