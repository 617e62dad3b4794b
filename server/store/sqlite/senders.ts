import type {Event} from '../../events/event.ts';
import type {Scope} from '../../projects/project.ts';
import type {Sender} from '../../senders/sender.ts';
import type {SenderStore} from '../sender-store.ts';
import {removeEndpoint, replaceEndpoint} from './endpoints.ts';
import type {SqliteEngine} from './engine.ts';
import {insertEvent} from './events.ts';
import {detachNumber} from './phone-numbers.ts';
import {senders} from './tables.ts';

export function createSenderStore(engine: SqliteEngine): SenderStore {
  const {write, prepare, one, many} = engine;
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
        const sender = find(scope, senderId);
        if (!sender) return false;
        removeSender(engine, sender, event);
        ensureDefault(engine, sender);
        return true;
      });
    },
    async listTakenAccounts(mode, accountIds) {
      return accountIds.filter((accountId) => findHolder(engine, {mode, channel: 'whatsapp', accountId}));
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

/** The sender that has this account now, of whatever project. */
export function findHolder(
  engine: SqliteEngine,
  {mode, channel, accountId}: Pick<Sender, 'mode' | 'channel' | 'accountId'>,
): Sender | undefined {
  return engine.one(
    senders,
    `SELECT ${senders.select} FROM senders WHERE mode = ? AND channel = ? AND account_id = ? AND deleted_at IS NULL`,
    mode,
    channel,
    accountId,
  );
}

/** Inside a unit of work: frees the account of a live sender, and forgets its secrets and its endpoint. */
export function removeSender(engine: SqliteEngine, sender: Sender, event: Event): void {
  engine
    .prepare(
      `UPDATE senders SET deleted_at = @now, updated_at = @now, is_default = 0,
         sealed_business_token = '', sealed_pin = NULL
       WHERE id = @senderId`,
    )
    .run({now: event.occurredAt, senderId: sender.id});
  // First: nobody is left at the sender's own endpoint to be told.
  removeEndpoint(engine, {projectId: sender.projectId, mode: sender.mode, senderId: sender.id});
  insertEvent(engine, event);
  detachNumber(engine, sender.id, event.occurredAt);
}

/** Inside a unit of work: where no sender is the default any more, the oldest that is left becomes it. */
export function ensureDefault(engine: SqliteEngine, {projectId, mode}: Scope): void {
  engine
    .prepare(
      `UPDATE senders SET is_default = 1 WHERE id = (
         SELECT id FROM senders WHERE project_id = @projectId AND mode = @mode AND deleted_at IS NULL
         ORDER BY id LIMIT 1)
       AND NOT EXISTS (SELECT 1 FROM senders
         WHERE project_id = @projectId AND mode = @mode AND deleted_at IS NULL AND is_default = 1)`,
    )
    .run({projectId, mode});
}
