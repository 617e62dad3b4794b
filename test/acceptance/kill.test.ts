import Database from 'better-sqlite3';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {expect, test} from 'vitest';
import type {Invitation} from '../../server/contract/invitations.ts';
import {callbackPath, stateOf} from '../support/fake-graph.ts';
import {eventually, TestBrowser} from '../support/harness.ts';
import {freePort, runCli, ServiceProcess} from '../support/process.ts';
import {type ClientKind, RecordingGraph, rightPin} from '../support/recording-graph.ts';

/*
 * The service is killed in the middle of signups, again and again, at each call to Meta: before the answer, the moment it has left, and
 * some milliseconds later. Meta is played in this process, so it remembers what the dead one had done.
 */

type Moment = 'before the answer' | 'at the answer' | 'after the answer';
const moments: Moment[] = ['before the answer', 'at the answer', 'after the answer'];

/** The calls at which each kind of signup is killed; a number is which one of that name. */
const points: [ClientKind, string, number][] = [
  ['plain', 'GET access_token', 1],
  ['plain', 'GET debug_token', 1],
  ['plain', 'GET phone_numbers', 1],
  ['plain', 'POST assigned_users', 1],
  ['plain', 'POST whatsapp_credit_sharing_and_attach', 1],
  ['plain', 'POST subscribed_apps', 1],
  ['plain', 'POST register', 1],
  ['several', 'GET phone_numbers', 1],
  ['several', 'POST subscribed_apps', 1],
  ['several', 'POST register', 1],
  ['pin', 'POST register', 1],
  ['pin', 'POST register', 2],
  ['slow_name', 'POST register', 1],
  ['app', 'POST subscribed_apps', 1],
  ['app', 'POST smb_app_data', 1],
  ['app', 'POST smb_app_data', 2],
  ['plain', 'the end', 1],
];

interface Run {
  client: number;
  kind: ClientKind;
  name: string;
  count: number;
  moment: Moment;
}

const runs: Run[] = [...moments, ...moments]
  .flatMap((moment) => points.map((point) => ({moment, point})))
  .map(({moment, point: [kind, name, count]}, client) => ({client, kind, name, count, moment}));

/** One database with its service, which dies once in every run. */
class Lane {
  readonly #graph: RecordingGraph;
  readonly #folder = mkdtempSync(join(tmpdir(), 'zpi-kill-'));
  #environment: Record<string, string> = {};
  #key = '';
  #service: ServiceProcess | undefined;
  #run: Run | undefined;
  #died: () => void = () => {};
  readonly #clients: {run: Run; invitation: Invitation; browser: TestBrowser}[] = [];
  /** What was killed where, as it happened. */
  readonly kills: string[] = [];

  constructor(graph: RecordingGraph) {
    this.#graph = graph;
  }

  async play(laneRuns: Run[]): Promise<void> {
    const port = String(await freePort());
    this.#environment = {
      ...this.#graph.environment,
      DATABASE_URL: `file:${join(this.#folder, 'service.db')}`,
      PORT: port,
      SANDBOX: 'off',
      LOG_LEVEL: 'silent',
    };
    const {stdout} = await runCli(['keys', 'create', '--mode', 'live', '--json'], this.#environment);
    this.#key = (JSON.parse(stdout) as {key: string}).key;
    for (const run of laneRuns) await this.#killOnce(run);
    await this.#restart();
    for (const {run, invitation, browser} of this.#clients)
      await this.#comesToItsEnd(run, invitation, browser);
    await this.#service?.stop('SIGKILL');
  }

  /** Called for every call to Meta: whether this is where the service dies. */
  async onCall(client: number, name: string, count: number, answered: Promise<void>): Promise<void> {
    const run = this.#run;
    if (run?.client !== client || run.name !== name || run.count !== count) return;
    if (run.moment === 'before the answer') return this.#kill(run);
    void answered.then(async () => {
      if (run.moment === 'after the answer') await wait(1 + (client % 9));
      await this.#kill(run);
    });
  }

  clean(): void {
    rmSync(this.#folder, {recursive: true, force: true});
  }

  read<Row>(sql: string, ...parameters: unknown[]): Row[] {
    const db = new Database(join(this.#folder, 'service.db'), {readonly: true});
    try {
      return db.prepare(sql).all(...parameters) as Row[];
    } finally {
      db.close();
    }
  }

  async #killOnce(run: Run): Promise<void> {
    await this.#restart();
    this.#run = run;
    const dead = new Promise<void>((resolve) => (this.#died = resolve));
    const {invitation} = (await this.#api('POST', '/v1/invitations', {})) as {invitation: Invitation};
    const browser = new TestBrowser(this.#service?.url ?? '');
    this.#clients.push({run, invitation, browser});
    await browser.start(invitation);
    const signup = this.#signUp(browser, `code-${run.client}`).catch(() => 'the connection was lost');
    const end = await Promise.race([dead, signup]);
    if (end !== undefined) await this.#kill(run);
    await dead;
    await signup;
  }

  async #kill(run: Run): Promise<void> {
    if (this.#run !== run) return;
    this.#run = undefined;
    this.kills.push(`${run.kind} ${run.name} ${run.count} ${run.moment}`);
    await this.#service?.stop('SIGKILL');
    this.#died();
  }

  /** After a while: nobody holds anything any more that the dead one held. */
  async #restart(): Promise<void> {
    if (this.kills.length > 0) {
      const db = new Database(join(this.#folder, 'service.db'));
      db.prepare('UPDATE attempts SET locked_until = locked_until - 60000').run();
      expect(db.pragma('integrity_check', {simple: true})).toBe('ok');
      db.close();
    }
    this.#service = await ServiceProcess.start(this.#environment);
  }

  /** The client comes back from the dialog, and does what the pages ask for. */
  async #signUp(browser: TestBrowser, code: string): Promise<string> {
    const state = stateOf(browser);
    let {body} = await browser.open(callbackPath({code, state}));
    for (;;) {
      const page = /data-page="(\w+)"/.exec(body)?.[1];
      const path = new URL(browser.visited.at(-1) ?? '').pathname;
      if (page === 'choose') {
        const [, accountId = ''] = /name="accountId" value="(\d+)"/.exec(body) ?? [];
        ({body} = await browser.open(`${path}/choose`, {accountId}));
      } else if (page === 'pin') {
        const [, tries = ''] = /name="tries" value="(\d+)"/.exec(body) ?? [];
        ({body} = await browser.open(`${path}/pin`, {pin: rightPin, tries}));
      } else if (page === 'progress') {
        await wait(20);
        ({body} = await browser.open(path));
      } else {
        return page ?? body;
      }
    }
  }

  async #comesToItsEnd(run: Run, invitation: Invitation, browser: TestBrowser): Promise<void> {
    // A reload of the callback, too, exchanges nothing again.
    let end = await this.#signUp(browser, `code-${run.client}`);
    const failed = await this.#retrieve(invitation);
    if (end !== 'connected') {
      expect(failed, `${run.kind} ${run.name} ${run.moment}: ${end}`).toMatchObject({
        status: 'failed',
        senderId: null,
      });
      await browser.start(invitation);
      end = await this.#signUp(browser, `code-${run.client}-again`);
    }
    expect(end, `${run.kind} ${run.name} ${run.moment}`).toBe('connected');
    const done = await eventually(
      () => this.#retrieve(invitation),
      ({status}) => status === 'completed',
    );
    const senders = this.read('SELECT id, registration FROM senders WHERE invitation_id = ?', invitation.id);
    const registration = {slow_name: 'pending', app: 'none'}[run.kind as string] ?? 'registered';
    expect(senders).toEqual([{id: done.senderId, registration}]);
  }

  async #retrieve({id}: Invitation): Promise<Invitation> {
    return ((await this.#api('GET', `/v1/invitations/${id}`)) as {invitation: Invitation}).invitation;
  }

  async #api(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch((this.#service?.url ?? '') + path, {
      method,
      headers: {authorization: `Bearer ${this.#key}`, 'content-type': 'application/json'},
      ...(body !== undefined && {body: JSON.stringify(body)}),
    });
    return response.json();
  }
}

test('killed a hundred times in the middle of signups: each ends with one sender or can be tried again', async () => {
  const graph = await RecordingGraph.start();
  for (const {client, kind} of runs) graph.kinds.set(client, kind);
  const lanes = Array.from({length: 4}, () => new Lane(graph));
  const laneOf = (client: number) => lanes[client % lanes.length];
  graph.onCall = async ({client, name, count}, answered) =>
    laneOf(client)?.onCall(client, name, count, answered);
  try {
    await Promise.all(
      lanes.map((lane, index) => lane.play(runs.filter(({client}) => client % lanes.length === index))),
    );
    const kills = lanes.flatMap((lane) => lane.kills);
    expect(kills).toHaveLength(runs.length);
    expect(kills.length).toBeGreaterThanOrEqual(100);
    expect(new Set(graph.codes).size, 'no code was exchanged twice').toBe(graph.codes.length);
    expect(Math.max(...graph.registrations.values())).toBeLessThanOrEqual(9);
    const left = lanes.flatMap((lane) =>
      lane.read("SELECT id FROM attempts WHERE status = 'running' OR sealed_business_token IS NOT NULL"),
    );
    expect(left, 'no attempt hangs, and none keeps a secret').toEqual([]);
  } finally {
    graph.stop();
    for (const lane of lanes) lane.clean();
  }
}, 300_000);
