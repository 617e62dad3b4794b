import type {Invitation} from '../invitations/invitation.ts';
import type {QueuedMail} from '../mail/mail.ts';
import type {Scope} from '../projects/project.ts';
import type {NewRemote} from '../zavu/remote.ts';
import type {NumberRefusal} from './invitation-store.ts';

/** A row of a file on its way in: `rowHash` is what it is known by, for ever. */
export interface ImportedRow {
  rowHash: string;
  invitation: Invitation;
  /** What it goes out with. */
  mail?: QueuedMail | undefined;
  /** When Zavu keeps it. */
  remote?: NewRemote | undefined;
}

/** What became of a row. A refusal is about the number it wants; nothing was written for it. */
export type ImportOutcome = {result: 'created' | 'existing'} | NumberRefusal;

/** What many invitations at once need. */
export interface BulkStore {
  /** Those of the given hashes that were imported before, whatever has become of their invitations. */
  findImportedRows(scope: Scope, rowHashes: string[]): Promise<Set<string>>;
  /**
   * Adds the invitations of those rows that were not imported before, and remembers the rows. Answers what became of
   * each, in their order. All rows are of one project and mode.
   */
  importInvitations(rows: ImportedRow[]): Promise<ImportOutcome[]>;
}
