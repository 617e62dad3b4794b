import type {Sender} from '../../senders/sender.ts';
import type {
  AccountNews,
  AccountsTold,
  InboundStore,
  SenderChange,
  SharedAccount,
  UnclaimedAccount,
} from '../inbound-store.ts';
import type {SqliteEngine} from './engine.ts';
import {insertEvent} from './events.ts';
import {senders} from './tables.ts';

export function createInboundStore(engine: SqliteEngine): InboundStore {
  const {write, prepare, many, changed} = engine;

  const isAlive = (senderId: string | null) =>
    prepare('SELECT 1 FROM senders WHERE id = ? AND deleted_at IS NULL').get(senderId) !== undefined;

  const externalIdOf = (invitationId: string | null): string | null => {
    const row = prepare('SELECT external_id AS externalId FROM invitations WHERE id = ?').get(invitationId);
    return (row as {externalId: string | null} | undefined)?.externalId ?? null;
  };

  return {
    async listAddressedSenders(mode, {accountIds = [], wabaIds = [], phoneNumbers = [], userIds = []}) {
      const some = (column: string, parameter: string) =>
        `SELECT id FROM senders WHERE mode = @mode AND deleted_at IS NULL
           AND ${column} IN (SELECT value FROM json_each(@${parameter}))`;
      return many(
        senders,
        // A search for each: with "or" instead, the engine would go through all senders.
        `SELECT ${senders.select} FROM senders WHERE id IN (
           ${some("channel IN ('whatsapp', 'messenger') AND account_id", 'accountIds')} UNION ${some('waba_id', 'wabaIds')}
           UNION ${some('phone_number', 'phoneNumbers')} UNION ${some('provider_user_id', 'userIds')})
         ORDER BY id`,
        {
          mode,
          accountIds: JSON.stringify(accountIds),
          wabaIds: JSON.stringify(wabaIds),
          phoneNumbers: JSON.stringify(phoneNumbers),
          userIds: JSON.stringify(userIds),
        },
      );
    },
    async saveInbound({messages, changes, accounts}) {
      return write(() => {
        if (!changes.every((change) => isStill(engine, change))) return undefined;
        if (accounts && hasNewSender(engine, accounts)) return undefined;
        for (const {after} of changes) updateSender(engine, after);
        if (accounts) saveAccounts(engine, accounts);
        const events = [
          ...messages.filter(({senderId}) => isAlive(senderId)),
          // By whom the sender was connected, so that the client's own pages hear of it too.
          ...changes.flatMap((change) =>
            change.events.map((event) => ({...event, externalId: externalIdOf(event.invitationId)})),
          ),
        ];
        return events.filter((event) => insertEvent(engine, event));
      });
    },
    async listAccountNews(mode, wabaId) {
      return prepare(
        `SELECT waba_id AS wabaId, target, fact, value, detail, told_at AS at FROM account_news
         WHERE mode = ? AND waba_id = ? ORDER BY told_at`,
      )
        .all(mode, wabaId)
        .map((row) => {
          const {detail, ...news} = row as AccountNews & {detail: string | null};
          return {...news, ...(detail !== null && {detail})};
        });
    },
    async listSharedAccounts(mode, since) {
      return prepare(
        `SELECT waba_id AS wabaId, business_id AS businessId, shared_at AS sharedAt FROM shared_accounts
         WHERE ${isShared} ORDER BY shared_at DESC, waba_id`,
      ).all(mode, since) as SharedAccount[];
    },
    async listUnclaimedAccounts(mode, since) {
      return prepare(
        `SELECT waba_id AS wabaId, business_id AS businessId, shared_at AS sharedAt, claim_after AS claimAfter
         FROM shared_accounts
         WHERE ${isShared} AND NOT EXISTS (SELECT 1 FROM senders
           WHERE mode = shared_accounts.mode AND waba_id = shared_accounts.waba_id AND deleted_at IS NULL)
         ORDER BY shared_at DESC, waba_id`,
      ).all(mode, since) as UnclaimedAccount[];
    },
    async postponeClaim(mode, {wabaId, claimAfter: before}, claimAfter) {
      return write(() =>
        changed(
          'UPDATE shared_accounts SET claim_after = ? WHERE mode = ? AND waba_id = ? AND claim_after IS ?',
          claimAfter,
          mode,
          wabaId,
          before,
        ),
      );
    },
    async listAccountsOfBusinesses(mode, businessIds) {
      return prepare(
        `SELECT waba_id AS wabaId, business_id AS businessId FROM shared_accounts
         WHERE mode = ? AND business_id IN (SELECT value FROM json_each(?)) ORDER BY waba_id`,
      ).all(mode, JSON.stringify(businessIds)) as {wabaId: string; businessId: string}[];
    },
    async pruneAccounts(toldBefore) {
      await write(() => {
        prepare('DELETE FROM account_news WHERE told_at < ?').run(toldBefore);
        prepare(
          `DELETE FROM shared_accounts WHERE max(coalesce(shared_at, 0), coalesce(removed_at, 0)) < ?
             AND NOT EXISTS (SELECT 1 FROM senders
               WHERE mode = shared_accounts.mode AND waba_id = shared_accounts.waba_id AND deleted_at IS NULL)`,
        ).run(toldBefore);
      });
    },
  };
}

const isShared = 'mode = ? AND shared_at >= ? AND (removed_at IS NULL OR removed_at < shared_at)';

function isStill({prepare}: SqliteEngine, {before}: SenderChange): boolean {
  const {id, health, healthReason, healthChangedAt, facts, sealedBusinessToken, sealedPin} =
    senders.toParameters(before);
  return (
    prepare(
      `SELECT 1 FROM senders
       WHERE id = ? AND deleted_at IS NULL AND health = ? AND health_reason IS ? AND health_changed_at IS ?
         AND facts = ? AND sealed_business_token = ? AND sealed_pin IS ?`,
    ).get(id, health, healthReason, healthChangedAt, facts, sealedBusinessToken, sealedPin) !== undefined
  );
}

function updateSender({prepare}: SqliteEngine, after: Sender): void {
  const {id, health, healthReason, healthChangedAt, facts, sealedBusinessToken, sealedPin, updatedAt} =
    senders.toParameters(after);
  prepare(
    `UPDATE senders SET health = ?, health_reason = ?, health_changed_at = ?, facts = ?,
       sealed_business_token = ?, sealed_pin = ?, updated_at = ?
     WHERE id = ?`,
  ).run(health, healthReason, healthChangedAt, facts, sealedBusinessToken, sealedPin, updatedAt, id);
}

function hasNewSender({prepare}: SqliteEngine, {mode, news, senderIds}: AccountsTold): boolean {
  const wabaIds = [...new Set(news.map(({wabaId}) => wabaId))];
  const found = prepare(
    `SELECT 1 FROM senders WHERE mode = ? AND deleted_at IS NULL
       AND waba_id IN (SELECT value FROM json_each(?)) AND id NOT IN (SELECT value FROM json_each(?)) LIMIT 1`,
  ).get(mode, JSON.stringify(wabaIds), JSON.stringify(senderIds));
  return found !== undefined;
}

/** Meta's own times decide what is the latest, whenever it comes. */
function saveAccounts({prepare}: SqliteEngine, {mode, news, shares}: AccountsTold): void {
  const saveNews = prepare(
    `INSERT INTO account_news (mode, waba_id, target, fact, value, detail, told_at)
     VALUES (@mode, @wabaId, @target, @fact, @value, @detail, @at)
     ON CONFLICT DO UPDATE SET value = excluded.value, detail = excluded.detail, told_at = excluded.told_at
       WHERE excluded.told_at >= account_news.told_at`,
  );
  for (const one of news) saveNews.run({detail: null, ...one, mode});
  const saveShare = prepare(
    `INSERT INTO shared_accounts (mode, waba_id, business_id, shared_at, removed_at, claim_after)
     VALUES (@mode, @wabaId, @businessId, @sharedAt, @removedAt, @claimAfter)
     ON CONFLICT DO UPDATE SET
       business_id = coalesce(excluded.business_id, business_id),
       claim_after = CASE WHEN excluded.shared_at > coalesce(shared_at, 0) THEN excluded.claim_after ELSE claim_after END,
       shared_at = nullif(max(coalesce(shared_at, 0), coalesce(excluded.shared_at, 0)), 0),
       removed_at = nullif(max(coalesce(removed_at, 0), coalesce(excluded.removed_at, 0)), 0)`,
  );
  const unset = {sharedAt: null, claimAfter: null, removedAt: null};
  for (const share of shares) saveShare.run({...unset, ...share, mode});
}
