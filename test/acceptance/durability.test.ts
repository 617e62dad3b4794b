import Database from 'better-sqlite3';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {Invitation} from '../../server/contract/invitations.ts';
import {eventually, TestBrowser} from '../support/harness.ts';
import {runCli, ServiceProcess} from '../support/process.ts';

let folder: string;
let environment: Record<string, string>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zpi-durability-'));
  environment = {DATABASE_URL: `file:${join(folder, 'service.db')}`};
});

afterEach(() => rmSync(folder, {recursive: true, force: true}));

async function makeKey(): Promise<string> {
  const {stdout} = await runCli(['keys', 'create', '--mode', 'test', '--json'], environment);
  return (JSON.parse(stdout) as {key: string}).key;
}

async function create(
  service: ServiceProcess,
  key: string,
  clientName: string,
): Promise<{status: number; id: string}> {
  const response = await fetch(`${service.url}/v1/invitations`, {
    method: 'POST',
    headers: {authorization: `Bearer ${key}`, 'content-type': 'application/json'},
    body: JSON.stringify({clientName}),
  });
  const body = (await response.json()) as {invitation?: {id: string}};
  return {status: response.status, id: body.invitation?.id ?? ''};
}

function storedIds(): Set<unknown> {
  const db = new Database(join(folder, 'service.db'), {readonly: true});
  try {
    expect(db.pragma('integrity_check', {simple: true})).toBe('ok');
    return new Set(db.prepare('SELECT id FROM invitations').pluck().all());
  } finally {
    db.close();
  }
}

test('killed twenty times while creating under load: every acknowledged invitation is there', async () => {
  const key = await makeKey();
  const acknowledged: string[] = [];
  for (let kill = 0; kill < 20; kill += 1) {
    const service = await ServiceProcess.start(environment);
    const client = async () => {
      for (;;) acknowledged.push((await create(service, key, `kill ${kill}`)).id);
    };
    const load = Promise.allSettled(Array.from({length: 16}, client));
    const before = acknowledged.length;
    while (acknowledged.length < before + 20 + kill * 5)
      await new Promise((resolve) => setTimeout(resolve, 1));
    await service.stop('SIGKILL');
    await load;
    const stored = storedIds();
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  }
  expect(acknowledged.length).toBeGreaterThan(20 * 20);
}, 120_000);

test('a stop lets a signup that is under way come to its end', async () => {
  const key = await makeKey();
  const service = await ServiceProcess.start(environment);
  const call = (method: string, path: string, body?: unknown) =>
    fetch(service.url + path, {
      method,
      headers: {authorization: `Bearer ${key}`, 'content-type': 'application/json'},
      ...(body !== undefined && {body: JSON.stringify(body)}),
    });
  await call('POST', '/sandbox/control', {scenario: 'slow', auto: true});
  const {invitation} = (await (await call('POST', '/v1/invitations', {})).json()) as {invitation: Invitation};
  const finished = new TestBrowser(service.url).start(invitation);
  await eventually(
    async () => readInvitation(invitation.id),
    (row) => row.step === 'discover',
  );
  await service.stop('SIGTERM');
  expect((await finished).status).toBe(200);
  expect(readInvitation(invitation.id)).toMatchObject({status: 'completed'});
});

function readInvitation(id: string): {status: string; step: string} {
  const db = new Database(join(folder, 'service.db'), {readonly: true});
  try {
    return db
      .prepare(
        `SELECT invitations.status, attempts.step FROM invitations
         LEFT JOIN attempts ON attempts.id = invitations.attempt_id WHERE invitations.id = ?`,
      )
      .get(id) as {status: string; step: string};
  } finally {
    db.close();
  }
}

test('on a full disk reads go on, writes answer 503, and nothing acknowledged is lost', async ({skip}) => {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], {stdio: 'ignore'});
  if (mounted.status !== 0) {
    console.log('SKIPPED: a full disk needs a small file system, and this user may not mount one');
    skip();
  }
  environment = {...environment, DATABASE_URL: `file:${join(disk, 'service.db')}`};
  try {
    const key = await makeKey();
    const service = await ServiceProcess.start(environment);
    const acknowledged: string[] = [];
    const refused: number[] = [];
    while (refused.length < 3) {
      const answer = await create(service, key, 'x'.repeat(100));
      if (answer.status === 201) acknowledged.push(answer.id);
      else refused.push(answer.status);
    }
    expect(refused).toEqual([503, 503, 503]);
    const authorization = {authorization: `Bearer ${key}`};
    for (const id of [acknowledged[0], acknowledged.at(-1)]) {
      expect((await fetch(`${service.url}/v1/invitations/${id}`, {headers: authorization})).status).toBe(200);
    }
    expect((await fetch(`${service.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);

    spawnSync('mount', ['-o', 'remount,size=8m', disk]);
    expect((await create(service, key, 'there is room again')).status).toBe(201);
    for (const id of acknowledged) {
      expect((await fetch(`${service.url}/v1/invitations/${id}`, {headers: authorization})).status).toBe(200);
    }
    await service.stop();
  } finally {
    spawnSync('umount', ['-l', disk]);
  }
});
