import {type Event, invitationEvent} from '../events/event.ts';
import {attemptLifetimeMs, hostsOwn, type Invitation, isOpen, nextUpdate, transition} from './invitation.ts';
import {nextReminderAt} from './reminder.ts';

/** What the project may change about an invitation that it has given out. */
export interface Changes extends Partial<
  Pick<
    Invitation,
    | 'clientName'
    | 'clientEmail'
    | 'clientPhone'
    | 'locale'
    | 'allowedPhoneCountries'
    | 'externalId'
    | 'metadata'
    | 'returnUrl'
  >
> {
  /** Epoch ms. An expired invitation is open again until then. */
  expiresAt?: number;
}

type Field = keyof Changes;

export type Amended =
  | {kind: 'amended'; invitation: Invitation; events: Event[]; fields: Field[]}
  | {kind: 'unchanged'}
  /** The invitation is over, and these fields are not for the project's own records. */
  | {kind: 'refused'; fields: Field[]};

/** The project's own notes, which may be put right at any time. */
const notes: readonly Field[] = ['metadata', 'externalId'];

/**
 * Applies what differs. Knows no database and no clock; an expiry that is not written down yet must be before. The events:
 * that it is open again, if so, and the names of what was changed.
 */
export function amend(
  before: Invitation,
  changes: Changes,
  {now, reminderDays, newEventId}: {now: number; reminderDays: readonly number[]; newEventId: () => string},
): Amended {
  const changed = (Object.keys(changes) as Field[]).filter((field) => !isSame(before[field], changes[field]));
  if (changed.length === 0) return {kind: 'unchanged'};

  const {expiresAt, ...rest} = changes;
  const reopened =
    expiresAt === undefined
      ? undefined
      : transition({...before, ...rest}, {to: 'pending', expiresAt}, now, newEventId());
  const refused = changed.filter((field) => !notes.includes(field));
  if (!isOpen(before) && !reopened && refused.length > 0) return {kind: 'refused', fields: refused};

  const amended: Invitation = {
    ...(reopened?.invitation ?? before),
    ...rest,
    // No address, no mail.
    ...(changes.clientEmail === null && {sendEmail: false}),
    ...(expiresAt !== undefined && {expiresAt, lapsesAt: lapseOf(before, expiresAt)}),
    updatedAt: nextUpdate(before, now),
  };
  const invitation =
    expiresAt === undefined
      ? amended
      : {...amended, nextReminderAt: nextReminderAt(amended, reminderDays, now)};
  const updated = invitationEvent(invitation, {
    id: newEventId(),
    type: 'invitation.updated',
    occurredAt: invitation.updatedAt,
    data: {invitationId: invitation.id, changed, ...hostsOwn(invitation)},
  });
  return {
    kind: 'amended',
    invitation,
    events: reopened ? [reopened.event, updated] : [updated],
    fields: changed,
  };
}

/** Every link given out so far is dead. An attempt that runs goes on: it is bound to its browser, not to the link. */
export function rotateLink(
  before: Invitation,
  now: number,
  newEventId: () => string,
): {invitation: Invitation; events: Event[]} | undefined {
  if (!isOpen(before)) return undefined;
  const invitation = {...before, linkVersion: before.linkVersion + 1, updatedAt: nextUpdate(before, now)};
  const event = invitationEvent(invitation, {
    id: newEventId(),
    type: 'invitation.link_rotated',
    occurredAt: invitation.updatedAt,
    data: {invitationId: invitation.id, ...hostsOwn(invitation)},
  });
  return {invitation, events: [event]};
}

/** A client who is in the dialog keeps the 30 minutes that began before the new end. */
function lapseOf({status, startedAt}: Invitation, expiresAt: number): number {
  return status === 'in_progress' && startedAt !== null
    ? Math.max(expiresAt, startedAt + attemptLifetimeMs)
    : expiresAt;
}

/** Fields are texts, numbers, lists and flat objects; of objects the order of names means nothing. */
function isSame(a: unknown, b: unknown): boolean {
  const asText = (value: unknown) =>
    JSON.stringify(
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
        : value,
    );
  return asText(a) === asText(b);
}
