import type {AttemptStep} from '../../contract/attempts.ts';
import type {Attempt} from '../../signup/attempt.ts';
import type {AttemptStore} from '../attempt-store.ts';
import type {SqliteEngine} from './engine.ts';
import {insertEvent} from './events.ts';
import {endAttempts, replaceInvitation} from './invitations.ts';
import {attachNumber} from './phone-numbers.ts';
import {ensureDefault, findHolder, insertSender, removeSender} from './senders.ts';
import {attempts} from './tables.ts';

export function createAttemptStore(engine: SqliteEngine): AttemptStore {
  const {write, prepare, one, many, changed} = engine;

  const replaceRunningAttempt = (stepBefore: AttemptStep, attempt: Attempt) =>
    changed(
      `UPDATE attempts SET ${attempts.assignments} WHERE id = @id AND status = 'running' AND step = @stepBefore`,
      {...attempts.toParameters(attempt), stepBefore},
    );

  const isAtStep = (attemptId: string, step: AttemptStep) =>
    prepare("SELECT 1 FROM attempts WHERE id = ? AND status = 'running' AND step = ?").get(
      attemptId,
      step,
    ) !== undefined;

  return {
    async startAttempt(before, invitation, event, attempt) {
      return write(() => {
        if (!replaceInvitation(engine, before, invitation)) return false;
        endAttempts(engine, invitation.id, 'replaced', invitation.updatedAt);
        const {last} = prepare('SELECT max(number) AS last FROM attempts WHERE invitation_id = ?').get(
          invitation.id,
        ) as {last: number | null};
        prepare(attempts.insert).run(attempts.toParameters({...attempt, number: (last ?? 0) + 1}));
        insertEvent(engine, event);
        return true;
      });
    },
    async findAttempt(attemptId) {
      return one(attempts, `SELECT ${attempts.select} FROM attempts WHERE id = ?`, attemptId);
    },
    async findSteps(attemptIds) {
      const rows = prepare('SELECT id, step FROM attempts WHERE id IN (SELECT value FROM json_each(?))').all(
        JSON.stringify(attemptIds),
      ) as {id: string; step: AttemptStep}[];
      return new Map(rows.map(({id, step}) => [id, step]));
    },
    async listAttempts(invitationId) {
      return many(
        attempts,
        `SELECT ${attempts.select} FROM attempts WHERE invitation_id = ? ORDER BY number`,
        invitationId,
      );
    },
    async findAttemptByState(stateHash) {
      return one(attempts, `SELECT ${attempts.select} FROM attempts WHERE state_hash = ?`, stateHash);
    },
    async claimReturn(attemptId, now, lockedUntil) {
      return write(() =>
        changed(
          `UPDATE attempts SET returned_at = ?, step = 'exchange', updated_at = ?, locked_until = ?
           WHERE id = ? AND status = 'running' AND returned_at IS NULL`,
          now,
          now,
          lockedUntil,
          attemptId,
        ),
      );
    },
    async claimAttempt(attemptId, now, lockedUntil, step) {
      return write(() =>
        changed(
          `UPDATE attempts SET locked_until = @lockedUntil
           WHERE id = @attemptId AND status = 'running' AND (locked_until IS NULL OR locked_until <= @now)
             AND step = coalesce(@step, step)`,
          {attemptId, now, lockedUntil, step: step ?? null},
        ),
      );
    },
    async saveAttempt(stepBefore, attempt, event) {
      return write(() => {
        if (!replaceRunningAttempt(stepBefore, attempt)) return false;
        if (event) insertEvent(engine, event);
        return true;
      });
    },
    async finishAttempt(before, invitation, event, {stepBefore, attempt, sender, replaced}) {
      return write(() => {
        const holder = sender && findHolder(engine, sender);
        if (holder?.id !== replaced?.senderId)
          return sender?.channel === 'messenger' ? 'lost' : 'phone_taken';
        if (!isAtStep(attempt.id, stepBefore) || !replaceInvitation(engine, before, invitation))
          return 'lost';
        replaceRunningAttempt(stepBefore, attempt);
        if (holder && replaced) removeSender(engine, holder, replaced.event);
        if (sender) {
          insertSender(engine, sender);
          attachNumber(engine, sender);
        }
        if (holder) ensureDefault(engine, holder);
        insertEvent(engine, event);
        return 'saved';
      });
    },

    async listOverdueAttempts(startedBefore, limit) {
      return many(
        attempts,
        `SELECT ${attempts.select} FROM attempts
         WHERE status = 'running' AND step IN ('dialog', 'choose', 'pin') AND started_at <= ? ORDER BY started_at LIMIT ?`,
        startedBefore,
        limit,
      );
    },
    async listAttemptsSince(mode, startedAt) {
      return many(
        attempts,
        `SELECT ${attempts.select} FROM attempts WHERE mode = ? AND started_at >= ? ORDER BY started_at`,
        mode,
        startedAt,
      );
    },
    async listStalledAttempts(now, limit) {
      return many(
        attempts,
        `SELECT ${attempts.select} FROM attempts
         WHERE status = 'running' AND step NOT IN ('dialog', 'choose', 'pin') AND (locked_until IS NULL OR locked_until <= ?)
         ORDER BY started_at LIMIT ?`,
        now,
        limit,
      );
    },
  };
}
