import type {Database, Statement} from 'better-sqlite3';
import {GroupCommit} from './group-commit.ts';
import type {Table} from './rows.ts';

/** Reads rows as records; what all parts of the store are written with. */
export interface SqliteEngine {
  /** Runs a unit of work in a transaction; resolves once it is durable. */
  write: <T>(work: () => T) => Promise<T>;
  /** A statement that is prepared once, however often it is asked for. */
  prepare: (sql: string) => Statement;
  one: <Row extends object>(table: Reader<Row>, sql: string, ...parameters: unknown[]) => Row | undefined;
  many: <Row extends object>(table: Reader<Row>, sql: string, ...parameters: unknown[]) => Row[];
  /** Runs a change; whether it changed anything. */
  changed: (sql: string, ...parameters: unknown[]) => boolean;
  /** Commits what is waiting, now. */
  flush: () => void;
}

type Reader<Row> = Pick<Table<Row>, 'toRecord'>;

export function createEngine(db: Database): SqliteEngine {
  const groupCommit = new GroupCommit(db);
  const prepared = new Map<string, Statement>();
  db.function('lower_case', {deterministic: true}, (text) =>
    typeof text === 'string' ? text.toLowerCase() : null,
  );
  const prepare = (sql: string) => {
    let statement = prepared.get(sql);
    if (!statement) prepared.set(sql, (statement = db.prepare(sql)));
    return statement;
  };
  return {
    write: (work) => groupCommit.run(work),
    prepare,
    one(table, sql, ...parameters) {
      const row = prepare(sql).get(...parameters);
      return row === undefined ? undefined : table.toRecord(row);
    },
    many: (table, sql, ...parameters) =>
      prepare(sql)
        .all(...parameters)
        .map((row) => table.toRecord(row)),
    changed: (sql, ...parameters) => prepare(sql).run(...parameters).changes > 0,
    flush: () => groupCommit.flush(),
  };
}
