import type {Context} from '../context.ts';
import type {CreateInvitationBody} from '../contract/invitations.ts';
import {type Project, reminderDaysOf, type Scope} from '../projects/project.ts';
import {asOf, type Change, type Invitation, transition} from './invitation.ts';
import {nextReminderAt} from './reminder.ts';

const dayMs = 24 * 60 * 60_000;
/** Losing a race this often means a bug, not bad luck. */
const triesMax = 10;

/** A new invitation with every default filled in; not stored yet. */
export function newInvitation(
  context: Pick<Context, 'clock' | 'newId'>,
  scope: Scope & {project: Project},
  wanted: CreateInvitationBody,
): Invitation {
  const now = context.clock.now();
  const expiresAt = now + (wanted.expiresInDays ?? 7) * dayMs;
  const invitation: Invitation = {
    id: context.newId('inv'),
    projectId: scope.projectId,
    mode: scope.mode,
    status: 'pending',
    clientName: wanted.clientName || null,
    clientEmail: wanted.clientEmail ?? null,
    clientPhone: wanted.clientPhone ?? null,
    connectionType: wanted.connectionType ?? 'whatsapp_waba',
    // An empty list allows nothing and helps nobody; it means what leaving it out means.
    allowedPhoneCountries: wanted.allowedPhoneCountries?.length ? wanted.allowedPhoneCountries : null,
    phoneNumberId: wanted.phoneNumberId ?? null,
    externalId: wanted.externalId ?? null,
    locale: wanted.locale ?? null,
    linkVersion: 1,
    attemptId: null,
    senderId: null,
    connectedAccount: null,
    createdAt: now,
    updatedAt: now,
    expiresAt,
    lapsesAt: expiresAt,
    viewedAt: null,
    startedAt: null,
    completedAt: null,
    failedAt: null,
    failureReason: null,
    metadata: wanted.metadata ?? {},
    returnUrl: wanted.returnUrl ?? null,
    sendEmail: wanted.sendEmail ?? false,
    nextReminderAt: null,
    linkRequestedAt: null,
  };
  return {...invitation, nextReminderAt: nextReminderAt(invitation, reminderDaysOf(scope.project), now)};
}

/**
 * Decides on the invitation as it is now, writes that with its event, and tells the stream. `undefined` when the
 * status does not allow the change; decides anew when someone else was first.
 */
export async function changeStatus(
  context: Context,
  find: () => Promise<Invitation | undefined>,
  change: Change,
): Promise<Invitation | undefined> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const before = await find();
    if (!before) return undefined;
    const now = context.clock.now();
    // An expiry that nobody has written down yet counts, except for the change that writes it down.
    const current = change.to === 'expired' ? before : asOf(before, now);
    const decided = transition(current, change, now, context.newId('evt'));
    if (!decided) return undefined;
    if (await context.store.saveTransition(before, decided.invitation, decided.event)) {
      context.log.info(
        {invitationId: before.id, previousStatus: before.status, currentStatus: change.to},
        'invitation status changed',
      );
      context.events.publish(decided.event);
      return decided.invitation;
    }
  }
  throw new Error(`An invitation kept changing while it was moved to ${change.to}.`);
}
