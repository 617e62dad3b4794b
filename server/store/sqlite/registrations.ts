import type {RegistrationStore} from '../registration-store.ts';
import type {SqliteEngine} from './engine.ts';
import {insertEvent} from './events.ts';
import {senders} from './tables.ts';

export function createRegistrationStore(engine: SqliteEngine): RegistrationStore {
  const {write, prepare, many, changed} = engine;
  return {
    takeRegistrationCall: (mode, accountId, now, {callsMax, windowMs}) =>
      write(() => {
        prepare('DELETE FROM registration_calls WHERE called_at <= ?').run(now - windowMs);
        const calls = prepare(
          `SELECT called_at FROM registration_calls WHERE mode = ? AND account_id = ?
           ORDER BY called_at DESC LIMIT ?`,
        )
          .pluck()
          .all(mode, accountId, callsMax) as number[];
        const oldest = calls[callsMax - 1];
        if (oldest !== undefined) return oldest + windowMs;
        prepare('INSERT INTO registration_calls VALUES (?, ?, ?)').run(mode, accountId, now);
        return null;
      }),
    claimDueRegistrations: (now, lockedUntil, limit) =>
      write(() => {
        const due = many(
          senders,
          `SELECT ${senders.select} FROM senders WHERE deleted_at IS NULL AND next_registration_at <= ?
           ORDER BY next_registration_at LIMIT ?`,
          now,
          limit,
        );
        for (const {id} of due) {
          prepare('UPDATE senders SET next_registration_at = ? WHERE id = ?').run(lockedUntil, id);
        }
        return due.map((sender) => ({...sender, nextRegistrationAt: lockedUntil}));
      }),
    saveRegistration: (claimed, sender, event) =>
      write(() => {
        const isSaved = changed(
          `UPDATE senders SET registration = @registration, registration_detail = @registrationDetail,
             next_registration_at = @nextRegistrationAt, updated_at = @updatedAt
           WHERE id = @id AND deleted_at IS NULL AND registration = 'pending' AND next_registration_at = @claimedUntil`,
          {
            id: sender.id,
            registration: sender.registration,
            registrationDetail: sender.registrationDetail,
            nextRegistrationAt: sender.nextRegistrationAt,
            updatedAt: sender.updatedAt,
            claimedUntil: claimed.nextRegistrationAt,
          },
        );
        if (isSaved && event) insertEvent(engine, event);
        return isSaved;
      }),
  };
}
