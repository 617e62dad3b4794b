import Database from 'better-sqlite3';
import {mkdirSync} from 'node:fs';
import {dirname} from 'node:path';
import type {ApiKey} from '../access/credential.ts';
import type {AttemptStep} from '../contract.ts';
import type {Event} from '../events/event.ts';
import type {Invitation} from '../invitations/invitation.ts';
import type {Sender} from '../senders/sender.ts';
import type {Attempt} from '../signup/attempt.ts';
import {GroupCommit} from './group-commit.ts';
import {readMigrations} from './migrate.ts';
import {
  apiKeys,
  attempts,
  events,
  invitations,
  projects,
  senders,
  sessions,
  tickets,
} from './sqlite-tables.ts';
import type {Before, ConnectionState, EventFilter, Store} from './store.ts';

/** Opens (and if needed makes and migrates) the database in this file. `:memory:` works for tests. */
export function openSqlite(file: string): Store {
  if (file !== ':memory:') mkdirSync(dirname(file), {recursive: true});
  const db = new Database(file);
  configure(db);
  migrate(db, file);
  db.pragma('busy_timeout = 100');
  return createStore(db);
}

function configure(db: Database.Database): void {
  // The wait is synchronous: for the migration it may be long, for requests group-commit.ts waits without blocking.
  db.pragma('busy_timeout = 5000');
  db.pragma('journal_mode = WAL');
  // On every connection: the engine falls back to NORMAL when it opens a file that is in WAL already.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
}

function migrate(db: Database.Database, file: string): void {
  const migrations = readMigrations('sqlite');
  const version = Number(db.pragma('user_version', {simple: true}));
  if (version > migrations.length) {
    throw new Error(
      `${file} was written by a newer version of this service (schema ${version}, this one knows ${migrations.length}). Upgrade the service; the file was not touched.`,
    );
  }
  for (const migration of migrations.slice(version)) {
    db.transaction(() => {
      // Another process may have migrated between our look and our lock.
      if (Number(db.pragma('user_version', {simple: true})) >= migration.version) return;
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
}

function createStore(db: Database.Database): Store {
  const groupCommit = new GroupCommit(db);
  const write = <T>(work: () => T) => groupCommit.run(work);

  const prepared = new Map<string, Database.Statement>();
  const prepare = (sql: string) => {
    let statement = prepared.get(sql);
    if (!statement) prepared.set(sql, (statement = db.prepare(sql)));
    return statement;
  };
  const one = <Row extends object>(
    table: {toRecord(row: unknown): Row},
    sql: string,
    ...parameters: unknown[]
  ): Row | undefined => {
    const row = prepare(sql).get(...parameters);
    return row === undefined ? undefined : table.toRecord(row);
  };
  const many = <Row extends object>(
    table: {toRecord(row: unknown): Row},
    sql: string,
    ...parameters: unknown[]
  ): Row[] =>
    prepare(sql)
      .all(...parameters)
      .map((row) => table.toRecord(row));
  const changed = (sql: string, ...parameters: unknown[]) => prepare(sql).run(...parameters).changes > 0;

  const insertInvitation = (invitation: Invitation) =>
    prepare(invitations.insert).run(invitations.toParameters(invitation));
  const insertEvent = (event: Event) => prepare(events.insert).run(events.toParameters(event));

  /**
   * Compare-and-set: the row must still have the status and the attempt that the decision was made on. A view that
   * came in meanwhile stays (of two assignments the last one counts).
   */
  const replaceInvitation = (before: Before, invitation: Invitation) =>
    changed(
      `UPDATE invitations SET ${invitations.assignments}, viewed_at = coalesce(viewed_at, @viewedAt) WHERE id = @id AND status = @statusBefore AND attempt_id IS @attemptBefore`,
      {
        ...invitations.toParameters(invitation),
        statusBefore: before.status,
        attemptBefore: before.attemptId,
      },
    );

  const replaceRunningAttempt = (stepBefore: AttemptStep, attempt: Attempt) =>
    changed(
      `UPDATE attempts SET ${attempts.assignments} WHERE id = @id AND status = 'running' AND step = @stepBefore`,
      {...attempts.toParameters(attempt), stepBefore},
    );

  const endAttempts = (invitationId: string, status: 'replaced' | 'cancelled', now: number) => {
    prepare(
      `UPDATE attempts SET status = ?, finished_at = ?, updated_at = ?, locked_until = NULL
       WHERE invitation_id = ? AND status = 'running'`,
    ).run(status, now, now, invitationId);
    prepare(
      `UPDATE attempts SET sealed_business_token = NULL, sealed_pin = NULL
       WHERE invitation_id = ? AND sealed_business_token IS NOT NULL`,
    ).run(invitationId);
  };

  const connectionOf = (invitation: Invitation | undefined): ConnectionState | undefined => {
    if (!invitation) return undefined;
    const project = one(
      projects,
      `SELECT ${projects.select} FROM projects WHERE id = ?`,
      invitation.projectId,
    );
    if (!project) return undefined;
    return {
      project,
      invitation,
      attempt: invitation.attemptId
        ? one(attempts, `SELECT ${attempts.select} FROM attempts WHERE id = ?`, invitation.attemptId)
        : undefined,
      sender: invitation.senderId
        ? one(
            senders,
            `SELECT ${senders.select} FROM senders WHERE id = ? AND deleted_at IS NULL`,
            invitation.senderId,
          )
        : undefined,
    };
  };

  const invitationOfClient = (projectId: string, mode: string, externalId: string) =>
    one(
      invitations,
      `SELECT ${invitations.select} FROM invitations
       LEFT JOIN senders ON senders.id = invitations.sender_id AND senders.deleted_at IS NULL
       WHERE invitations.project_id = ? AND invitations.mode = ? AND invitations.external_id = ?
       ORDER BY senders.id IS NULL, invitations.id DESC LIMIT 1`,
      projectId,
      mode,
      externalId,
    );

  return {
    async ensureProject(project) {
      return write(() => {
        const found = one(projects, `SELECT ${projects.select} FROM projects WHERE name = ?`, project.name);
        if (!found) prepare(projects.insert).run(projects.toParameters(project));
        return found ?? project;
      });
    },
    async listProjects() {
      return many(projects, `SELECT ${projects.select} FROM projects ORDER BY id`);
    },
    async findProject(projectId) {
      return one(projects, `SELECT ${projects.select} FROM projects WHERE id = ?`, projectId);
    },

    async createApiKey(apiKey) {
      await write(() => prepare(apiKeys.insert).run(apiKeys.toParameters(apiKey)));
    },
    async findApiKey(keyHash) {
      const apiKey = one(
        apiKeys,
        `SELECT ${apiKeys.select} FROM api_keys WHERE key_hash = ? AND revoked_at IS NULL`,
        keyHash,
      );
      const project =
        apiKey && one(projects, `SELECT ${projects.select} FROM projects WHERE id = ?`, apiKey.projectId);
      return apiKey && project && {apiKey, project};
    },
    async listApiKeys() {
      return many(
        {toRecord: (row) => apiKeys.toRecord(row) as ApiKey & {projectName: string}},
        `SELECT ${apiKeys.select}, projects.name AS "projectName"
         FROM api_keys JOIN projects ON projects.id = api_keys.project_id ORDER BY api_keys.id`,
      );
    },
    async revokeApiKey(apiKeyId, now) {
      return write(() =>
        changed('UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', now, apiKeyId),
      );
    },
    async recordApiKeyUse(apiKeyId, now) {
      await write(() => prepare('UPDATE api_keys SET last_used_at = ? WHERE id = ?').run(now, apiKeyId));
    },

    async createSession(session) {
      await write(() => prepare(sessions.insert).run(sessions.toParameters(session)));
    },
    async findSession(secretHash) {
      return one(sessions, `SELECT ${sessions.select} FROM sessions WHERE secret_hash = ?`, secretHash);
    },
    async deleteSession(scope, sessionId) {
      return write(() =>
        changed(
          'DELETE FROM sessions WHERE id = ? AND project_id = ? AND mode = ?',
          sessionId,
          scope.projectId,
          scope.mode,
        ),
      );
    },

    async createTicket(ticket) {
      await write(() => prepare(tickets.insert).run(tickets.toParameters(ticket)));
    },
    async claimTicket(ticketHash, now) {
      return write(() => {
        const ticket = one(
          tickets,
          `SELECT ${tickets.select} FROM tickets WHERE ticket_hash = ?`,
          ticketHash,
        );
        prepare('DELETE FROM tickets WHERE ticket_hash = ?').run(ticketHash);
        return ticket && ticket.expiresAt > now ? ticket : undefined;
      });
    },

    async createInvitation(invitation, idempotencyKey) {
      return write(() => {
        if (idempotencyKey) {
          const used = prepare(
            `SELECT request_hash, invitation_id FROM idempotency_keys
             WHERE project_id = ? AND mode = ? AND key = ? AND expires_at > ?`,
          ).get(invitation.projectId, invitation.mode, idempotencyKey.key, invitation.createdAt) as
            {request_hash: string; invitation_id: string} | undefined;
          const earlier =
            used &&
            one(
              invitations,
              `SELECT ${invitations.select} FROM invitations WHERE id = ?`,
              used.invitation_id,
            );
          if (earlier) {
            return used.request_hash === idempotencyKey.requestHash
              ? {result: 'replayed' as const, invitation: earlier}
              : {result: 'key_reused' as const};
          }
        }
        insertInvitation(invitation);
        if (idempotencyKey) {
          prepare('INSERT OR REPLACE INTO idempotency_keys VALUES (?, ?, ?, ?, ?, ?)').run(
            invitation.projectId,
            invitation.mode,
            idempotencyKey.key,
            idempotencyKey.requestHash,
            invitation.id,
            idempotencyKey.expiresAt,
          );
        }
        return {result: 'created' as const, invitation};
      });
    },
    async ensureInvitation(candidate, now) {
      return write(() => {
        const current = invitationOfClient(candidate.projectId, candidate.mode, candidate.externalId);
        const connected = current && connectionOf(current)?.sender !== undefined;
        const open = current && current.lapsesAt !== null && current.lapsesAt > now;
        if (current && (connected || open)) return current;
        insertInvitation(candidate);
        return candidate;
      });
    },
    async findInvitation(scope, invitationId) {
      return one(
        invitations,
        `SELECT ${invitations.select} FROM invitations WHERE id = ? AND project_id = ? AND mode = ?`,
        invitationId,
        scope.projectId,
        scope.mode,
      );
    },
    async listInvitations(scope, {status, before, limit, now}) {
      const conditions = ['project_id = @projectId', 'mode = @mode'];
      if (before !== undefined) conditions.push('id < @before');
      if (status === 'expired') conditions.push("(status = 'expired' OR lapses_at <= @now)");
      else if (status) conditions.push('status = @status', '(lapses_at IS NULL OR lapses_at > @now)');
      return many(
        invitations,
        `SELECT ${invitations.select} FROM invitations WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT @limit`,
        {projectId: scope.projectId, mode: scope.mode, status, before, limit, now},
      );
    },
    async recordView(invitationId, now) {
      await write(() =>
        prepare('UPDATE invitations SET viewed_at = ? WHERE id = ? AND viewed_at IS NULL').run(
          now,
          invitationId,
        ),
      );
    },

    async findConnection(invitationId) {
      return connectionOf(
        one(invitations, `SELECT ${invitations.select} FROM invitations WHERE id = ?`, invitationId),
      );
    },
    async findClientConnection(scope, externalId) {
      return connectionOf(invitationOfClient(scope.projectId, scope.mode, externalId));
    },

    async saveTransition(before, invitation, event) {
      return write(() => {
        if (!replaceInvitation(before, invitation)) return false;
        if (invitation.lapsesAt === null) endAttempts(invitation.id, 'cancelled', invitation.updatedAt);
        insertEvent(event);
        return true;
      });
    },
    async startAttempt(before, invitation, event, attempt) {
      return write(() => {
        if (!replaceInvitation(before, invitation)) return false;
        endAttempts(invitation.id, 'replaced', invitation.updatedAt);
        const {last} = prepare('SELECT max(number) AS last FROM attempts WHERE invitation_id = ?').get(
          invitation.id,
        ) as {last: number | null};
        prepare(attempts.insert).run(attempts.toParameters({...attempt, number: (last ?? 0) + 1}));
        insertEvent(event);
        return true;
      });
    },
    async findAttempt(attemptId) {
      return one(attempts, `SELECT ${attempts.select} FROM attempts WHERE id = ?`, attemptId);
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
    async claimAttempt(attemptId, now, lockedUntil) {
      return write(() =>
        changed(
          `UPDATE attempts SET locked_until = ?
           WHERE id = ? AND status = 'running' AND (locked_until IS NULL OR locked_until <= ?)`,
          lockedUntil,
          attemptId,
          now,
        ),
      );
    },
    async saveAttempt(stepBefore, attempt, event) {
      return write(() => {
        if (!replaceRunningAttempt(stepBefore, attempt)) return false;
        if (event) insertEvent(event);
        return true;
      });
    },
    async finishAttempt(before, invitation, event, {stepBefore, attempt, sender}) {
      return write(() => {
        if (sender && isPhoneTaken(sender)) return 'phone_taken';
        if (!isAtStep(attempt.id, stepBefore) || !replaceInvitation(before, invitation)) return 'lost';
        replaceRunningAttempt(stepBefore, attempt);
        if (sender)
          prepare(senders.insert).run(senders.toParameters({...sender, isDefault: !hasDefault(sender)}));
        insertEvent(event);
        return 'saved';
      });
    },

    async listLapsedInvitations(now, limit) {
      return many(
        invitations,
        `SELECT ${invitations.select} FROM invitations WHERE lapses_at <= ? ORDER BY lapses_at LIMIT ?`,
        now,
        limit,
      );
    },
    async listOverdueAttempts(startedBefore, limit) {
      return many(
        attempts,
        `SELECT ${attempts.select} FROM attempts
         WHERE status = 'running' AND step IN ('dialog', 'choose') AND started_at <= ? ORDER BY started_at LIMIT ?`,
        startedBefore,
        limit,
      );
    },
    async listStalledAttempts(now, limit) {
      return many(
        attempts,
        `SELECT ${attempts.select} FROM attempts
         WHERE status = 'running' AND step NOT IN ('dialog', 'choose') AND (locked_until IS NULL OR locked_until <= ?)
         ORDER BY started_at LIMIT ?`,
        now,
        limit,
      );
    },

    async listEvents(filter: EventFilter, afterEventId, limit) {
      const after = afterEventId === undefined ? {seq: 0} : findSeq(afterEventId);
      if (!after) return [];
      const condition =
        'invitationId' in filter
          ? 'invitation_id = @invitationId'
          : 'project_id = @projectId AND mode = @mode AND external_id = @externalId';
      return many(
        events,
        `SELECT ${events.select} FROM events WHERE ${condition} AND seq > @seq ORDER BY seq LIMIT @limit`,
        {...filter, seq: after.seq, limit},
      );
    },

    async findSender(scope, senderId) {
      return one(
        senders,
        `SELECT ${senders.select} FROM senders WHERE id = ? AND project_id = ? AND mode = ? AND deleted_at IS NULL`,
        senderId,
        scope.projectId,
        scope.mode,
      );
    },
    async listSenders(scope, {before, limit}) {
      return many(
        senders,
        `SELECT ${senders.select} FROM senders
         WHERE project_id = @projectId AND mode = @mode AND deleted_at IS NULL
           ${before === undefined ? '' : 'AND id < @before'}
         ORDER BY id DESC LIMIT @limit`,
        {projectId: scope.projectId, mode: scope.mode, before, limit},
      );
    },
    async deleteSender(scope, senderId, event) {
      return write(() => {
        const deleted = changed(
          `UPDATE senders SET deleted_at = @now, updated_at = @now, is_default = 0,
             sealed_business_token = '', sealed_pin = NULL
           WHERE id = @senderId AND project_id = @projectId AND mode = @mode AND deleted_at IS NULL`,
          {now: event.occurredAt, senderId, projectId: scope.projectId, mode: scope.mode},
        );
        if (deleted) {
          insertEvent(event);
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
    async listTakenPhones(mode, wabaPhoneNumberIds) {
      return wabaPhoneNumberIds.filter((wabaPhoneNumberId) => isPhoneTaken({mode, wabaPhoneNumberId}));
    },

    async prune(now) {
      await write(() => {
        for (const table of ['sessions', 'tickets', 'idempotency_keys']) {
          prepare(`DELETE FROM ${table} WHERE expires_at <= ?`).run(now);
        }
      });
    },
    async checkWritable() {
      await write(() =>
        prepare('INSERT OR REPLACE INTO write_probe VALUES (1, hex(randomblob(16384)))').run(),
      );
    },
    async checkIntegrity() {
      const rows = db.pragma('integrity_check') as {integrity_check: string}[];
      const broken = db.pragma('foreign_key_check') as {table: string; rowid: number}[];
      return [
        ...rows.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
        ...broken.map((row) => `${row.table} row ${row.rowid} points to something that is not there`),
      ];
    },
    async close() {
      groupCommit.flush();
      if (!db.open) return;
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.close();
    },
  };

  function isPhoneTaken({mode, wabaPhoneNumberId}: Pick<Sender, 'mode' | 'wabaPhoneNumberId'>): boolean {
    const sql = 'SELECT 1 FROM senders WHERE mode = ? AND waba_phone_number_id = ? AND deleted_at IS NULL';
    return prepare(sql).get(mode, wabaPhoneNumberId) !== undefined;
  }

  function hasDefault(sender: Sender): boolean {
    return (
      prepare(
        'SELECT 1 FROM senders WHERE project_id = ? AND mode = ? AND is_default = 1 AND deleted_at IS NULL',
      ).get(sender.projectId, sender.mode) !== undefined
    );
  }

  function isAtStep(attemptId: string, step: AttemptStep): boolean {
    return (
      prepare("SELECT 1 FROM attempts WHERE id = ? AND status = 'running' AND step = ?").get(
        attemptId,
        step,
      ) !== undefined
    );
  }

  function findSeq(eventId: string): {seq: number} | undefined {
    return prepare('SELECT seq FROM events WHERE id = ?').get(eventId) as {seq: number} | undefined;
  }
}
