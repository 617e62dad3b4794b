import type {AttemptStep} from '../contract/attempts.ts';
import type {Mode} from '../contract/fields.ts';
import type {Event} from '../events/event.ts';
import type {Invitation} from '../invitations/invitation.ts';
import type {Sender} from '../senders/sender.ts';
import type {Attempt} from '../signup/attempt.ts';
import type {Before} from './invitation-store.ts';

/** Runs through the dialog. */
export interface AttemptStore {
  /**
   * `saveTransition` to `in_progress` with its new attempt; an attempt that was running is replaced, and earlier ones
   * keep no secrets.
   */
  startAttempt(before: Before, invitation: Invitation, event: Event, attempt: Attempt): Promise<boolean>;
  /** Whatever has become of it. */
  findAttempt(attemptId: string): Promise<Attempt | undefined>;
  /** The step of each that is there. */
  findSteps(attemptIds: string[]): Promise<Map<string, AttemptStep>>;
  /** All of an invitation, in their order. */
  listAttempts(invitationId: string): Promise<Attempt[]>;
  /** By the hash of the `state` that went through Meta's dialog. */
  findAttemptByState(stateHash: string): Promise<Attempt | undefined>;
  /** Marks the state as used and moves to `exchange`; true for exactly one caller, ever. */
  claimReturn(attemptId: string, now: number, lockedUntil: number): Promise<boolean>;
  /**
   * Takes a running attempt until `lockedUntil`; false while another process has it, or when it is over, or at another step than
   * the given one.
   */
  claimAttempt(attemptId: string, now: number, lockedUntil: number, step?: AttemptStep): Promise<boolean>;
  /**
   * Writes step, secrets, options and lock of a running attempt that is still at `stepBefore`; false when it is not: it
   * ended, or another process has done the step meanwhile.
   */
  saveAttempt(stepBefore: AttemptStep, attempt: Attempt, event?: Event): Promise<boolean>;
  /**
   * Ends an attempt together with its invitation's change. `replaced`: the sender that had the account until now, deleted with its
   * event before the new one is made. `phone_taken`: another sender has this account; nothing was written. `lost`: the attempt, the
   * invitation or the sender that is to be replaced was changed meanwhile; nothing was written.
   */
  finishAttempt(
    before: Before,
    invitation: Invitation,
    event: Event,
    ended: {
      stepBefore: AttemptStep;
      attempt: Attempt;
      sender?: Sender;
      replaced?: {senderId: string; event: Event} | undefined;
    },
  ): Promise<'saved' | 'lost' | 'phone_taken'>;

  /** Attempts that began before this time and wait for their client. */
  listOverdueAttempts(startedBefore: number, limit: number): Promise<Attempt[]>;
  /** All that began at this time or later, whatever has become of them, in their order. */
  listAttemptsSince(mode: Mode, startedAt: number): Promise<Attempt[]>;
  /** Running attempts that are past the dialog, wait for nobody, and that no process has in its hands. */
  listStalledAttempts(now: number, limit: number): Promise<Attempt[]>;
}
