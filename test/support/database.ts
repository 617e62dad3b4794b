import Database from 'better-sqlite3';
import type {TestService} from './harness.ts';

/** Rows as they lie on disk, for tests that ask what a copy of the database would give away. */
export function readRows(
  service: TestService,
  sql: string,
  ...parameters: unknown[]
): Record<string, unknown>[] {
  const db = new Database(service.databaseFile, {readonly: true});
  try {
    return db.prepare(sql).all(...parameters) as Record<string, unknown>[];
  } finally {
    db.close();
  }
}

/** Every value of every table, one text. */
export function dump(service: TestService): string {
  const tables = readRows(service, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  return tables.map(({name}) => JSON.stringify(readRows(service, `SELECT * FROM "${name}"`))).join('\n');
}

/** Writes what no route can, for states that only time or the outside world brings about. */
export function change(service: TestService, sql: string, ...parameters: unknown[]): void {
  const db = new Database(service.databaseFile);
  try {
    db.prepare(sql).run(...parameters);
  } finally {
    db.close();
  }
}
