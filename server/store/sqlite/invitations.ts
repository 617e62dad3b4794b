import type {Invitation} from '../../invitations/invitation.ts';
import type {NewRemote} from '../../zavu/remote.ts';
import type {Scope} from '../../projects/project.ts';
import type {Before, ConnectionState, IdempotencyKey, InvitationStore} from '../invitation-store.ts';
import type {SqliteEngine} from './engine.ts';
import {insertEvent} from './events.ts';
import {insertRemote} from './intents.ts';
import {listStatement} from './invitation-list.ts';
import {insertMail} from './mails.ts';
import {numberRefusal} from './phone-numbers.ts';
import {attempts, invitations, phoneNumbers, projects, senders} from './tables.ts';

export function createInvitationStore(engine: SqliteEngine): InvitationStore {
  const {write, prepare, one, many} = engine;

  const insertInvitation = (invitation: Invitation, remote: NewRemote | undefined) => {
    prepare(invitations.insert).run(invitations.toParameters(invitation));
    if (remote) insertRemote(engine, invitation.id, remote);
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
      assignedNumber: invitation.phoneNumberId
        ? one(
            phoneNumbers,
            `SELECT ${phoneNumbers.select} FROM phone_numbers WHERE id = ?`,
            invitation.phoneNumberId,
          )
        : undefined,
    };
  };

  const findReplay = (
    {projectId, mode}: Scope,
    {key, requestHash}: IdempotencyKey,
    now: number,
  ): {result: 'replayed'; invitation: Invitation} | {result: 'key_reused'} | undefined => {
    const used = prepare(
      `SELECT request_hash, invitation_id FROM idempotency_keys
       WHERE project_id = ? AND mode = ? AND key = ? AND expires_at > ?`,
    ).get(projectId, mode, key, now) as {request_hash: string; invitation_id: string} | undefined;
    const earlier =
      used &&
      one(invitations, `SELECT ${invitations.select} FROM invitations WHERE id = ?`, used.invitation_id);
    if (!earlier) return undefined;
    return used.request_hash === requestHash
      ? {result: 'replayed', invitation: earlier}
      : {result: 'key_reused'};
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
    async createInvitation(invitation, idempotencyKey, mail, remote) {
      return write(() => {
        const earlier = idempotencyKey && findReplay(invitation, idempotencyKey, invitation.createdAt);
        if (earlier) return earlier;
        const refusal = numberRefusal(engine, invitation);
        if (refusal) return refusal;
        insertInvitation(invitation, remote);
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
        if (mail) insertMail(engine, mail);
        return {result: 'created' as const, invitation};
      });
    },
    findReplay: async (scope, key, now) => findReplay(scope, key, now),
    async ensureInvitation(candidate, now, remote) {
      return write(() => {
        const current = invitationOfClient(candidate.projectId, candidate.mode, candidate.externalId);
        const connected = current && connectionOf(current)?.sender !== undefined;
        const open = current && current.lapsesAt !== null && current.lapsesAt > now;
        if (current && (connected || open)) return {result: 'found' as const, invitation: current};
        const refusal = numberRefusal(engine, candidate);
        if (refusal) return refusal;
        insertInvitation(candidate, remote);
        return {result: 'created' as const, invitation: candidate};
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
    async listInvitations(scope, query) {
      const {sql, parameters} = listStatement(scope, query);
      return many(invitations, sql, parameters);
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
        if (!replaceInvitation(engine, before, invitation)) return false;
        if (invitation.lapsesAt === null)
          endAttempts(engine, invitation.id, 'cancelled', invitation.updatedAt);
        insertEvent(engine, event);
        return true;
      });
    },
    async saveAmendment(before, invitation, events) {
      return write(() => {
        const isReopened = before.status === 'expired' && invitation.lapsesAt !== null;
        const refusal = isReopened ? numberRefusal(engine, invitation) : undefined;
        if (refusal) return refusal;
        if (!replaceInvitation(engine, before, invitation)) return {result: 'lost' as const};
        for (const event of events) insertEvent(engine, event);
        return {result: 'saved' as const};
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
  };
}

/**
 * Inside a unit of work. Compare-and-set: the row must still be the one that the decision was made on. A view that came
 * in meanwhile stays, and so does the time of the next reminder unless the decision is about that (of two assignments
 * the last one counts).
 */
export function replaceInvitation(engine: SqliteEngine, before: Before, invitation: Invitation): boolean {
  return engine.changed(
    `UPDATE invitations SET ${invitations.assignments}, viewed_at = coalesce(viewed_at, @viewedAt),
       next_reminder_at = iif(@nextReminderAt IS @reminderBefore, next_reminder_at, @nextReminderAt)
     WHERE id = @id AND status = @statusBefore AND attempt_id IS @attemptBefore AND updated_at = @updatedBefore`,
    {
      ...invitations.toParameters(invitation),
      statusBefore: before.status,
      attemptBefore: before.attemptId,
      updatedBefore: before.updatedAt,
      reminderBefore: before.nextReminderAt,
    },
  );
}

/** Inside a unit of work: ends a running attempt, and forgets the secrets of all of them. */
export function endAttempts(
  {prepare}: SqliteEngine,
  invitationId: string,
  status: 'replaced' | 'cancelled',
  now: number,
): void {
  prepare(
    `UPDATE attempts SET status = ?, finished_at = ?, updated_at = ?, locked_until = NULL
     WHERE invitation_id = ? AND status = 'running'`,
  ).run(status, now, now, invitationId);
  prepare(
    `UPDATE attempts SET sealed_business_token = NULL, sealed_pin = NULL
     WHERE invitation_id = ? AND sealed_business_token IS NOT NULL`,
  ).run(invitationId);
}
