import {type Event, invitationEvent} from '../events/event.ts';
import {asOf, hostsOwn, type Invitation, isOpen} from './invitation.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * When an invitation is due for its next reminder: the first of the days before its end that is still to come; `null`
 * when none is, or when it is over. Whoever changes `expiresAt` decides anew.
 */
export function nextReminderAt(
  invitation: Invitation,
  reminderDays: readonly number[],
  now: number,
): number | null {
  if (!isOpen(asOf(invitation, now))) return null;
  const times = reminderDays.map((days) => invitation.expiresAt - days * dayMs).filter((time) => time > now);
  return times.length > 0 ? Math.min(...times) : null;
}

/** What the project is told when an invitation is due for a reminder. Whole days, of which the last one counts. */
export function expiringEvent(invitation: Invitation, eventId: string, now: number): Event {
  return invitationEvent(invitation, {
    id: eventId,
    type: 'invitation.expiring',
    occurredAt: now,
    data: {
      invitationId: invitation.id,
      clientName: invitation.clientName,
      clientEmail: invitation.clientEmail,
      connectionType: invitation.connectionType,
      expiresAt: new Date(invitation.expiresAt).toISOString(),
      daysLeft: Math.ceil((invitation.expiresAt - now) / dayMs),
      ...hostsOwn(invitation),
    },
  });
}
