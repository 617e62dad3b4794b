import type {BulkStore, ImportedRow, ImportOutcome} from '../bulk-store.ts';
import type {SqliteEngine} from './engine.ts';
import {insertRemote} from './intents.ts';
import {insertMail} from './mails.ts';
import {numberRefusal} from './phone-numbers.ts';
import {invitations} from './tables.ts';

export function createBulkStore(engine: SqliteEngine): BulkStore {
  const {write, prepare} = engine;
  const importRow = ({rowHash, invitation, mail, remote}: ImportedRow): ImportOutcome => {
    const {projectId, mode} = invitation;
    const isKnown = prepare(
      'SELECT 1 FROM imported_rows WHERE project_id = ? AND mode = ? AND row_hash = ?',
    ).get(projectId, mode, rowHash);
    if (isKnown) return {result: 'existing'};
    const refusal = numberRefusal(engine, invitation);
    if (refusal) return refusal;
    prepare(invitations.insert).run(invitations.toParameters(invitation));
    if (remote) insertRemote(engine, invitation.id, remote);
    prepare('INSERT INTO imported_rows VALUES (?, ?, ?, ?)').run(projectId, mode, rowHash, invitation.id);
    if (mail) insertMail(engine, mail);
    return {result: 'created'};
  };

  return {
    async findImportedRows(scope, rowHashes) {
      const rows = prepare(
        `SELECT row_hash FROM imported_rows
         WHERE project_id = ? AND mode = ? AND row_hash IN (SELECT value FROM json_each(?))`,
      ).all(scope.projectId, scope.mode, JSON.stringify(rowHashes)) as {row_hash: string}[];
      return new Set(rows.map((row) => row.row_hash));
    },
    async importInvitations(rows) {
      return write(() => rows.map(importRow));
    },
  };
}
