import Database from 'better-sqlite3';
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {createSecrets} from '../../server/secrets.ts';
import {openSqlite} from '../../server/store/sqlite.ts';
import {createFixture} from '../server/store/fixture.ts';
import {eventually} from '../support/harness.ts';
import {answer, Receiver} from '../support/receiver.ts';
import {addEndpoint} from '../support/webhooks.ts';

const kills = 50;
/** A process takes eight at once, and what it had in hand waits for its lease to run out: enough for each. */
const events = 500;
const secretKey = 'x'.repeat(32);

let folder: string;
let file: string;
let receiver: Receiver;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zpi-kills-'));
  file = join(folder, 'service.db');
  receiver = await Receiver.start();
});

afterEach(async () => {
  await receiver.stop();
  rmSync(folder, {recursive: true, force: true});
});

/** An endpoint, and events that wait for it. */
async function seed(): Promise<void> {
  const store = openSqlite(file);
  const project = await store.ensureProject({id: 'prj_0', name: 'Platform', settings: {}, createdAt: 1});
  const {clock, newId, create, start} = createFixture(store, project);
  await addEndpoint({store, clock, newId, secrets: createSecrets([secretKey])}, receiver.url);
  await Promise.all(Array.from({length: events}, async () => start(await create())));
  await store.close();
}

/** The built service. */
function run(): ChildProcess {
  return spawn(process.execPath, ['dist/node/server/main.js'], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      HOST: '127.0.0.1',
      SANDBOX: 'off',
      LOG_LEVEL: 'error',
      DATABASE_URL: `file:${file}`,
      SECRET_KEY: secretKey,
      WEBHOOK_ALLOW_PRIVATE: '1',
    },
    stdio: 'ignore',
  });
}

function countByStatus(): Record<string, number> {
  const db = new Database(file, {readonly: true});
  try {
    const rows = db.prepare('SELECT status, count(*) AS count FROM deliveries GROUP BY status').all();
    return Object.fromEntries(
      (rows as {status: string; count: number}[]).map(({status, count}) => [status, count]),
    );
  } finally {
    db.close();
  }
}

/** After a while: nobody holds anything any more that the dead ones held. */
function releaseAll(): void {
  const db = new Database(file);
  db.prepare('UPDATE deliveries SET locked_until = locked_until - 60000').run();
  db.close();
}

test('killed fifty times between the answer and the mark: every event arrives, and a repeat has the same id', async () => {
  await seed();
  for (let kill = 0; kill < kills; kill += 1) {
    const child = run();
    receiver.react = (res) => res.writeHead(200).end('ok', () => child.kill('SIGKILL'));
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
  }
  receiver.react = answer(200);
  releaseAll();
  const child = run();
  await eventually(
    async () => countByStatus(),
    ({succeeded}) => succeeded === events,
    60_000,
  );
  child.kill('SIGTERM');
  await once(child, 'exit');

  const bodies = new Map<unknown, Set<string>>();
  for (const {headers, body} of receiver.received) {
    const id = headers['webhook-id'];
    expect(id).toBe(JSON.parse(body).id);
    bodies.set(id, (bodies.get(id) ?? new Set()).add(body));
  }
  expect(bodies.size).toBe(events);
  for (const sent of bodies.values()) expect(sent.size).toBe(1);
  // The kills did fall where they should.
  expect(receiver.received.length).toBeGreaterThan(events);
}, 240_000);
