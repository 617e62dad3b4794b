import type {Mode} from '../contract/fields.ts';
import type {Mail as WireMail, MailKind, MailStatus} from '../contract/mails.ts';
import {type Event, invitationEvent} from '../events/event.ts';
import {asOf, type Invitation, isOpen} from '../invitations/invitation.ts';

const minuteMs = 60_000;

/** How long to wait after each try that did not succeed for now; then it is given up. */
const retryDelaysMs = [1, 5, 30, 2 * 60, 8 * 60].map((minutes) => minutes * minuteMs);

/** A client gets no more than one in this time from a button. */
export const resendPauseMs = minuteMs;

const detailLengthMax = 300;

/** A mail to a client, on its way. What it says is made when it is sent: no link is stored. Times in epoch ms. */
export interface Mail {
  id: string;
  projectId: string;
  mode: Mode;
  invitationId: string;
  kind: MailKind;
  recipient: string;
  status: MailStatus;
  /** Tries that were begun. Whoever writes how one ended must still be on it. */
  attempts: number;
  nextAttemptAt: number | null;
  /** Until then one process has it in its hands. */
  lockedUntil: number | null;
  /** What was wrong with the last try, in the words of the mail server. */
  detail: string | null;
  createdAt: number;
  finishedAt: number | null;
}

/** A new mail and the event that tells of it; they are written together. */
export interface QueuedMail {
  mail: Mail;
  event: Event;
}

/** How a try ended: taken by the mail server, refused for good, or not for now. */
export type MailOutcome = {kind: 'sent'} | {kind: 'refused' | 'delayed'; detail: string};

/** Applies how a try ended, and says it once that is final. Knows no database and no clock. */
export function settle(
  mail: Mail,
  outcome: MailOutcome,
  {invitation, eventId, now}: {invitation: Invitation; eventId: string; now: number},
): {mail: Mail; event?: Event} {
  if (outcome.kind === 'sent') {
    const sent = ended(mail, 'sent', null, now);
    return {mail: sent, event: mailEvent(sent, invitation, 'mail.sent', eventId, now)};
  }
  const detail = withoutPrivates(outcome.detail).slice(0, detailLengthMax);
  const delayMs = retryDelaysMs[mail.attempts - 1];
  if (outcome.kind === 'delayed' && delayMs !== undefined) {
    return {mail: {...mail, detail, nextAttemptAt: now + delayMs, lockedUntil: null}};
  }
  const failed = ended(mail, 'failed', detail, now);
  return {mail: failed, event: mailEvent(failed, invitation, 'mail.failed', eventId, now)};
}

/** Whether it was begun more often than it may be: a process that dies over it does not say how a try ended. */
export function isExhausted({attempts}: Mail): boolean {
  return attempts > retryDelaysMs.length + 1;
}

/** Why a mail that waits should not go out any more; `undefined` when it should. */
export function reasonToDrop(mail: Mail, invitation: Invitation, now: number): string | undefined {
  if (!isOpen(asOf(invitation, now))) return 'The invitation was over.';
  return invitation.clientEmail === mail.recipient ? undefined : "The client's address was changed.";
}

export function drop(mail: Mail, reason: string, now: number): Mail {
  return ended(mail, 'dropped', reason, now);
}

/** A mail to the client of this invitation, to be sent at once. */
export function newMail(
  invitation: Invitation & {clientEmail: string},
  kind: MailKind,
  {mailId, eventId, now}: {mailId: string; eventId: string; now: number},
): QueuedMail {
  const mail: Mail = {
    id: mailId,
    projectId: invitation.projectId,
    mode: invitation.mode,
    invitationId: invitation.id,
    kind,
    recipient: invitation.clientEmail,
    status: 'queued',
    attempts: 0,
    nextAttemptAt: now,
    lockedUntil: null,
    detail: null,
    createdAt: now,
    finishedAt: null,
  };
  return {mail, event: mailEvent(mail, invitation, 'mail.queued', eventId, now)};
}

/** `luna@example.com` as `l…@example.com`: enough to tell which address it was. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = address;
  return `${first}…${address.slice(at)}`;
}

/** The mail as it leaves the service. */
export function toWire({id, kind, recipient, status, createdAt}: Mail): WireMail {
  return {id, kind, recipient, status, createdAt: new Date(createdAt).toISOString()};
}

function ended(mail: Mail, status: MailStatus, detail: string | null, now: number): Mail {
  return {...mail, status, detail, nextAttemptAt: null, lockedUntil: null, finishedAt: now};
}

function mailEvent(
  mail: Mail,
  invitation: Invitation,
  type: 'mail.queued' | 'mail.sent' | 'mail.failed',
  eventId: string,
  now: number,
): Event {
  const data = {
    invitationId: mail.invitationId,
    mailId: mail.id,
    kind: mail.kind,
    recipient: maskAddress(mail.recipient),
    ...(mail.detail !== null && {detail: mail.detail}),
  };
  return invitationEvent(invitation, {id: eventId, type, occurredAt: now, data});
}

/** Mail servers like to repeat the address, and filters the link. */
function withoutPrivates(detail: string): string {
  return detail
    .replace(/[^\s<>()"',;:]+@[^\s<>()"',;:]+/g, (address) => maskAddress(address))
    .replace(/\/invite\/[\w-]+/g, '/invite/…');
}
