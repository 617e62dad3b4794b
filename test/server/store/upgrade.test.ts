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
import {FakeGraph} from '../../support/fake-graph.ts';

/** A database as a release left it, and what a test needs to know of it. */
interface Fixture {
  schema: number;
  sql: string;
  now: number;
  key: string;
  clientSecret: string;
  /** Of the invitations that the key sees, sorted. */
  statuses: string[];
  /** A signup that waits for its client to choose a number; since schema 2. */
  choosing?: {path: string; browser: string};
  /** One that failed at the subscription, since Meta was down; live, since schema 2. */
  patient?: {id: string; token: string; browser: string};
}

const fixtures = [1, 2].map((schema): Fixture => {
  const sql = readFileSync(new URL(`./fixtures/schema-${schema}.sql`, import.meta.url), 'utf8');
  return {
    ...(JSON.parse(/^-- ({.*})$/m.exec(sql)?.[1] ?? '{}') as Omit<Fixture, 'schema' | 'sql'>),
    schema,
    sql,
  };
});

let folder: string;
const file = () => join(folder, 'old.db');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zpi-upgrade-'));
});

function makeOld({schema, sql}: Fixture): void {
  const db = new Database(file());
  db.pragma('journal_mode = WAL');
  for (const migration of readMigrations('sqlite').slice(0, schema)) db.exec(migration.sql);
  db.exec(sql);
  db.pragma(`user_version = ${schema}`);
  db.close();
}

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
const remade = ['phone', 'options', 'waba_phone_number_id'];

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

describe.each(fixtures)('a database of schema $schema', (fixture) => {
  beforeEach(() => makeOld(fixture));

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
    const upgrade = readMigrations('sqlite')[fixture.schema];
    // Everything but the commit, and no chance to take it back.
    const script = `
      import Database from 'better-sqlite3';
      const db = new Database(process.argv[1]);
      db.pragma('foreign_keys = OFF');
      db.pragma('cache_size = 1');
      db.exec('BEGIN IMMEDIATE');
      db.exec(${JSON.stringify(upgrade?.sql)});
      db.pragma('user_version = ${fixture.schema + 1}');
      process.kill(process.pid, 'SIGKILL');
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, file()], {
      cwd: fileURLToPath(new URL('../../../', import.meta.url)),
      stdio: 'inherit',
    });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(versionOf()).toBe(fixture.schema);
    expect(rowsOf()).toEqual(before);
    await openSqlite(file()).close();
    expect(versionOf()).toBe(readMigrations('sqlite').length);
  });
});

test('a signup that only had to be completed is of a number that was registered', async () => {
  const fixture = fixtures[1];
  if (!fixture) throw new Error('no fixture');
  makeOld(fixture);
  const db = new Database(file());
  // Killed between the registration and the end.
  db.prepare("UPDATE attempts SET step = 'complete', options = NULL WHERE step = 'choose'").run();
  db.close();
  await openSqlite(file()).close();
  const registrations = read((upgraded) =>
    upgraded.prepare('SELECT step, registration FROM attempts WHERE status = ? ORDER BY step').all('running'),
  );
  expect(registrations).toEqual([
    {step: 'complete', registration: 'registered'},
    {step: 'dialog', registration: null},
  ]);
});

test('the numbers of signups that were under way become accounts', async () => {
  const fixture = fixtures[1];
  if (!fixture) throw new Error('no fixture');
  makeOld(fixture);
  type Phone = Record<string, unknown>;
  const readJson = (columns: string) =>
    read(
      (db) =>
        db.prepare(`SELECT id, ${columns} FROM attempts ORDER BY id`).all() as Record<
          string,
          string | null
        >[],
    ).map(({id, one, several}) => ({
      id,
      one: one ? (JSON.parse(one) as Phone) : null,
      several: several ? (JSON.parse(several) as Phone[]) : null,
    }));
  const before = readJson('phone AS one, options AS several');
  expect(before.filter(({one}) => one)).not.toEqual([]);
  expect(before.filter(({several}) => several)).not.toEqual([]);
  await openSqlite(file()).close();
  const asAccount = (phone: Phone) => ({
    ...phone,
    channel: 'whatsapp',
    accountId: phone['wabaPhoneNumberId'],
    isCoexistence: false,
  });
  expect(readJson('account AS one, options AS several')).toEqual(
    before.map(({id, one, several}) => ({
      id,
      one: one && asAccount(one),
      several: several?.map(asAccount) ?? null,
    })),
  );
});

describe.each(fixtures)('the service on a database of schema $schema', (fixture) => {
  const {now, key, clientSecret, statuses: expectedStatuses, choosing, patient} = fixture;
  let service: Service;
  let graph: FakeGraph;

  beforeEach(async () => {
    makeOld(fixture);
    graph = await FakeGraph.start();
    const config = readConfig({
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: `file:${file()}`,
      SECRET_KEY: 'key-of-a-fixture-of-at-least-32-characters',
      LOG_LEVEL: 'silent',
      RATE_LIMIT: '0',
      ...graph.environment,
    });
    service = await startService(config, {clock: {now: () => now + 60_000}});
  });

  afterEach(async () => {
    await service.close();
    graph.stop();
  });

  const api = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(service.localUrl + path, {
      method,
      headers: {authorization: `Bearer ${key}`, 'content-type': 'application/json'},
      ...(body !== undefined && {body: JSON.stringify(body)}),
    });
    return await response.json();
  };

  test('shows, cancels and tells of what was there, and counts its events on', async () => {
    const {items} = await api('GET', '/v1/invitations?limit=100');
    const statuses = items.map(({status}: {status: string}) => status).sort();
    expect(statuses).toEqual(expectedStatuses);
    const {token, id} = items.find(({clientName}: {clientName: string}) => clientName === "Pending d'Or");
    expect((await fetch(`${service.localUrl}/invite/${token}`)).status).toBe(200);
    // A name that leads nowhere: that the delivery waits is enough.
    await api('POST', '/v1/invitations/webhook', {url: 'https://hooks.invalid/zavu'});
    const last = read((db) => db.prepare('SELECT max(seq) FROM events').pluck().get()) as number;
    expect((await api('POST', `/v1/invitations/${id}/cancel`)).invitation.status).toBe('cancelled');
    const event = read((db) => db.prepare('SELECT seq, subject, type FROM events ORDER BY seq DESC').get());
    expect(event).toEqual({seq: last + 1, subject: id, type: 'invitation.status_changed'});
    const deliveries = read((db) =>
      db.prepare('SELECT event_seq, subject FROM deliveries WHERE event_seq > ?').all(last),
    );
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

  if (!choosing || !patient) return;

  test('lets a client choose who had several numbers before', async () => {
    const response = await fetch(service.localUrl + choosing.path, {
      headers: {cookie: `zpi_browser=${choosing.browser}`},
    });
    const page = await response.text();
    expect(page).toContain('data-page="choose"');
    const offered = [...page.matchAll(/name="accountId" value="(\d+)"/g)].map(([, id]) => id);
    expect(offered).toHaveLength(3);
  });

  test('goes on with the account that Meta was down for', async () => {
    const response = await fetch(`${service.localUrl}/invite/${patient.token}/start`, {
      method: 'POST',
      redirect: 'manual',
      headers: {cookie: `zpi_browser=${patient.browser}`},
    });
    expect(response.headers.get('location')).toMatch(/\/signup\/att_/);
    await service.context.background.settled();
    expect(graph.codes).toEqual([]);
    expect(graph.requests).toContain('POST /1001/register');
    const sender = read((db) =>
      db
        .prepare('SELECT channel, account_id, waba_id, registration FROM senders WHERE invitation_id = ?')
        .get(patient.id),
    );
    expect(sender).toEqual({
      channel: 'whatsapp',
      account_id: '1001',
      waba_id: '2001',
      registration: 'registered',
    });
  });
});
