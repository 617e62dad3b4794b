import type {AttemptStep} from '../contract/attempts.ts';
import type {FailureReason} from '../contract/failure-reasons.ts';
import type {InvitationStatus} from '../contract/invitations.ts';
import type {Scope} from '../projects/project.ts';
import type {InvitationFilter} from './invitation-store.ts';

/** What is there to count; what is not there is not listed. Days are `YYYY-MM-DD`, UTC. */
export interface InvitationCounts {
  /** These five: of the invitations that were created in the range. */
  byStatus: {status: InvitationStatus; count: number}[];
  opened: number;
  started: number;
  /** The step of the newest attempt of those that are not connected. */
  dropOff: {step: AttemptStep; count: number}[];
  medianTimeToConnectMs: number | null;
  /** Of the attempts that failed in the range, most frequent first. */
  reasons: {failureReason: FailureReason; count: number}[];
  /** What happened in the range; `failed` counts attempts. */
  created: {day: string; count: number}[];
  connected: {day: string; count: number}[];
  failed: {day: string; count: number}[];
}

/** Counts over many invitations. */
export interface StatisticsStore {
  /** From `from` up to `to`, which is not included. An expiry that nobody has written down by `now` counts as one. */
  countInvitations(scope: Scope, range: {from: number; to: number; now: number}): Promise<InvitationCounts>;
  /** How many of those that fit there are in each status; what is not there is not listed. `now`: the same. */
  countByStatus(
    scope: Scope,
    filter: Omit<InvitationFilter, 'status'> & {now: number},
  ): Promise<InvitationCounts['byStatus']>;
}
