import type {Sender} from '../../senders/sender.ts';
import type {InboundStore, SharedAccount} from '../inbound-store.ts';
import type {SqliteEngine} from './engine.ts';
import {insertEvent} from './events.ts';
import {senders} from './tables.ts';

export function createInboundStore(engine: SqliteEngine): InboundStore {
  const {write, prepare, many} = engine;

  const isAlive = (senderId: string | null) =>
    prepare('SELECT 1 FROM senders WHERE id = ? AND deleted_at IS NULL').get(senderId) !== undefined;

  const isStill = ({id, health, healthReason, healthChangedAt}: Sender) =>
    prepare(
      `SELECT 1 FROM senders
       WHERE id = ? AND deleted_at IS NULL AND health = ? AND health_reason IS ? AND health_changed_at IS ?`,
    ).get(id, health, healthReason, healthChangedAt) !== undefined;

  const updateHealth = ({id, health, healthReason, healthChangedAt, updatedAt}: Sender) =>
    prepare(
      'UPDATE senders SET health = ?, health_reason = ?, health_changed_at = ?, updated_at = ? WHERE id = ?',
    ).run(health, healthReason, healthChangedAt, updatedAt, id);

  return {
    async listAddressedSenders(mode, {accountIds, wabaIds}) {
      return many(
        senders,
        // Two searches: with "or" instead, the engine would go through all senders.
        `SELECT ${senders.select} FROM senders WHERE id IN (
           SELECT id FROM senders WHERE mode = @mode AND deleted_at IS NULL
             AND account_id IN (SELECT value FROM json_each(@accountIds))
           UNION
           SELECT id FROM senders WHERE mode = @mode AND deleted_at IS NULL
             AND waba_id IN (SELECT value FROM json_each(@wabaIds)))
         ORDER BY id`,
        {
          mode,
          accountIds: JSON.stringify(accountIds),
          wabaIds: JSON.stringify(wabaIds),
        },
      );
    },
    async listSharedAccounts(mode, since) {
      return prepare(
        `SELECT waba_id AS wabaId, business_id AS businessId, shared_at AS sharedAt FROM shared_accounts
         WHERE mode = ? AND shared_at >= ? ORDER BY shared_at`,
      ).all(mode, since) as SharedAccount[];
    },
    async saveInbound({messages, health}) {
      return write(() => {
        if (!health.every(({before}) => isStill(before))) return undefined;
        for (const {after} of health) updateHealth(after);
        const events = [
          ...messages.filter(({senderId}) => isAlive(senderId)),
          ...health.flatMap((change) => change.events),
        ];
        return events.filter((event) => insertEvent(engine, event));
      });
    },
  };
}
