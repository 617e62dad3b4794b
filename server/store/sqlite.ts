import Database from 'better-sqlite3';
import {mkdirSync} from 'node:fs';
import {dirname} from 'node:path';
import {readMigrations} from './migrate.ts';
import {createAccessStore} from './sqlite/access.ts';
import {createAttemptStore} from './sqlite/attempts.ts';
import {createDeliveryStore} from './sqlite/deliveries.ts';
import {createEndpointStore} from './sqlite/endpoints.ts';
import {createBulkStore} from './sqlite/bulk.ts';
import {createEngine} from './sqlite/engine.ts';
import {createEventStore} from './sqlite/events.ts';
import {createInboundStore} from './sqlite/inbound.ts';
import {createInvitationStore} from './sqlite/invitations.ts';
import {createPhoneNumberStore} from './sqlite/phone-numbers.ts';
import {createMailStore} from './sqlite/mails.ts';
import {createOutboxStore} from './sqlite/outbox.ts';
import {createRegistrationStore} from './sqlite/registrations.ts';
import {createRemoteStore} from './sqlite/remotes.ts';
import {createSenderStore} from './sqlite/senders.ts';
import {createStatisticsStore} from './sqlite/statistics.ts';
import {createUserDataStore} from './sqlite/user-data.ts';
import type {Store} from './store.ts';

/** Opens (and if needed makes and migrates) the database in this file. `:memory:` works for tests. */
export function openSqlite(file: string): Store {
  if (file !== ':memory:') mkdirSync(dirname(file), {recursive: true});
  const db = new Database(file);
  configure(db);
  migrate(db, file);
  db.pragma('busy_timeout = 100');
  return createStore(db);
}

function configure(db: Database.Database): void {
  // The wait is synchronous: for the migration it may be long, for requests group-commit.ts waits without blocking.
  db.pragma('busy_timeout = 5000');
  db.pragma('journal_mode = WAL');
  // On every connection: the engine falls back to NORMAL when it opens a file that is in WAL already.
  db.pragma('synchronous = FULL');
  db.pragma('trusted_schema = OFF');
}

function migrate(db: Database.Database, file: string): void {
  const migrations = readMigrations('sqlite');
  const version = Number(db.pragma('user_version', {simple: true}));
  if (version > migrations.length) {
    throw new Error(
      `${file} was written by a newer version of this service (schema ${version}, this one knows ${migrations.length}). Upgrade the service; the file was not touched.`,
    );
  }
  // A table that others point to is made anew by dropping it; what points nowhere afterwards undoes the migration.
  db.pragma('foreign_keys = OFF');
  for (const migration of migrations.slice(version)) {
    db.transaction(() => {
      // Another process may have migrated between our look and our lock.
      if (Number(db.pragma('user_version', {simple: true})) >= migration.version) return;
      db.exec(migration.sql);
      if ((db.pragma('foreign_key_check') as unknown[]).length > 0) {
        throw new Error(
          `${migration.name} would leave rows of ${file} that point nowhere. Nothing was changed.`,
        );
      }
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
  db.pragma('foreign_keys = ON');
}

function createStore(db: Database.Database): Store {
  const engine = createEngine(db);
  const {write, prepare, flush} = engine;
  return {
    ...createAccessStore(engine),
    ...createInvitationStore(engine),
    ...createAttemptStore(engine),
    ...createSenderStore(engine),
    ...createRegistrationStore(engine),
    ...createPhoneNumberStore(engine),
    ...createEventStore(engine),
    ...createStatisticsStore(engine),
    ...createEndpointStore(engine),
    ...createDeliveryStore(engine),
    ...createInboundStore(engine),
    ...createUserDataStore(engine),
    ...createMailStore(engine),
    ...createOutboxStore(engine),
    ...createBulkStore(engine),
    ...createRemoteStore(engine),

    async prune(now) {
      await write(() => {
        for (const table of ['sessions', 'tickets', 'idempotency_keys', 'api_keys']) {
          prepare(`DELETE FROM ${table} WHERE expires_at <= ?`).run(now);
        }
      });
    },
    async checkWritable() {
      await write(() =>
        prepare('INSERT OR REPLACE INTO write_probe VALUES (1, hex(randomblob(16384)))').run(),
      );
    },
    async checkIntegrity() {
      const rows = db.pragma('integrity_check') as {integrity_check: string}[];
      const broken = db.pragma('foreign_key_check') as {table: string; rowid: number}[];
      return [
        ...rows.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
        ...broken.map((row) => `${row.table} row ${row.rowid} points to something that is not there`),
      ];
    },
    async close() {
      flush();
      if (!db.open) return;
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.close();
    },
  };
}
