import type {DataDeletion, UserDataStore} from '../user-data-store.ts';
import type {SqliteEngine} from './engine.ts';
import {attempts, dataDeletions} from './tables.ts';

// The plus keeps the engine from the index by time, which is worse.
const attemptsOfUser = 'mode = @mode AND provider_user_id = @userId AND +started_at <= @until';
const deletedSenders = `SELECT * FROM senders
  WHERE mode = @mode AND provider_user_id = @userId AND created_at <= @until AND deleted_at IS NOT NULL`;

export function createUserDataStore(engine: SqliteEngine): UserDataStore {
  const {write, prepare, one, many} = engine;

  const find = (code: string) =>
    one(dataDeletions, `SELECT ${dataDeletions.select} FROM data_deletions WHERE code = ?`, code);

  return {
    async listAttemptsOfUser(user) {
      return many(
        attempts,
        `SELECT ${attempts.select} FROM attempts WHERE ${attemptsOfUser} AND status = 'running' ORDER BY started_at`,
        user,
      );
    },
    async forgetAttemptSecrets(user) {
      await write(() =>
        prepare(
          `UPDATE attempts SET sealed_business_token = NULL, sealed_pin = NULL
           WHERE ${attemptsOfUser} AND status <> 'running'`,
        ).run(user),
      );
    },
    async addDeletion(deletion): Promise<DataDeletion> {
      return write(() => {
        prepare(`${dataDeletions.insert} ON CONFLICT DO NOTHING`).run(dataDeletions.toParameters(deletion));
        return find(deletion.code) ?? deletion;
      });
    },
    findDeletion: async (code) => find(code),
    async claimDeletions(now, lockedUntil, limit) {
      return write(() => {
        const claimed = many(
          dataDeletions,
          `SELECT ${dataDeletions.select} FROM data_deletions
           WHERE finished_at IS NULL AND (locked_until IS NULL OR locked_until <= ?)
           ORDER BY requested_at LIMIT ?`,
          now,
          limit,
        );
        const lock = prepare('UPDATE data_deletions SET locked_until = ? WHERE code = ?');
        for (const {code} of claimed) lock.run(lockedUntil, code);
        return claimed;
      });
    },
    async eraseUserData(user, code, now) {
      await write(() => {
        // What points to the senders first: afterwards nothing says whose they were.
        prepare(
          `UPDATE events SET data = json_remove(data, '$.connectedAccount')
           WHERE invitation_id IN (SELECT invitation_id FROM (${deletedSenders}))
             AND json_extract(data, '$.connectedAccount') IS NOT NULL`,
        ).run(user);
        prepare(
          `UPDATE invitations SET connected_account = NULL
           WHERE id IN (SELECT invitation_id FROM (${deletedSenders}))`,
        ).run(user);
        for (const table of ['account_news', 'shared_accounts']) {
          prepare(
            `DELETE FROM ${table} WHERE mode = @mode
               AND waba_id IN (SELECT waba_id FROM (${deletedSenders}))
               AND waba_id NOT IN (SELECT waba_id FROM senders
                 WHERE mode = @mode AND deleted_at IS NULL AND waba_id IS NOT NULL)`,
          ).run(user);
        }
        prepare(
          `UPDATE senders SET name = '', phone_number = NULL, display_phone_number = NULL, account_id = '',
             waba_id = CASE WHEN waba_id IS NULL THEN NULL ELSE '' END, provider_user_id = NULL,
             sealed_business_token = '', sealed_pin = NULL, registration_detail = NULL, facts = '{}'
           WHERE id IN (SELECT id FROM (${deletedSenders}))`,
        ).run(user);
        prepare(
          `UPDATE attempts SET sealed_business_token = NULL, sealed_pin = NULL, options = NULL, account = NULL,
             hints = NULL, claimed_waba_id = NULL, failure_detail = NULL, registration_detail = NULL,
             provider_user_id = NULL
           WHERE ${attemptsOfUser}`,
        ).run(user);
        prepare(
          `UPDATE data_deletions SET finished_at = ?, provider_user_id = NULL, locked_until = NULL WHERE code = ?`,
        ).run(now, code);
      });
    },
  };
}
