import type {Context} from '../context.ts';
import type {CreateInvitationBody} from '../contract/invitations.ts';
import {ApiError} from '../errors.ts';
import type {Event} from '../events/event.ts';
import {type Project, reminderDaysOf, type Scope} from '../projects/project.ts';
import {asOf, type Change, type Invitation, transition} from './invitation.ts';
import {nextReminderAt} from './reminder.ts';
import {checkReturnUrl} from './return-url.ts';

const dayMs = 24 * 60 * 60_000;
/** Losing a race this often means a bug, not bad luck. */
const triesMax = 10;

/** A new invitation with every default filled in; not stored yet. Throws for a field that its project cannot use. */
export function newInvitation(
  context: Pick<Context, 'clock' | 'newId'>,
  caller: Scope & {project: Project},
  wanted: CreateInvitationBody,
): Invitation {
  const now = context.clock.now();
  const expiresAt = now + (wanted.expiresInDays ?? 7) * dayMs;
  checkReturnUrl(caller, wanted.returnUrl);
  const invitation: Invitation = {
    id: context.newId('inv'),
    projectId: caller.projectId,
    mode: caller.mode,
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
    sealedLink: null,
  };
  return {...invitation, nextReminderAt: nextReminderAt(invitation, reminderDaysOf(caller.project), now)};
}

/** Throws `not_found` also for an invitation of someone else. */
export async function getInvitation(context: Context, scope: Scope, id: string): Promise<Invitation> {
  const invitation = await context.store.findInvitation(scope, id);
  if (!invitation) throw new ApiError('not_found', `There is no invitation "${id.slice(0, 60)}".`);
  return invitation;
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

/** An invitation with what was changed about it, and the events that tell of it. */
export interface Amendment {
  invitation: Invitation;
  events: Event[];
}

/**
 * Changes what an invitation says without moving it on: `decide` is asked about the invitation as it is now, again when
 * someone else was first, and may throw; `undefined` means that nothing is to be written. Answers the invitation as it
 * is then. Throws `phone_number_unavailable` when it would be open again with a number that is promised to another.
 */
export async function amendInvitation(
  context: Context,
  get: () => Promise<Invitation>,
  decide: (invitation: Invitation, now: number) => Amendment | undefined,
): Promise<Invitation> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const before = await get();
    const now = context.clock.now();
    // Written down first, so that the story has no gap: it expired, then it was changed.
    if (isLapsed(before, now)) {
      await expireIfLapsed(context, before.id);
      continue;
    }
    const decided = decide(before, now);
    if (!decided) return before;
    const saved = await context.store.saveAmendment(before, decided.invitation, decided.events);
    if (saved.result === 'number_unusable') throw numberGone('is connected or not yours any more');
    if (saved.result === 'number_taken' && (await isStillOpen(context, saved.heldBy))) {
      throw numberGone(`is reserved by the invitation ${saved.heldBy}`, {invitationId: saved.heldBy});
    }
    if (saved.result === 'saved') {
      const types = decided.events.map(({type}) => type);
      context.log.info({invitationId: before.id, events: types}, 'invitation amended');
      for (const event of decided.events) context.events.publish(event);
      return decided.invitation;
    }
  }
  throw new Error('An invitation kept changing while it was amended.');
}

function numberGone(why: string, details?: Record<string, unknown>): ApiError {
  const message = `The phone number of this invitation ${why}, so it cannot be opened again. Create a new invitation.`;
  return new ApiError('phone_number_unavailable', message, details);
}

async function isStillOpen(context: Context, invitationId: string): Promise<boolean> {
  await expireIfLapsed(context, invitationId);
  return (await context.store.findConnection(invitationId))?.invitation.lapsesAt != null;
}

/** Writes an expiry down, unless the client started at the last moment or it was given more time. */
export async function expireIfLapsed(context: Context, invitationId: string): Promise<void> {
  const now = context.clock.now();
  const find = async () => {
    const found = (await context.store.findConnection(invitationId))?.invitation;
    return found && isLapsed(found, now) ? found : undefined;
  };
  await changeStatus(context, find, {to: 'expired'});
}

const isLapsed = ({lapsesAt}: Invitation, now: number) => lapsesAt !== null && lapsesAt <= now;
