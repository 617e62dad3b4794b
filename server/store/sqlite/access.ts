import type {ApiKey} from '../../access/credential.ts';
import type {AccessStore} from '../access-store.ts';
import type {SqliteEngine} from './engine.ts';
import {apiKeys, projects, sessions, tickets} from './tables.ts';

export function createAccessStore({write, prepare, one, many, changed}: SqliteEngine): AccessStore {
  const findProject = (projectId: string) =>
    one(projects, `SELECT ${projects.select} FROM projects WHERE id = ?`, projectId);

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
      return findProject(projectId);
    },
    async changeSettings(projectId, change, reminders) {
      return write(() => {
        // A merge patch: `null` takes a setting away.
        prepare('UPDATE projects SET settings = json_patch(settings, ?) WHERE id = ?').run(
          JSON.stringify(change),
          projectId,
        );
        if (reminders) {
          prepare(nextReminders).run({projectId, days: JSON.stringify(reminders.days), now: reminders.now});
        }
        return findProject(projectId);
      });
    },

    async createApiKey(apiKey) {
      await write(() => prepare(apiKeys.insert).run(apiKeys.toParameters(apiKey)));
    },
    async findApiKey(keyHash, now) {
      // Asked on every request: one look for both.
      return one(
        keyWithProject,
        `SELECT ${apiKeys.select}, projects.name AS "projectName", projects.settings AS "projectSettings",
           projects.created_at AS "projectCreatedAt"
         FROM api_keys JOIN projects ON projects.id = api_keys.project_id
         WHERE key_hash = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)`,
        keyHash,
        now,
      );
    },
    async listApiKeys() {
      return many(
        {toRecord: (row) => apiKeys.toRecord(row) as ApiKey & {projectName: string}},
        `SELECT ${apiKeys.select}, projects.name AS "projectName"
         FROM api_keys JOIN projects ON projects.id = api_keys.project_id
         WHERE api_keys.expires_at IS NULL ORDER BY api_keys.id`,
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
  };
}

/** What `nextReminderAt()` decides for one invitation, for all open ones of a project. */
const nextReminders = `UPDATE invitations SET next_reminder_at = (
    SELECT min(expires_at - value * 86400000) FROM json_each(@days) WHERE expires_at - value * 86400000 > @now
  ) WHERE project_id = @projectId AND lapses_at > @now`;

const keyWithProject = {
  toRecord(row: unknown) {
    const {projectName, projectSettings, projectCreatedAt, ...rest} = row as Record<string, unknown>;
    const apiKey = apiKeys.toRecord(rest);
    const project = projects.toRecord({
      id: apiKey.projectId,
      name: projectName,
      settings: projectSettings,
      createdAt: projectCreatedAt,
    });
    return {apiKey, project};
  },
};
