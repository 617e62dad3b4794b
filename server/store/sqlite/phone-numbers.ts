import type {Invitation} from '../../invitations/invitation.ts';
import type {Scope} from '../../projects/project.ts';
import type {Sender} from '../../senders/sender.ts';
import type {NumberRefusal} from '../invitation-store.ts';
import type {PhoneNumberStore} from '../phone-number-store.ts';
import type {SqliteEngine} from './engine.ts';
import {phoneNumbers} from './tables.ts';

const looked = `SELECT ${phoneNumbers.select}, (
    SELECT invitations.id FROM invitations
    WHERE invitations.phone_number_id = phone_numbers.id AND invitations.lapses_at > @now
  ) AS "invitationId" FROM phone_numbers`;

export function createPhoneNumberStore(engine: SqliteEngine): PhoneNumberStore {
  const {write, prepare, one, many, changed} = engine;

  const findOwned = (scope: Scope, id: string, now: number) =>
    one(
      phoneNumbers,
      `${looked} WHERE id = @id AND project_id = @projectId AND mode = @mode AND released_at IS NULL`,
      {id, projectId: scope.projectId, mode: scope.mode, now},
    );
  const findOwner = (mode: Scope['mode'], phoneNumber: string, now: number) =>
    one(
      phoneNumbers,
      `${looked} WHERE mode = @mode AND phone_number = @phoneNumber AND released_at IS NULL`,
      {mode, phoneNumber, now},
    );

  return {
    async addPhoneNumber(phoneNumber, now) {
      return write(() => {
        const owned = findOwner(phoneNumber.mode, phoneNumber.phoneNumber, now);
        if (owned && owned.projectId !== phoneNumber.projectId) return {result: 'taken' as const};
        if (owned) return {result: 'owned' as const, phoneNumber: owned};
        prepare(phoneNumbers.insert).run(phoneNumbers.toParameters(phoneNumber));
        return {result: 'added' as const, phoneNumber};
      });
    },
    async findPhoneNumber(scope, id, now) {
      return findOwned(scope, id, now);
    },
    async findNumberOwner(mode, phoneNumber, now) {
      return findOwner(mode, phoneNumber, now);
    },
    async listPhoneNumbers(scope, {status, before, limit, now}) {
      const conditions = ['project_id = @projectId', 'mode = @mode', 'released_at IS NULL'];
      if (status !== undefined) conditions.push('status = @status');
      if (before !== undefined) conditions.push('id < @before');
      return many(phoneNumbers, `${looked} WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT @limit`, {
        projectId: scope.projectId,
        mode: scope.mode,
        status,
        before,
        limit,
        now,
      });
    },
    async listOwnedAmong(mode, candidates) {
      const rows = prepare(
        `SELECT phone_number AS phoneNumber FROM phone_numbers
         WHERE mode = ? AND released_at IS NULL AND phone_number IN (SELECT value FROM json_each(?))`,
      ).all(mode, JSON.stringify(candidates)) as {phoneNumber: string}[];
      return rows.map(({phoneNumber}) => phoneNumber);
    },
    async updatePhoneNumber(scope, id, {name, senderId}, now) {
      return write(() => {
        const owned = findOwned(scope, id, now);
        if (!owned) return 'not_found';
        const attaches = senderId != null && senderId !== owned.senderId;
        if (attaches && owned.invitationId !== null) return 'reserved';
        if (attaches && !isSender(engine, scope, senderId)) return 'no_sender';
        if (attaches && hasNumber(engine, senderId)) return 'sender_taken';
        prepare('UPDATE phone_numbers SET name = ?, sender_id = ?, updated_at = ? WHERE id = ?').run(
          name === undefined ? owned.name : name,
          senderId === undefined ? owned.senderId : senderId,
          now,
          id,
        );
        return 'updated';
      });
    },
    async releasePhoneNumber(scope, id, now) {
      return write(() => {
        const owned = findOwned(scope, id, now);
        if (!owned) return 'not_found';
        if (owned.senderId !== null || owned.invitationId !== null) return 'in_use';
        prepare('UPDATE phone_numbers SET released_at = ?, updated_at = ? WHERE id = ?').run(now, now, id);
        return 'released';
      });
    },
    async claimNumberChecks(mode, now, leaseUntil, limit) {
      const findDue = () =>
        many(
          phoneNumbers,
          `${looked} WHERE mode = @mode AND next_check_at <= @now AND released_at IS NULL
           ORDER BY next_check_at LIMIT @limit`,
          {mode, now, limit},
        );
      // Nothing is written, and no disk is synced, while nothing is due.
      if (findDue().length === 0) return [];
      return write(() => {
        const due = findDue();
        for (const {id} of due) {
          prepare('UPDATE phone_numbers SET next_check_at = ? WHERE id = ?').run(leaseUntil, id);
        }
        return due;
      });
    },
    async savePoolState(before, state, now) {
      // A number that a sender was given meanwhile is that client's: nothing of the pool is true of it.
      return write(() =>
        changed(
          `UPDATE phone_numbers SET status = @status, verification = @verification,
             verification_expires_at = @verificationExpiresAt, provider_number_id = @providerNumberId,
             next_check_at = @nextCheckAt, updated_at = @now
           WHERE id = @id AND released_at IS NULL AND status = @statusBefore AND verification = @verificationBefore
             AND provider_number_id IS @idBefore AND sender_id IS @senderId`,
          {
            status: state.status,
            verification: state.verification,
            verificationExpiresAt: state.verificationExpiresAt,
            providerNumberId: state.providerNumberId,
            nextCheckAt: state.nextCheckAt,
            now,
            id: before.id,
            statusBefore: before.status,
            verificationBefore: before.verification,
            idBefore: before.providerNumberId,
            senderId: before.senderId,
          },
        ),
      );
    },
  };
}

/** Inside a unit of work: why the number of a new invitation cannot be reserved; `undefined`: it can, or there is none. */
export function numberRefusal(
  {prepare}: SqliteEngine,
  {phoneNumberId, projectId, mode}: Invitation,
): NumberRefusal | undefined {
  if (phoneNumberId === null) return undefined;
  const holder = prepare(
    'SELECT id FROM invitations WHERE phone_number_id = ? AND lapses_at IS NOT NULL',
  ).get(phoneNumberId) as {id: string} | undefined;
  if (holder) return {result: 'number_taken', heldBy: holder.id};
  const usable = prepare(
    `SELECT 1 FROM phone_numbers WHERE id = ? AND project_id = ? AND mode = ?
       AND status = 'active' AND sender_id IS NULL AND released_at IS NULL`,
  ).get(phoneNumberId, projectId, mode);
  return usable === undefined ? {result: 'number_unusable'} : undefined;
}

/**
 * Inside a unit of work: the project's own number, if this is one, now belongs to the sender. One of a pool is claimed by
 * that: its temporary id is gone, and nobody has to verify it any more.
 */
export function attachNumber(
  {prepare}: SqliteEngine,
  {id, projectId, mode, phoneNumber, createdAt}: Sender,
): void {
  prepare(
    `UPDATE phone_numbers SET sender_id = @id, updated_at = @createdAt, status = 'active', verification = 'verified',
       verification_expires_at = NULL, next_check_at = NULL,
       provider_number_id = CASE WHEN next_check_at IS NULL THEN provider_number_id END
     WHERE project_id = @projectId AND mode = @mode AND phone_number = @phoneNumber
       AND released_at IS NULL AND sender_id IS NULL`,
  ).run({id, projectId, mode, phoneNumber, createdAt});
}

/** Inside a unit of work: the sender is gone, its number can be assigned again. */
export function detachNumber({prepare}: SqliteEngine, senderId: string, now: number): void {
  prepare('UPDATE phone_numbers SET sender_id = NULL, updated_at = ? WHERE sender_id = ?').run(now, senderId);
}

function isSender({prepare}: SqliteEngine, {projectId, mode}: Scope, senderId: string): boolean {
  const sql = 'SELECT 1 FROM senders WHERE id = ? AND project_id = ? AND mode = ? AND deleted_at IS NULL';
  return prepare(sql).get(senderId, projectId, mode) !== undefined;
}

function hasNumber({prepare}: SqliteEngine, senderId: string): boolean {
  return prepare('SELECT 1 FROM phone_numbers WHERE sender_id = ?').get(senderId) !== undefined;
}
