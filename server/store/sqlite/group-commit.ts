import type {Database, Statement} from 'better-sqlite3';
import {StorageError} from '../../errors.ts';

interface Unit {
  work: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** Above this, waiting for more would cost the first ones more than the shared sync saves. */
const unitsMax = 64;
/** Another process holds the file: tried again for about five seconds, without blocking. */
const busyRetriesMax = 40;

/**
 * Commits concurrent units of work together: each runs in its own savepoint, one sync makes all of them durable,
 * and only then are their promises resolved. A unit that throws takes only itself back.
 */
export class GroupCommit {
  readonly #db: Database;
  readonly #statements: Record<'begin' | 'commit' | 'rollback' | 'savepoint' | 'release' | 'undo', Statement>;
  #waiting: Unit[] = [];
  #scheduled = false;

  constructor(db: Database) {
    this.#db = db;
    this.#statements = {
      // Immediate: a deferred transaction that reads first and writes then fails with BUSY at once.
      begin: db.prepare('BEGIN IMMEDIATE'),
      commit: db.prepare('COMMIT'),
      rollback: db.prepare('ROLLBACK'),
      savepoint: db.prepare('SAVEPOINT unit'),
      release: db.prepare('RELEASE unit'),
      undo: db.prepare('ROLLBACK TO unit'),
    };
  }

  run<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({work, resolve: resolve as (value: unknown) => void, reject});
      if (this.#scheduled) return;
      this.#scheduled = true;
      // After the I/O of this turn, so that all requests that arrived together are committed together.
      setImmediate(() => this.flush());
    });
  }

  /** Commits what is waiting, now. */
  flush(): void {
    this.#scheduled = false;
    const units = this.#waiting.splice(0, unitsMax);
    if (units.length > 0) this.#commit(units, 0);
    if (this.#waiting.length > 0 && !this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => this.flush());
    }
  }

  #commit(units: Unit[], retries: number): void {
    const settle: (() => void)[] = [];
    try {
      this.#statements.begin.run();
      for (const unit of units) settle.push(this.#runUnit(unit));
      this.#statements.commit.run();
    } catch (error) {
      this.#takeBack();
      if (isBusy(error) && retries < busyRetriesMax) {
        setTimeout(() => this.#commit(units, retries + 1), 25);
        return;
      }
      for (const unit of units) unit.reject(toStorageError(error));
      return;
    }
    for (const done of settle) done();
  }

  #takeBack(): void {
    try {
      if (this.#db.inTransaction) this.#statements.rollback.run();
    } catch {
      // The disk is in such a state that even this fails; the reason is already on its way to the callers.
    }
  }

  #runUnit({work, resolve, reject}: Unit): () => void {
    this.#statements.savepoint.run();
    try {
      const value = work();
      this.#statements.release.run();
      return () => resolve(value);
    } catch (error) {
      // A full disk may have ended the whole transaction; then the others must not be told that they are safe.
      if (!this.#db.inTransaction || isStorageFailure(error)) throw error;
      this.#statements.undo.run();
      this.#statements.release.run();
      return () => reject(error);
    }
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');
const isBusy = (error: unknown) => codeOf(error).startsWith('SQLITE_BUSY');
const isStorageFailure = (error: unknown) =>
  /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY)/.test(codeOf(error));

function toStorageError(error: unknown): unknown {
  if (!isStorageFailure(error)) return error;
  return new StorageError(`The database cannot be written (${codeOf(error)}).`, {cause: error});
}
