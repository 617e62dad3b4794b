import type {NewRemote, Remote} from '../../zavu/remote.ts';
import type {SqliteEngine} from './engine.ts';
import {remotes} from './tables.ts';

/** Inside a unit of work: ties a new invitation to Zavu's; its intent has come true. */
export function insertRemote(engine: SqliteEngine, invitationId: string, remote: NewRemote): void {
  const row: Remote = {...remote, invitationId, polls: 0, lockedUntil: null};
  engine.prepare(remotes.insert).run(remotes.toParameters(row));
  deleteIntent(engine, invitationId);
}

/** Inside a unit of work. */
export function deleteIntent({prepare}: SqliteEngine, invitationId: string): void {
  prepare('DELETE FROM remote_intents WHERE invitation_id = ?').run(invitationId);
}
