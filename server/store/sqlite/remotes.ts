import type {Invitation} from '../../invitations/invitation.ts';
import type {Sender} from '../../senders/sender.ts';
import type {Intent, Remote} from '../../zavu/remote.ts';
import type {RemoteStore} from '../remote-store.ts';
import type {SqliteEngine} from './engine.ts';
import {insertEvent} from './events.ts';
import {deleteIntent} from './intents.ts';
import {replaceInvitation} from './invitations.ts';
import {attachNumber} from './phone-numbers.ts';
import {insertSender} from './senders.ts';
import {intents, remotes, senders} from './tables.ts';

export function createRemoteStore(engine: SqliteEngine): RemoteStore {
  const {write, prepare, one, many, changed} = engine;

  const takeIntent = (intent: Intent): Intent => {
    prepare(`UPDATE remote_intents SET ${intents.assignments} WHERE invitation_id = @invitationId`).run(
      intents.toParameters(intent),
    );
    return intent;
  };

  return {
    async claimIntent(wanted, {process, now, lockedUntil}, isOnly) {
      return write(() => {
        const open = many(
          intents,
          `SELECT ${intents.select} FROM remote_intents WHERE request_hash = ? ORDER BY invitation_id`,
          wanted.requestHash,
        );
        const isFree = (intent: Intent) => intent.lockedUntil === null || intent.lockedUntil <= now;
        const free = open.find(isFree);
        if (!free) {
          if (open.some(({lockedBy}) => isOnly || lockedBy !== process)) return {result: 'busy' as const};
          const intent = {...wanted, lockedBy: process, lockedUntil};
          prepare(intents.insert).run(intents.toParameters(intent));
          return {result: 'new' as const, intent};
        }
        const {lastSentAt, abandonedAt} = wanted;
        const intent = takeIntent({...free, lastSentAt, abandonedAt, lockedBy: process, lockedUntil});
        return {result: 'again' as const, intent};
      });
    },
    async adoptRemote(invitationId, remoteId) {
      return write(() => {
        if (prepare('SELECT 1 FROM remote_invitations WHERE remote_id = ?').get(remoteId)) return false;
        return changed(
          `UPDATE OR IGNORE remote_intents SET remote_id = ? WHERE invitation_id = ?`,
          remoteId,
          invitationId,
        );
      });
    },
    async releaseIntent(invitationId, abandonedAt) {
      await write(() =>
        prepare(
          `UPDATE remote_intents SET locked_by = NULL, locked_until = NULL, abandoned_at = coalesce(?, abandoned_at)
           WHERE invitation_id = ?`,
        ).run(abandonedAt ?? null, invitationId),
      );
    },
    async deleteIntent(invitationId) {
      await write(() => deleteIntent(engine, invitationId));
    },
    async claimAbandonedIntent({process, now, lockedUntil}, again) {
      return write(() => {
        const found = one(
          intents,
          `SELECT ${intents.select} FROM remote_intents
           WHERE abandoned_at <= @now AND (locked_until IS NULL OR locked_until <= @now)
           ORDER BY abandoned_at LIMIT 1`,
          {now},
        );
        return found && takeIntent({...found, abandonedAt: again, lockedBy: process, lockedUntil});
      });
    },
    async listKnownRemotes(remoteIds) {
      const rows = prepare(
        `SELECT remote_id AS id FROM remote_invitations WHERE remote_id IN (SELECT value FROM json_each(@ids))
         UNION SELECT remote_id FROM remote_intents WHERE remote_id IN (SELECT value FROM json_each(@ids))`,
      ).all({ids: JSON.stringify(remoteIds)}) as {id: string}[];
      return rows.map(({id}) => id);
    },

    async findRemote(invitationId) {
      return one(
        remotes,
        `SELECT ${remotes.select} FROM remote_invitations WHERE invitation_id = ?`,
        invitationId,
      );
    },
    async findRemoteByToken(tokenHash) {
      return one(remotes, `SELECT ${remotes.select} FROM remote_invitations WHERE token_hash = ?`, tokenHash);
    },
    async claimDueRemote(now, lockedUntil) {
      return write(() => {
        const due = one(
          remotes,
          `SELECT ${remotes.select} FROM remote_invitations
           WHERE next_poll_at <= @now AND (locked_until IS NULL OR locked_until <= @now)
           ORDER BY next_poll_at LIMIT 1`,
          {now},
        );
        if (!due) return undefined;
        prepare('UPDATE remote_invitations SET locked_until = ? WHERE invitation_id = ?').run(
          lockedUntil,
          due.invitationId,
        );
        return {...due, lockedUntil};
      });
    },
    async wakeRemote(which, pollAt) {
      const condition = 'remoteId' in which ? 'remote_id = @remoteId' : 'invitation_id = @invitationId';
      return write(() =>
        changed(
          // Never the same time again: whoever is asking now sees by it that somebody wants to know anew.
          `UPDATE remote_invitations SET polls = 0,
             next_poll_at = iif(next_poll_at IS @pollAt, @pollAt + 1, @pollAt)
           WHERE ${condition}`,
          {...which, pollAt},
        ),
      );
    },
    async saveHeard(before, {heardAt, nextPollAt, polls}, change) {
      return write(() => {
        if (change && !isFinal(change.invitation) && isHeardSince(engine, before)) return 'stale';
        if (change?.sender && isAccountTaken(engine, change.sender)) return 'account_taken';
        if (change && !replaceInvitation(engine, change.before, change.invitation)) return 'lost';
        if (change?.sender) {
          renameEarlier(engine, change.sender);
          insertSender(engine, change.sender);
          attachNumber(engine, change.sender);
        }
        for (const event of change?.events ?? []) insertEvent(engine, event);
        prepare(
          `UPDATE remote_invitations SET heard_at = @heardAt,
             polls = iif(next_poll_at IS @pollBefore, @polls, polls),
             next_poll_at = iif(next_poll_at IS @pollBefore, @nextPollAt, next_poll_at),
             locked_until = iif(locked_until IS @lockBefore, NULL, locked_until)
           WHERE invitation_id = @invitationId`,
        ).run({
          heardAt,
          nextPollAt,
          polls,
          invitationId: before.invitationId,
          pollBefore: before.nextPollAt,
          lockBefore: before.lockedUntil,
        });
        return 'saved';
      });
    },

    async listRemoteSenders() {
      return many(
        senders,
        `SELECT ${senders.select} FROM senders WHERE provider = 'zavu' AND deleted_at IS NULL`,
      );
    },

    async findProviderSecret(name) {
      const row = prepare('SELECT sealed_value AS sealed FROM provider_secrets WHERE name = ?').get(name) as
        {sealed: string} | undefined;
      return row?.sealed;
    },
    async saveProviderSecret(name, sealedValue, now) {
      await write(() =>
        prepare('INSERT OR REPLACE INTO provider_secrets VALUES (?, ?, ?)').run(name, sealedValue, now),
      );
    },
  };
}

/** What nothing follows on cannot be old news. */
function isFinal({status}: Pick<Invitation, 'status'>): boolean {
  return status === 'completed' || status === 'cancelled' || status === 'expired';
}

/** Somebody asked later than this one and was answered earlier, or the other way round. */
function isHeardSince({prepare}: SqliteEngine, {invitationId, heardAt}: Remote): boolean {
  const sql = 'SELECT 1 FROM remote_invitations WHERE invitation_id = ? AND heard_at <> ?';
  return prepare(sql).get(invitationId, heardAt) !== undefined;
}

/** Also by this sender itself: Zavu may give an account its old sender back. */
function isAccountTaken(
  {prepare}: SqliteEngine,
  {id, mode, channel, accountId}: Pick<Sender, 'id' | 'mode' | 'channel' | 'accountId'>,
): boolean {
  return (
    prepare(
      `SELECT 1 FROM senders
       WHERE deleted_at IS NULL AND (id = @id OR (mode = @mode AND channel = @channel AND account_id = @accountId))`,
    ).get({id, mode, channel, accountId}) !== undefined
  );
}

/** Zavu may call an account again what it called one that was deleted here: that one keeps its story under another id. */
function renameEarlier(
  {prepare}: SqliteEngine,
  {id: senderId, invitationId}: Pick<Sender, 'id' | 'invitationId'>,
): void {
  const earlier = prepare('SELECT invitation_id AS invitationId FROM senders WHERE id = ?').get(senderId) as
    {invitationId: string} | undefined;
  if (!earlier) return;
  const newId = `${senderId}~${earlier.invitationId}`;
  // What points to it follows below.
  prepare('PRAGMA defer_foreign_keys = ON').run();
  prepare('UPDATE senders SET id = ? WHERE id = ?').run(newId, senderId);
  prepare('UPDATE invitations SET sender_id = ? WHERE sender_id = ? AND id <> ?').run(
    newId,
    senderId,
    invitationId,
  );
  for (const table of ['events', 'phone_numbers', 'endpoints']) {
    prepare(`UPDATE ${table} SET sender_id = ? WHERE sender_id = ?`).run(newId, senderId);
  }
}
