import Database from 'better-sqlite3';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {readConfig} from '../../../server/config.ts';
import {type Service, startService} from '../../../server/service.ts';
import {readMigrations} from '../../../server/store/migrate.ts';
import {openSqlite} from '../../../server/store/sqlite.ts';

const fixture = readFileSync(new URL('./fixtures/schema-1.sql', import.meta.url), 'utf8');
const {now, key, clientSecret} = JSON.parse(/^-- ({.*})$/m.exec(fixture)?.[1] ?? '{}') as {
  now: number;
  key: string;
  clientSecret: string;
};

let folder: string;
const file = () => join(folder, 'old.db');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zpi-upgrade-'));
  const db = new Database(file());
  db.pragma('journal_mode = WAL');
  db.exec(readMigrations('sqlite')[0]?.sql ?? '');
  db.exec(fixture);
  db.pragma('user_version = 1');
  db.close();
});

afterEach(() => rmSync(folder, {recursive: true, force: true}));

function read<T>(use: (db: Database.Database) => T): T {
  const db = new Database(file(), {readonly: true});
  try {
    return use(db);
  } finally {
    db.close();
  }
}

type Rows = Record<string, Record<string, unknown>[]>;

/** Columns that were made anew under another name, in another shape. */
const remade = ['phone', 'waba_phone_number_id'];

/** All rows of all tables, of the columns that `like` has: those that came later are left out. */
const rowsOf = (like?: Rows): Rows =>
  read((db) => {
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all() as string[];
    const columnsOf = (table: string) =>
      like
        ? Object.keys(like[table]?.[0] ?? {})
        : (db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[]).filter(
            (column) => !remade.includes(column),
          );
    return Object.fromEntries(
      tables
        .filter((table) => columnsOf(table).length > 0)
        .map((table) => [
          table,
          db.prepare(`SELECT ${columnsOf(table).join(', ')} FROM ${table} ORDER BY 1`).all(),
        ]),
    ) as Rows;
  });

const versionOf = () => read((db) => db.pragma('user_version', {simple: true}));

describe('a database of the release before', () => {
  test('is opened with every row as it was, sound', async () => {
    const before = rowsOf();
    const store = openSqlite(file());
    expect(await store.checkIntegrity()).toEqual([]);
    await store.close();
    expect(versionOf()).toBe(readMigrations('sqlite').length);
    const filled = Object.fromEntries(Object.entries(before).filter(([, rows]) => rows.length > 0));
    expect(Object.keys(filled)).toEqual(
      expect.arrayContaining(['sessions', 'attempts', 'senders', 'events']),
    );
    expect(rowsOf(filled)).toEqual(filled);
  });

  test('is as it was when the upgrade is killed in its middle, and upgrades after that', async () => {
    const before = rowsOf();
    const [, upgrade] = readMigrations('sqlite');
    // Everything but the commit, and no chance to take it back.
    const script = `
      import Database from 'better-sqlite3';
      const db = new Database(process.argv[1]);
      db.pragma('foreign_keys = ON');
      db.pragma('cache_size = 1');
      db.exec('BEGIN IMMEDIATE');
      db.exec(${JSON.stringify(upgrade?.sql)});
      db.pragma('user_version = 2');
      process.kill(process.pid, 'SIGKILL');
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, file()], {
      cwd: fileURLToPath(new URL('../../../', import.meta.url)),
      stdio: 'inherit',
    });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(versionOf()).toBe(1);
    expect(rowsOf()).toEqual(before);
    await openSqlite(file()).close();
    expect(versionOf()).toBe(readMigrations('sqlite').length);
  });
});

describe('the service on a database of the release before', () => {
  let service: Service;

  beforeEach(async () => {
    const config = readConfig({
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: `file:${file()}`,
      SECRET_KEY: 'key-of-a-fixture-of-at-least-32-characters',
      LOG_LEVEL: 'silent',
      RATE_LIMIT: '0',
    });
    service = await startService(config, {clock: {now: () => now + 60_000}});
  });

  afterEach(() => service.close());

  const api = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(service.localUrl + path, {
      method,
      headers: {authorization: `Bearer ${key}`, 'content-type': 'application/json'},
      ...(body !== undefined && {body: JSON.stringify(body)}),
    });
    return await response.json();
  };

  test('shows, cancels and tells of what was there, and counts its events on', async () => {
    const {items} = await api('GET', '/v1/invitations');
    const statuses = items.map(({status}: {status: string}) => status).sort();
    expect(statuses).toEqual([
      'cancelled',
      'completed',
      'completed',
      'expired',
      'failed',
      'in_progress',
      'pending',
      'pending',
    ]);
    const {token, id} = items.find(({clientName}: {clientName: string}) => clientName === "Pending d'Or");
    expect((await fetch(`${service.localUrl}/invite/${token}`)).status).toBe(200);
    // A name that leads nowhere: that the delivery waits is enough.
    await api('POST', '/v1/invitations/webhook', {url: 'https://hooks.invalid/zavu'});
    const last = read((db) => db.prepare('SELECT max(seq) FROM events').pluck().get()) as number;
    expect((await api('POST', `/v1/invitations/${id}/cancel`)).invitation.status).toBe('cancelled');
    const event = read((db) => db.prepare('SELECT seq, subject, type FROM events ORDER BY seq DESC').get());
    expect(event).toEqual({seq: last + 1, subject: id, type: 'invitation.status_changed'});
    const deliveries = read((db) => db.prepare('SELECT event_seq, subject FROM deliveries').all());
    expect(deliveries).toEqual([{event_seq: last + 1, subject: id}]);
  });

  test('resumes a stream by the id of an event from before', async () => {
    const ids = read((db) =>
      db.prepare("SELECT id FROM events WHERE external_id = 'client-1' ORDER BY seq").pluck().all(),
    ) as string[];
    const abort = new AbortController();
    const response = await fetch(`${service.localUrl}/client/v1/events`, {
      headers: {
        authorization: `Bearer ${clientSecret}`,
        origin: 'https://app.example.com',
        'last-event-id': ids[0] ?? '',
      },
      signal: abort.signal,
    });
    let text = '';
    for await (const chunk of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString('utf8');
      if (text.includes(ids.at(-1) ?? '')) break;
    }
    abort.abort();
    expect([...text.matchAll(/^id: ?(.*)$/gm)].map(([, id]) => id)).toEqual(ids.slice(1));
  });
});
