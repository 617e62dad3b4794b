import type {Context} from '../context.ts';
import {ApiError, wrongField} from '../errors.ts';
import {asOf, type Invitation, isOpen, nextUpdate} from '../invitations/invitation.ts';
import {expiringEvent, nextReminderAt} from '../invitations/reminder.ts';
import {type Project, reminderDaysOf} from '../projects/project.ts';
import {type Mail, newMail, type QueuedMail, resendPauseMs} from './mail.ts';

/** Losing a race this often means a bug, not bad luck. */
const triesMax = 10;

/**
 * The mail that a new invitation goes out with, to be stored together with it; `undefined` when none is wanted. Throws
 * `mail_not_set_up`.
 */
export function firstMail(context: Context, invitation: Invitation): QueuedMail | undefined {
  if (!invitation.sendEmail) return undefined;
  checkMailIsSetUp(context);
  return mailTo(context, invitation, 'invitation');
}

/** Mails the link once more. Throws when there is no client to mail, or nothing to mail about. */
export async function resend(
  context: Context,
  project: Project,
  find: () => Promise<Invitation>,
): Promise<{invitation: Invitation; mail: Mail}> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const before = await find();
    checkMailIsSetUp(context);
    const now = context.clock.now();
    checkIsOpen(asOf(before, now));
    const invitation: Invitation = {
      ...before,
      sendEmail: true,
      nextReminderAt: nextReminderAt(before, reminderDaysOf(project), now),
      updatedAt: nextUpdate(before, now),
    };
    const mail = mailTo(context, invitation, 'resend');
    if (!mail) {
      throw wrongField(
        'clientEmail',
        'is not known for this invitation. Set it with PATCH /v1/invitations/:id, then send again.',
      );
    }
    const saved = await context.store.queueResend(before, invitation, mail, now - resendPauseMs);
    if (saved.result === 'queued') {
      context.events.publish(mail.event);
      return {invitation, mail: mail.mail};
    }
    if (saved.result === 'too_soon') throw tooSoon(saved.lastAt + resendPauseMs);
  }
  throw new Error('An invitation kept changing while it was mailed again.');
}

/**
 * Tells the project that an invitation ends soon, and its client by mail when they are mailed. Safe to call in several
 * processes at once: one of them does it.
 */
export async function remind(context: Context, invitationId: string): Promise<void> {
  const state = await context.store.findConnection(invitationId);
  const now = context.clock.now();
  const dueAt = state?.invitation.nextReminderAt ?? null;
  if (!state || dueAt === null || dueAt > now) return;
  const {invitation, project} = state;
  const event = expiringEvent(invitation, context.newId('evt'), now);
  const isMailed = invitation.sendEmail && context.config.mail !== undefined;
  const mail = isMailed ? mailTo(context, invitation, 'reminder') : undefined;
  const next = nextReminderAt(invitation, reminderDaysOf(project), now);
  if (!(await context.store.saveReminder(invitation, {event, mail, nextReminderAt: next}))) return;
  context.events.publish(event);
  if (mail) context.events.publish(mail.event);
}

function mailTo(context: Context, invitation: Invitation, kind: Mail['kind']): QueuedMail | undefined {
  const {clientEmail} = invitation;
  if (clientEmail === null) return undefined;
  return newMail({...invitation, clientEmail}, kind, {
    mailId: context.newId('ml'),
    eventId: context.newId('evt'),
    now: context.clock.now(),
  });
}

function checkMailIsSetUp(context: Context): void {
  if (context.config.mail) return;
  throw new ApiError(
    'mail_not_set_up',
    'This service sends no mail. Set SMTP_URL and MAIL_FROM and start it again, or send the link yourself.',
  );
}

function checkIsOpen(invitation: Invitation): void {
  const {status} = invitation;
  if (isOpen(invitation)) return;
  const advice =
    status === 'expired'
      ? 'Open it again with PATCH /v1/invitations/:id {"expiresInDays": 7}, then send it.'
      : status === 'cancelled'
        ? 'Create a new one.'
        : 'There is nothing left to do for the client.';
  throw new ApiError('invitation_not_usable', `This invitation is ${status}. ${advice}`, {status});
}

function tooSoon(retryAfter: number): ApiError {
  return new ApiError(
    'rate_limited',
    `This client was mailed less than a minute ago. Try again after ${new Date(retryAfter).toISOString()}.`,
    {retryAfter},
  );
}
