import Database from 'better-sqlite3';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {StorageError} from '../../../server/errors.ts';
import {GroupCommit} from '../../../server/store/sqlite/group-commit.ts';
import {openSqlite} from '../../../server/store/sqlite.ts';
import {describeStore} from './conformance.ts';

let folder: string;
const file = () => join(folder, 'store.db');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zpi-store-'));
});

afterEach(() => rmSync(folder, {recursive: true, force: true}));

describeStore('sqlite', {
  open: async () => openSqlite(file()),
  cleanUp: async () => undefined,
});

describe('the sqlite engine', () => {
  test('refuses a file of a newer version and leaves it untouched', async () => {
    await openSqlite(file()).close();
    const db = new Database(file());
    db.pragma('user_version = 999');
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    const before = readFileSync(file());
    expect(() => openSqlite(file())).toThrow(/newer version.*schema 999/);
    expect(readFileSync(file()).equals(before)).toBe(true);
  });

  test('says so when the file is no database', () => {
    writeFileSync(file(), 'this is not a database, it is a text file of some length'.repeat(20));
    expect(() => openSqlite(file())).toThrow(/not a database/);
  });

  test('two connections write to one file without losing anything', async () => {
    const [one, two] = [openSqlite(file()), openSqlite(file())];
    const make = (store: typeof one, name: string) =>
      store.ensureProject({id: name, name, settings: {}, createdAt: 1});
    await Promise.all(
      Array.from({length: 100}, (_, count) => make(count % 2 ? one : two, `project ${count}`)),
    );
    expect(await one.listProjects()).toHaveLength(100);
    await Promise.all([one.close(), two.close()]);
  });
});

describe('group commit', () => {
  let db: Database.Database;
  let groupCommit: GroupCommit;

  beforeEach(() => {
    db = new Database(file());
    db.pragma('journal_mode = WAL');
    db.exec('CREATE TABLE numbers (n INTEGER UNIQUE)');
    groupCommit = new GroupCommit(db);
  });

  afterEach(() => db.close());

  const insert = (n: number) => groupCommit.run(() => db.prepare('INSERT INTO numbers VALUES (?)').run(n));
  const stored = () => db.prepare('SELECT n FROM numbers ORDER BY n').pluck().all();

  test('a unit that fails takes only itself back', async () => {
    const outcomes = await Promise.allSettled([insert(1), insert(1), insert(2)]);
    expect(outcomes.map(({status}) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(stored()).toEqual([1, 2]);
  });

  test('more units than fit into one commit are all written, in order', async () => {
    await Promise.all(Array.from({length: 500}, (_, n) => insert(n)));
    expect(stored()).toEqual(Array.from({length: 500}, (_, n) => n));
  });

  test('a full disk refuses with StorageError, keeps what was acknowledged, and ends when there is room', async () => {
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', {simple: true})) + 3}`);
    db.exec('CREATE TABLE texts (n INTEGER, t TEXT)');
    const write = (n: number) =>
      groupCommit.run(() => db.prepare('INSERT INTO texts VALUES (?, ?)').run(n, 'x'.repeat(500)));
    const acknowledged: number[] = [];
    const refused: unknown[] = [];
    await Promise.all(
      Array.from({length: 100}, (_, n) =>
        write(n).then(
          () => acknowledged.push(n),
          (error: unknown) => refused.push(error),
        ),
      ),
    );
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every((error) => error instanceof StorageError)).toBe(true);
    expect(db.prepare('SELECT n FROM texts ORDER BY n').pluck().all()).toEqual(acknowledged);
    db.pragma('max_page_count = 100000');
    await write(1_000);
    expect(db.prepare('SELECT count(*) FROM texts WHERE n = 1000').pluck().get()).toBe(1);
  });
});
