import {isoTime} from '../clock.ts';
import type {AttemptStep} from '../contract/attempts.ts';
import type {FailureReason} from '../contract/failure-reasons.ts';
import type {ConnectionType, Mode} from '../contract/fields.ts';
import type {
  ConnectedAccount,
  Invitation as WireInvitation,
  InvitationStatus,
  Metadata,
} from '../contract/invitations.ts';
import {type Event, invitationEvent} from '../events/event.ts';

/** How long an attempt may go without a result before the client counts as gone. */
export const attemptLifetimeMs = 30 * 60_000;

/** An invitation as it is stored: the wire's plus what must not leave. Times in epoch ms. */
export interface Invitation {
  id: string;
  projectId: string;
  mode: Mode;
  status: InvitationStatus;
  clientName: string | null;
  clientEmail: string | null;
  clientPhone: string | null;
  connectionType: ConnectionType;
  allowedPhoneCountries: string[] | null;
  phoneNumberId: string | null;
  externalId: string | null;
  locale: string | null;
  /** Raised to kill every link given out so far. */
  linkVersion: number;
  /** The newest attempt; only it may change the status. */
  attemptId: string | null;
  senderId: string | null;
  connectedAccount: ConnectedAccount | null;
  createdAt: number;
  updatedAt: number;
  expiresAt: number;
  /** When it expires if nothing happens: later than `expiresAt` while a client is in the dialog; `null` once final. */
  lapsesAt: number | null;
  viewedAt: number | null;
  startedAt: number | null;
  completedAt: number | null;
  failedAt: number | null;
  failureReason: FailureReason | null;
  /** The host's own notes. */
  metadata: Metadata;
  returnUrl: string | null;
  /** The link goes out by mail, and so do reminders. */
  sendEmail: boolean;
  nextReminderAt: number | null;
  /** When the client asked for a new link after this one ran out; `null` again once it is renewed. */
  linkRequestedAt: number | null;
  /** Zavu's link, when Zavu's cloud keeps the invitation; `null`: the link is ours, and derived. */
  sealedLink: string | null;
}

/**
 * The only truth about what may follow what. `failed` is not final: the same link is tried again. Nor is `expired`: with
 * more time the same link works again.
 */
export const followers: Record<InvitationStatus, readonly InvitationStatus[]> = {
  pending: ['in_progress', 'cancelled', 'expired'],
  in_progress: ['in_progress', 'completed', 'failed', 'cancelled', 'expired'],
  failed: ['in_progress', 'cancelled', 'expired'],
  completed: [],
  expired: ['pending'],
  cancelled: [],
};

export type Change =
  /** `null`: the attempt is not ours. */
  | {to: 'in_progress'; attemptId: string | null}
  | {to: 'completed'; senderId: string; connectedAccount: ConnectedAccount}
  /** `providerReason`: Zavu's word, where we have none for it. */
  | {to: 'failed'; failureReason: FailureReason; providerReason?: string}
  | {to: 'expired'}
  | {to: 'cancelled'}
  /** Given more time. */
  | {to: 'pending'; expiresAt: number};

export interface Transition {
  invitation: Invitation;
  event: Event;
}

/** Applies a change, or answers `undefined` when the status does not allow it. Knows no database and no clock. */
export function transition(
  before: Invitation,
  change: Change,
  now: number,
  eventId: string,
): Transition | undefined {
  if (!followers[before.status].includes(change.to)) return undefined;
  const invitation = {
    ...before,
    status: change.to,
    updatedAt: nextUpdate(before, now),
    ...consequences(before, change, now),
  };
  return {invitation, event: statusEvent(before, invitation, change, eventId)};
}

/** The time of a change. It always grows, since it is also how a writer sees that someone else was first. */
export function nextUpdate({updatedAt}: Pick<Invitation, 'updatedAt'>, now: number): number {
  return Math.max(now, updatedAt + 1);
}

function consequences(before: Invitation, change: Change, now: number): Partial<Invitation> {
  switch (change.to) {
    case 'in_progress':
      return {
        attemptId: change.attemptId,
        startedAt: now,
        failedAt: null,
        failureReason: null,
        // Starting again after the expiry wins no more time: else a client could go on for ever.
        lapsesAt:
          now < before.expiresAt ? Math.max(before.expiresAt, now + attemptLifetimeMs) : before.lapsesAt,
      };
    case 'completed':
      return {
        senderId: change.senderId,
        connectedAccount: change.connectedAccount,
        completedAt: now,
        lapsesAt: null,
        nextReminderAt: null,
      };
    case 'failed':
      return {failureReason: change.failureReason, failedAt: now, lapsesAt: before.expiresAt};
    case 'expired':
      return {failedAt: null, failureReason: null, lapsesAt: null, nextReminderAt: null};
    case 'cancelled':
      return {failedAt: null, failureReason: null, lapsesAt: null, nextReminderAt: null};
    case 'pending':
      return {expiresAt: change.expiresAt, lapsesAt: change.expiresAt, linkRequestedAt: null};
    default:
      return change satisfies never;
  }
}

function statusEvent(before: Invitation, after: Invitation, change: Change, eventId: string): Event {
  const event = {id: eventId, occurredAt: after.status === 'expired' ? after.expiresAt : after.updatedAt};
  if (before.status === after.status) {
    // Starting again replaces the attempt; the status stays, and receivers of status changes are not told.
    const data = {invitationId: after.id, attemptId: after.attemptId, step: 'dialog'};
    return invitationEvent(after, {...event, type: 'attempt.step_changed', data});
  }
  return invitationEvent(after, {
    ...event,
    type: 'invitation.status_changed',
    data: {
      invitationId: after.id,
      clientName: after.clientName,
      clientEmail: after.clientEmail,
      connectionType: after.connectionType,
      previousStatus: before.status,
      currentStatus: after.status,
      ...(after.status === 'completed' && {
        senderId: after.senderId,
        connectedAccount: after.connectedAccount,
      }),
      ...(change.to === 'failed' && {
        failureReason: after.failureReason,
        ...(change.providerReason !== undefined && {providerReason: change.providerReason}),
      }),
      ...hostsOwn(after),
    },
  });
}

/** What the host gave an invitation to know it by; every webhook about it carries that. Left out when there is none. */
export function hostsOwn({externalId, metadata}: Invitation): {externalId?: string; metadata?: Metadata} {
  return {
    ...(externalId !== null && {externalId}),
    ...(Object.keys(metadata).length > 0 && {metadata}),
  };
}

/** The invitation as it is at this moment: expired as soon as its time is over, whoever has written that down. */
export function asOf(invitation: Invitation, now: number): Invitation {
  if (invitation.lapsesAt === null || invitation.lapsesAt > now) return invitation;
  return {...invitation, status: 'expired', failedAt: null, failureReason: null};
}

/** Whether a client can still start with this link. */
export function isOpen(invitation: Invitation): boolean {
  return followers[invitation.status].includes('in_progress');
}

/** The invitation as it leaves the service. `step`: of its newest attempt, where that counts. */
export function toWire(
  invitation: Invitation,
  {token, url}: {token: string; url: string},
  step: AttemptStep | null,
): WireInvitation {
  return {
    id: invitation.id,
    token,
    url,
    status: invitation.status,
    clientName: invitation.clientName,
    clientEmail: invitation.clientEmail,
    clientPhone: invitation.clientPhone,
    connectionType: invitation.connectionType,
    phoneNumberId: invitation.phoneNumberId,
    senderId: invitation.senderId,
    connectedAccount: invitation.connectedAccount,
    createdAt: isoTime(invitation.createdAt),
    updatedAt: isoTime(invitation.updatedAt),
    expiresAt: isoTime(invitation.expiresAt),
    viewedAt: isoTime(invitation.viewedAt),
    startedAt: isoTime(invitation.startedAt),
    completedAt: isoTime(invitation.completedAt),
    failedAt: isoTime(invitation.failedAt),
    failureReason: invitation.failureReason,
    mode: invitation.mode,
    step,
    externalId: invitation.externalId,
    metadata: invitation.metadata,
    returnUrl: invitation.returnUrl,
    locale: invitation.locale,
    linkRequestedAt: isoTime(invitation.linkRequestedAt),
  };
}
