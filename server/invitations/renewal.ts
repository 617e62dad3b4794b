import type {Context} from '../context.ts';
import {ApiError} from '../errors.ts';
import {type Event, invitationEvent} from '../events/event.ts';
import {type Project, reminderDaysOf} from '../projects/project.ts';
import {hostsOwn, type Invitation, nextUpdate, transition} from './invitation.ts';
import {type Amendment, amendInvitation} from './lifecycle.ts';
import {nextReminderAt} from './reminder.ts';

const dayMs = 24 * 60 * 60_000;
const grantedMs = 7 * dayMs;
/** A link that came into wrong hands must not live for ever by itself. */
const grantsMax = 3;
const grantableMs = 30 * dayMs;
/** Enough to see all grants: an expiry has one request at most. */
const requestsMax = 1_000;

/**
 * A client asks for a new link after the old one ran out: the project is told, once for each expiry, or has decided
 * beforehand that the link works again. Changes nothing when the invitation is not expired.
 */
export async function renewLink(context: Context, invitationId: string, project: Project): Promise<void> {
  const get = async () => {
    const found = await context.store.findConnection(invitationId);
    if (!found) throw new ApiError('not_found', 'There is no such invitation.');
    return found.invitation;
  };
  const requests = await context.store.listEvents({invitationId}, undefined, requestsMax, [
    'invitation.link_requested',
  ]);
  const grants = requests.filter(({data}) => data['granted'] === true).length;
  const newEventId = () => context.newId('evt');
  const ask = () => amendInvitation(context, get, (before, now) => requestLink(before, now, newEventId));
  if (project.settings.linkRenewal !== 'grant' || grants >= grantsMax) {
    await ask();
    return;
  }
  try {
    await amendInvitation(
      context,
      get,
      (before, now) =>
        grantLink(before, {now, reminderDays: reminderDaysOf(project), newEventId}) ??
        requestLink(before, now, newEventId),
    );
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'phone_number_unavailable') throw error;
    // Its number went to somebody else: only the project can help.
    await ask();
  }
}

/** Writes down that the client asks for a new link; nothing when it did already, or the link is not expired. */
function requestLink(before: Invitation, now: number, newEventId: () => string): Amendment | undefined {
  if (before.status !== 'expired' || before.linkRequestedAt !== null) return undefined;
  const invitation = {...before, linkRequestedAt: now, updatedAt: nextUpdate(before, now)};
  return {invitation, events: [requestEvent(invitation, now, false, newEventId())]};
}

/** Opens the invitation again for 7 days; nothing when it is not expired, or has been for too long. */
function grantLink(
  before: Invitation,
  {now, reminderDays, newEventId}: {now: number; reminderDays: readonly number[]; newEventId: () => string},
): Amendment | undefined {
  if (before.status !== 'expired' || now > before.expiresAt + grantableMs) return undefined;
  const requested = requestEvent(before, now, true, newEventId());
  const opened = transition(before, {to: 'pending', expiresAt: now + grantedMs}, now, newEventId());
  if (!opened) return undefined;
  const {invitation, event} = opened;
  return {
    invitation: {...invitation, nextReminderAt: nextReminderAt(invitation, reminderDays, now)},
    events: [requested, event],
  };
}

function requestEvent(invitation: Invitation, now: number, granted: boolean, eventId: string): Event {
  return invitationEvent(invitation, {
    id: eventId,
    type: 'invitation.link_requested',
    occurredAt: now,
    data: {
      invitationId: invitation.id,
      clientName: invitation.clientName,
      clientEmail: invitation.clientEmail,
      connectionType: invitation.connectionType,
      granted,
      ...hostsOwn(invitation),
    },
  });
}
