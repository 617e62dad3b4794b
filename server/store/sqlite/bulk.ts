import type {BulkStore, ImportedRow, ImportOutcome} from '../bulk-store.ts';
import type {SqliteEngine} from './engine.ts';
import {invitations} from './tables.ts';

export function createBulkStore({write, prepare}: SqliteEngine): BulkStore {
  const importRow = ({rowHash, invitation}: ImportedRow): ImportOutcome => {
    const {projectId, mode} = invitation;
    const isKnown = prepare(
      'SELECT 1 FROM imported_rows WHERE project_id = ? AND mode = ? AND row_hash = ?',
    ).get(projectId, mode, rowHash);
    if (isKnown) return 'existing';
    try {
      prepare(invitations.insert).run(invitations.toParameters(invitation));
    } catch (error) {
      // Only this statement was undone; the other rows of the unit stay.
      if (isNumberTaken(error)) return 'number_taken';
      throw error;
    }
    prepare('INSERT INTO imported_rows VALUES (?, ?, ?, ?)').run(projectId, mode, rowHash, invitation.id);
    return 'created';
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

const isNumberTaken = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'SQLITE_CONSTRAINT_UNIQUE' &&
  error.message.includes('phone_number_id');
