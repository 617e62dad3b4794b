import {type FailureReason, failureReasons} from '../contract/failure-reasons.ts';
import type {InvitationStatus} from '../contract/invitations.ts';
import type {Change, Invitation} from '../invitations/invitation.ts';
import type {RemoteInvitation} from './remote.ts';

/** A change of ours, and when it happened at Zavu (epoch ms). */
export interface Step {
  change: Change;
  at: number;
}

type Path = readonly InvitationStatus[];

/**
 * By what statuses ours comes to be as Zavu's; what is between was missed, and is made up for. What is final here stays: it was
 * written because Zavu said so. An expiry is not final, since we write it down by our own clock.
 */
const paths: Record<InvitationStatus, Record<InvitationStatus, Path>> = {
  pending: {
    pending: [],
    in_progress: ['in_progress'],
    failed: ['in_progress', 'failed'],
    completed: ['in_progress', 'completed'],
    expired: ['expired'],
    cancelled: ['cancelled'],
  },
  in_progress: {
    pending: [],
    in_progress: [],
    failed: ['failed'],
    completed: ['completed'],
    expired: ['expired'],
    cancelled: ['cancelled'],
  },
  failed: {
    pending: [],
    in_progress: ['in_progress'],
    // Only when it failed anew.
    failed: ['in_progress', 'failed'],
    completed: ['in_progress', 'completed'],
    expired: ['expired'],
    cancelled: ['cancelled'],
  },
  expired: {
    // These three only when Zavu gives it more time than we knew of.
    pending: ['pending'],
    in_progress: ['pending', 'in_progress'],
    failed: ['pending', 'in_progress', 'failed'],
    // The client was in the dialog when its time ran out.
    completed: ['pending', 'in_progress', 'completed'],
    expired: [],
    cancelled: [],
  },
  completed: {pending: [], in_progress: [], failed: [], completed: [], expired: [], cancelled: []},
  cancelled: {pending: [], in_progress: [], failed: [], completed: [], expired: [], cancelled: []},
};

/** What has to be written so that our invitation is as Zavu's, in this order. */
export function whatFollows(local: Invitation, remote: RemoteInvitation, now: number): Step[] {
  const isNews =
    local.status === remote.status
      ? remote.status === 'failed' && (remote.failedAt ?? 0) > (local.failedAt ?? 0)
      : local.status !== 'expired' || remote.status === 'completed' || remote.expiresAt > local.expiresAt;
  if (!isNews) return [];
  return paths[local.status][remote.status].flatMap((to) => stepTo(to, local, remote, now) ?? []);
}

function stepTo(
  to: InvitationStatus,
  local: Invitation,
  remote: RemoteInvitation,
  now: number,
): Step | undefined {
  // Our own story has an order, whatever Zavu's clock says.
  const after = (time: number | null) => Math.max(time ?? now, local.updatedAt);
  switch (to) {
    case 'pending':
      return {change: {to, expiresAt: remote.expiresAt}, at: after(null)};
    case 'in_progress':
      return {change: {to, attemptId: null}, at: after(remote.startedAt)};
    case 'failed':
      return {change: {to, ...reasonOf(remote)}, at: after(remote.failedAt)};
    case 'completed': {
      const {senderId, connectedAccount} = remote;
      if (senderId === null || connectedAccount === null) return undefined;
      return {change: {to, senderId, connectedAccount}, at: after(remote.completedAt)};
    }
    case 'expired':
    case 'cancelled':
      return {change: {to}, at: after(null)};
    default:
      return to satisfies never;
  }
}

function reasonOf({failureReason}: RemoteInvitation): {
  failureReason: FailureReason;
  providerReason?: string;
} {
  const known = failureReasons.find((reason) => reason === failureReason);
  if (known) return {failureReason: known};
  return {failureReason: 'internal_error', ...(failureReason !== null && {providerReason: failureReason})};
}
