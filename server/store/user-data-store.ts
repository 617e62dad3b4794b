import type {Mode} from '../contract/fields.ts';
import type {Attempt} from '../signup/attempt.ts';

/** Somebody asked Meta to have their data deleted here. Times in epoch ms. */
export interface DataDeletion {
  /** Theirs to ask with. */
  code: string;
  mode: Mode;
  /** Meta's id of the person for our app; `null` once it is done. */
  providerUserId: string | null;
  /** When they spoke: what came later is not meant. */
  issuedAt: number;
  requestedAt: number;
  finishedAt: number | null;
  /** How many senders they had connected. */
  senders: number;
}

/** One person at Meta, until a moment. */
export interface UserUntil {
  mode: Mode;
  userId: string;
  until: number;
}

/** What is kept of the people who went through Meta's dialog. */
export interface UserDataStore {
  /** Attempts of this person that run. */
  listAttemptsOfUser(user: UserUntil): Promise<Attempt[]>;
  /** Forgets tokens and PINs of their attempts that are over. */
  forgetAttemptSecrets(user: UserUntil): Promise<void>;
  /** Adds it, or answers the one that has this code. */
  addDeletion(deletion: DataDeletion): Promise<DataDeletion>;
  findDeletion(code: string): Promise<DataDeletion | undefined>;
  /** Takes those that are not finished and that no process has in its hands. */
  claimDeletions(now: number, lockedUntil: number, limit: number): Promise<DataDeletion[]>;
  /**
   * Erases what Meta gave us of this person: from their attempts, from their senders that are deleted, and from the
   * invitations and events that name these accounts. Marks the deletion as finished and forgets for whom it was.
   */
  eraseUserData(user: UserUntil, code: string, now: number): Promise<void>;
}
