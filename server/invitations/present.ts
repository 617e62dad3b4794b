import type {Context} from '../context.ts';
import type {Invitation as WireInvitation} from '../contract/invitations.ts';
import {asOf, type Invitation, toWire} from './invitation.ts';
import {linkOf} from './link.ts';

/** Invitations as the API shows them, with their links and steps; the steps of all are asked for at once. */
export async function presentAll(context: Context, invitations: Invitation[]): Promise<WireInvitation[]> {
  const now = context.clock.now();
  const current = invitations.map((invitation) => asOf(invitation, now));
  const attemptIds = current.flatMap((invitation) => attemptOf(invitation) ?? []);
  const steps = attemptIds.length > 0 ? await context.store.findSteps(attemptIds) : undefined;
  return current.map((invitation) =>
    toWire(invitation, linkOf(context, invitation), steps?.get(attemptOf(invitation) ?? '') ?? null),
  );
}

/** One of them. */
export async function present(context: Context, invitation: Invitation): Promise<WireInvitation> {
  return (await presentAll(context, [invitation]))[0] as WireInvitation;
}

/** The attempt whose step is told: it runs, or is the last that came to nothing. */
function attemptOf({status, attemptId}: Invitation): string | null {
  return status === 'in_progress' || status === 'failed' ? attemptId : null;
}
