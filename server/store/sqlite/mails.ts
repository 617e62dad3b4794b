import type {QueuedMail} from '../../mail/mail.ts';
import type {MailStore} from '../mail-store.ts';
import type {SqliteEngine} from './engine.ts';
import {insertEvent} from './events.ts';
import {invitations, mails} from './tables.ts';

export function createMailStore(engine: SqliteEngine): MailStore {
  const {write, prepare, one, many, changed} = engine;

  const findDue = (now: number) =>
    one(
      mails,
      `SELECT ${mails.select} FROM mails
       WHERE status = 'queued' AND next_attempt_at <= @now AND (locked_until IS NULL OR locked_until <= @now)
       ORDER BY next_attempt_at, id LIMIT 1`,
      {now},
    );

  return {
    async queueResend(before, invitation, queued, notAfter) {
      return write(() => {
        const {lastAt} = prepare('SELECT max(created_at) AS "lastAt" FROM mails WHERE invitation_id = ?').get(
          invitation.id,
        ) as {lastAt: number | null};
        if (lastAt !== null && lastAt > notAfter) return {result: 'too_soon' as const, lastAt};
        const isSame = changed(
          `UPDATE invitations SET send_email = @sendEmail, next_reminder_at = @nextReminderAt, updated_at = @updatedAt
           WHERE id = @id AND status = @statusBefore AND updated_at = @updatedBefore`,
          {
            ...invitations.toParameters(invitation),
            statusBefore: before.status,
            updatedBefore: before.updatedAt,
          },
        );
        if (!isSame) return {result: 'lost' as const};
        insertMail(engine, queued);
        return {result: 'queued' as const};
      });
    },

    async claimMail(now, lockedUntil) {
      // Nothing is written, and no disk is synced, while nothing is due.
      if (!findDue(now)) return undefined;
      return write(() => {
        const due = findDue(now);
        if (!due) return undefined;
        const claimed = {...due, attempts: due.attempts + 1, lockedUntil};
        prepare('UPDATE mails SET attempts = @attempts, locked_until = @lockedUntil WHERE id = @id').run(
          mails.toParameters(claimed),
        );
        return claimed;
      });
    },
    async finishMail(mail, event) {
      return write(() => {
        const isOurs = changed(
          `UPDATE mails SET ${mails.assignments} WHERE id = @id AND status = 'queued' AND attempts = @attempts`,
          mails.toParameters(mail),
        );
        if (isOurs && event) insertEvent(engine, event);
        return isOurs;
      });
    },

    async listDueReminders(now, limit) {
      return many(
        invitations,
        `SELECT ${invitations.select} FROM invitations
         WHERE next_reminder_at <= @now AND lapses_at > @now ORDER BY next_reminder_at LIMIT @limit`,
        {now, limit},
      );
    },
    async saveReminder(before, {event, mail, nextReminderAt}) {
      return write(() => {
        const isFirst = changed(
          `UPDATE invitations SET next_reminder_at = @next
           WHERE id = @id AND next_reminder_at = @before AND lapses_at > @now`,
          {id: before.id, before: before.nextReminderAt, next: nextReminderAt, now: event.occurredAt},
        );
        if (!isFirst) return false;
        insertEvent(engine, event);
        if (mail) insertMail(engine, mail);
        return true;
      });
    },
  };
}

/** Inside a unit of work. It stands for those that still wait: after an outage a client gets one, not all. */
export function insertMail(engine: SqliteEngine, {mail, event}: QueuedMail): void {
  engine
    .prepare(
      `UPDATE mails SET status = 'dropped', next_attempt_at = NULL, finished_at = @now, detail = @detail
       WHERE invitation_id = @invitationId AND status = 'queued' AND (locked_until IS NULL OR locked_until <= @now)`,
    )
    .run({invitationId: mail.invitationId, now: mail.createdAt, detail: 'A newer mail took its place.'});
  engine.prepare(mails.insert).run(mails.toParameters(mail));
  insertEvent(engine, event);
}
