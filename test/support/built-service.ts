import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Invitation} from '../../server/contract/invitations.ts';
import {eventually} from './harness.ts';
import {runCli, ServiceProcess} from './process.ts';

/** The built service with a database, a test key and what a platform asks of it. */
export class BuiltService {
  readonly #process: ServiceProcess;
  readonly #folder: string;
  readonly key: string;

  private constructor(process: ServiceProcess, folder: string, key: string) {
    this.#process = process;
    this.#folder = folder;
    this.key = key;
  }

  static async start(): Promise<BuiltService> {
    const folder = mkdtempSync(join(tmpdir(), 'zpi-built-'));
    const environment = {DATABASE_URL: `file:${join(folder, 'service.db')}`};
    const words = ['keys', 'create', '--mode', 'test', '--project', 'Luma Desk', '--json'];
    const {stdout} = await runCli(words, environment);
    const process = await ServiceProcess.start(environment);
    return new BuiltService(process, folder, (JSON.parse(stdout) as {key: string}).key);
  }

  get url(): string {
    return this.#process.url;
  }

  async api<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const response = await fetch(this.url + path, {
      method,
      headers: {authorization: `Bearer ${this.key}`, 'content-type': 'application/json'},
      ...(body !== undefined && {body: JSON.stringify(body)}),
    });
    return (await response.json()) as Body;
  }

  /** What play-Meta does next; with `auto` without a person. */
  play(scenario: string, auto: boolean): Promise<unknown> {
    return this.api('POST', '/sandbox/control', {scenario, auto});
  }

  async invite(fields: Record<string, unknown> = {}): Promise<Invitation> {
    const body = {clientName: 'Bakery Luna', ...fields};
    return (await this.api<{invitation: Invitation}>('POST', '/v1/invitations', body)).invitation;
  }

  async retrieve({id}: Pick<Invitation, 'id'>): Promise<Invitation> {
    return (await this.api<{invitation: Invitation}>('GET', `/v1/invitations/${id}`)).invitation;
  }

  becomes(invitation: Pick<Invitation, 'id'>, status: string): Promise<Invitation> {
    return eventually(
      () => this.retrieve(invitation),
      (now) => now.status === status,
    );
  }

  async stop(): Promise<void> {
    await this.#process.stop();
    rmSync(this.#folder, {recursive: true, force: true});
  }
}
