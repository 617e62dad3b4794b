import type {Event} from '../events/event.ts';
import type {Invitation} from '../invitations/invitation.ts';
import type {Sender} from '../senders/sender.ts';
import type {Intent, Remote} from '../zavu/remote.ts';
import type {Before} from './invitation-store.ts';

/** Who takes an intent: a process, and until when. */
export interface Taker {
  process: string;
  now: number;
  lockedUntil: number;
}

/** When Zavu was heard, and when it is to be asked next. */
export type Heard = Pick<Remote, 'heardAt' | 'nextPollAt' | 'polls'>;

/** A decided change of an invitation, with all that tells of it. */
export interface RemoteChange {
  before: Before;
  invitation: Invitation;
  events: Event[];
  /** What a completion made at Zavu. */
  sender?: Sender | undefined;
}

/** Invitations that Zavu's cloud keeps, and those that it is being asked for. */
export interface RemoteStore {
  /**
   * Takes an intent of the same request that nobody has in hand, with new times, else adds `wanted`. `busy`: another process has
   * one, alive or not, so that a second one could be a duplicate; with `isOnly` also when this process has one.
   */
  claimIntent(
    wanted: Intent,
    taker: Taker,
    isOnly: boolean,
  ): Promise<{result: 'new' | 'again'; intent: Intent} | {result: 'busy'}>;
  /** Says whose invitation of Zavu's this is; false when it is somebody else's already. */
  adoptRemote(invitationId: string, remoteId: string): Promise<boolean>;
  /** Lets an intent go, for whoever repeats the request; with `abandonedAt` it is given up then. */
  releaseIntent(invitationId: string, abandonedAt?: number): Promise<void>;
  deleteIntent(invitationId: string): Promise<void>;
  /** Takes an intent that is due to be given up, and puts that off until `again` should this try fail. */
  claimAbandonedIntent(taker: Taker, again: number): Promise<Intent | undefined>;
  /** Those of Zavu's invitations that belong to one of ours or to an intent. */
  listKnownRemotes(remoteIds: readonly string[]): Promise<string[]>;

  findRemote(invitationId: string): Promise<Remote | undefined>;
  findRemoteByToken(tokenHash: string): Promise<Remote | undefined>;
  /** Takes one that is due to be asked for. */
  claimDueRemote(now: number, lockedUntil: number): Promise<Remote | undefined>;
  /** Has Zavu asked at this time, and then often again. False when there is none. */
  wakeRemote(which: {remoteId: string} | {invitationId: string}, pollAt: number): Promise<boolean>;
  /**
   * Writes what was heard and what follows from it. When to ask next is kept if somebody has changed that since `before`.
   * `lost`: the invitation is not as it was. `account_taken`: another sender has the account, or was this one. `stale`:
   * Zavu was heard meanwhile, so that this may be the older news. Nothing was written then.
   */
  saveHeard(
    before: Remote,
    heard: Heard,
    change?: RemoteChange,
  ): Promise<'saved' | 'lost' | 'account_taken' | 'stale'>;

  /** All senders that Zavu keeps, of every project. */
  listRemoteSenders(): Promise<Sender[]>;

  /** What a provider gave us to keep, sealed. */
  findProviderSecret(name: string): Promise<string | undefined>;
  saveProviderSecret(name: string, sealedValue: string, now: number): Promise<void>;
}
