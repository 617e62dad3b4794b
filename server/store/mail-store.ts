import type {Event} from '../events/event.ts';
import type {Invitation} from '../invitations/invitation.ts';
import type {Mail, QueuedMail} from '../mail/mail.ts';

/** What an invitation must still be for a reminder to be written. */
export type BeforeReminder = Pick<Invitation, 'id' | 'nextReminderAt'>;

/** Mail on its way to clients. */
export interface MailStore {
  /**
   * Queues a mail that someone asked for, with its event, and makes the invitation one that is mailed. `too_soon`:
   * another one was made after `notAfter`. `lost`: the invitation was changed since it was as `before`.
   */
  queueResend(
    before: Pick<Invitation, 'status' | 'updatedAt'>,
    invitation: Invitation,
    mail: QueuedMail,
    notAfter: number,
  ): Promise<{result: 'queued' | 'lost'} | {result: 'too_soon'; lastAt: number}>;

  /** Takes a mail that is due until `lockedUntil` and counts the try; `undefined` when there is none. */
  claimMail(now: number, lockedUntil: number): Promise<Mail | undefined>;
  /** Writes how a try ended, with its event; false when another process has taken the mail over meanwhile. */
  finishMail(mail: Mail, event?: Event): Promise<boolean>;

  /** Open invitations that are due for a reminder. */
  listDueReminders(now: number, limit: number): Promise<Invitation[]>;
  /**
   * Writes the event of a reminder, its mail if there is one, and when the next is due; false when the invitation is
   * over or another process was first, and then nothing was written.
   */
  saveReminder(
    before: BeforeReminder,
    reminder: {event: Event; mail: QueuedMail | undefined; nextReminderAt: number | null},
  ): Promise<boolean>;
}
