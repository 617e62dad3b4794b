import type {Scope} from '../../projects/project.ts';
import type {Sender} from '../../senders/sender.ts';
import type {SenderStore} from '../sender-store.ts';
import {removeEndpoint, replaceEndpoint} from './endpoints.ts';
import type {SqliteEngine} from './engine.ts';
import {insertEvent} from './events.ts';
import {detachNumber} from './phone-numbers.ts';
import {senders} from './tables.ts';

export function createSenderStore(engine: SqliteEngine): SenderStore {
  const {write, prepare, one, many, changed} = engine;
  const find = ({projectId, mode}: Scope, senderId: string) =>
    one(
      senders,
      `SELECT ${senders.select} FROM senders WHERE id = ? AND project_id = ? AND mode = ? AND deleted_at IS NULL`,
      senderId,
      projectId,
      mode,
    );
  return {
    findSender: async (scope, senderId) => find(scope, senderId),
    async listSenders(scope, {before, limit}) {
      return many(
        senders,
        `SELECT ${senders.select} FROM senders
         WHERE project_id = @projectId AND mode = @mode AND deleted_at IS NULL
           ${before === undefined ? '' : 'AND (created_at, id) < (SELECT created_at, id FROM senders WHERE id = @before)'}
         ORDER BY created_at DESC, id DESC LIMIT @limit`,
        {projectId: scope.projectId, mode: scope.mode, before, limit},
      );
    },
    updateSender: (owner, {name, setAsDefault, updatedAt}, endpoints) =>
      write(() => {
        if (!find(owner, owner.senderId) || !replaceEndpoint(engine, owner, endpoints)) return undefined;
        if (setAsDefault) {
          prepare(
            `UPDATE senders SET is_default = 0
             WHERE project_id = @projectId AND mode = @mode AND is_default = 1 AND deleted_at IS NULL`,
          ).run({projectId: owner.projectId, mode: owner.mode});
        }
        prepare(
          `UPDATE senders SET name = coalesce(@name, name), is_default = max(is_default, @isDefault),
             updated_at = @updatedAt
           WHERE id = @senderId`,
        ).run({senderId: owner.senderId, name: name ?? null, isDefault: setAsDefault ? 1 : 0, updatedAt});
        return find(owner, owner.senderId);
      }),
    async deleteSender(scope, senderId, event) {
      return write(() => {
        const deleted = changed(
          `UPDATE senders SET deleted_at = @now, updated_at = @now, is_default = 0,
             sealed_business_token = '', sealed_pin = NULL
           WHERE id = @senderId AND project_id = @projectId AND mode = @mode AND deleted_at IS NULL`,
          {now: event.occurredAt, senderId, projectId: scope.projectId, mode: scope.mode},
        );
        if (deleted) {
          // First: nobody is left at the sender's own endpoint to be told.
          removeEndpoint(engine, {...scope, senderId});
          insertEvent(engine, event);
          detachNumber(engine, senderId, event.occurredAt);
          prepare(
            `UPDATE senders SET is_default = 1 WHERE id = (
               SELECT id FROM senders WHERE project_id = @projectId AND mode = @mode AND deleted_at IS NULL
               ORDER BY id LIMIT 1)
             AND NOT EXISTS (SELECT 1 FROM senders
               WHERE project_id = @projectId AND mode = @mode AND deleted_at IS NULL AND is_default = 1)`,
          ).run({projectId: scope.projectId, mode: scope.mode});
        }
        return deleted;
      });
    },
    async listTakenAccounts(mode, accountIds) {
      return accountIds.filter((accountId) => isPhoneTaken(engine, {mode, accountId}));
    },
  };
}

/** Inside a unit of work: adds a sender; the first of its project and mode becomes the default. */
export function insertSender(engine: SqliteEngine, sender: Sender): void {
  const hasDefault =
    engine
      .prepare(
        'SELECT 1 FROM senders WHERE project_id = ? AND mode = ? AND is_default = 1 AND deleted_at IS NULL',
      )
      .get(sender.projectId, sender.mode) !== undefined;
  engine.prepare(senders.insert).run(senders.toParameters({...sender, isDefault: !hasDefault}));
}

export function isPhoneTaken(
  engine: SqliteEngine,
  {mode, accountId}: Pick<Sender, 'mode' | 'accountId'>,
): boolean {
  const sql = 'SELECT 1 FROM senders WHERE mode = ? AND account_id = ? AND deleted_at IS NULL';
  return engine.prepare(sql).get(mode, accountId) !== undefined;
}
