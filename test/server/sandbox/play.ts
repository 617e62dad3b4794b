import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import express from 'express';
import {createSandbox} from '../../../server/sandbox/sandbox.ts';
import type {ScenarioName} from '../../../server/sandbox/scenarios.ts';

export const app = {
  appId: '400000000000001',
  appSecret: 'app-secret',
  configId: '410000000000001',
  messengerConfigId: '410000000000002',
  partner: {
    businessId: '200000000000001',
    systemUserId: '300000000000001',
    systemUserToken: 'system-user-token',
    creditLineId: '600000000000001',
  },
};

/** An answer of which a test checks the shape by its expectations. */
export type Json = Awaited<ReturnType<Response['json']>>;

/** What `debug_token` says about one permission. */
export interface GranularScope {
  scope: string;
  target_ids: string[];
}

/** A running sandbox with a clock that the test moves, and what a test does with it over HTTP. */
export class Play {
  #server: Server;
  readonly origin: string;
  now = Date.parse('2026-10-01T10:00:00Z');
  /** How long the sandbox wanted to wait, in milliseconds. */
  waits: number[] = [];
  isControlAllowed = true;

  static async start(): Promise<Play> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Play(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.restart();
  }

  /** Puts a new sandbox in the place of the old one, as a restart of the service does. */
  restart(): void {
    const sandbox = createSandbox({
      clock: {now: () => this.now},
      publicUrl: this.origin,
      app,
      redirectUri: this.redirectUri,
      callbackUrl: `${this.origin}/webhooks/meta`,
      isControlAllowed: async () => this.isControlAllowed,
      mayTellOf: async () => true,
      wait: async (ms) => {
        this.waits.push(ms);
      },
    });
    this.#server.removeAllListeners('request').on('request', express().use('/sandbox', sandbox.router));
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  get redirectUri(): string {
    return `${this.origin}/signup/meta/callback`;
  }

  async control(scenario: ScenarioName, auto = true): Promise<void> {
    const response = await this.post('/sandbox/control', {scenario, auto});
    if (!response.ok) throw new Error(await response.text());
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.origin + path, {
      method: 'POST',
      headers: {'content-type': 'application/json', ...headers},
      body: JSON.stringify(body),
    });
  }

  /** Calls the company that sells numbers, as the app. */
  async numbers(path: string, init: RequestInit = {}): Promise<{status: number; body: Json}> {
    const headers = {authorization: `Bearer ${app.appId}|${app.appSecret}`};
    const response = await fetch(`${this.origin}/sandbox/numbers${path}`, {headers, ...init});
    return {status: response.status, body: await response.json()};
  }

  async openDialog(changes: Record<string, string | undefined> = {}): Promise<Response> {
    const parameters = {
      client_id: app.appId,
      config_id: app.configId,
      redirect_uri: this.redirectUri,
      state: 'the state',
      response_type: 'code',
      override_default_response_type: 'true',
      ...changes,
    };
    const given = Object.entries(parameters).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const query = new URLSearchParams(given).toString();
    return fetch(`${this.origin}/sandbox/dialog/v24.0/dialog/oauth?${query}`, {redirect: 'manual'});
  }

  async getCode(scenario: ScenarioName, changes: Record<string, string> = {}): Promise<string> {
    await this.control(scenario);
    return codeOf(await this.openDialog(changes));
  }

  async exchange(code: string, changes: Record<string, string> = {}): Promise<Response> {
    const query = new URLSearchParams({
      client_id: app.appId,
      client_secret: app.appSecret,
      redirect_uri: this.redirectUri,
      code,
      ...changes,
    });
    return fetch(`${this.origin}/sandbox/graph/v24.0/oauth/access_token?${query.toString()}`);
  }

  async getToken(scenario: ScenarioName, changes: Record<string, string> = {}): Promise<string> {
    return this.exchangeForToken(await this.getCode(scenario, changes));
  }

  async exchangeForToken(code: string): Promise<string> {
    const response = await this.exchange(code);
    return ((await response.json()) as {access_token: string}).access_token;
  }

  async graph(path: string, token: string, init: RequestInit = {}): Promise<{status: number; body: Json}> {
    const response = await fetch(`${this.origin}/sandbox/graph/v24.0/${path}`, {
      ...init,
      headers: {authorization: `Bearer ${token}`, ...init.headers},
    });
    return {status: response.status, body: await response.json()};
  }

  async debugToken(token: string): Promise<Json> {
    const query = new URLSearchParams({input_token: token, access_token: `${app.appId}|${app.appSecret}`});
    const response = await fetch(`${this.origin}/sandbox/graph/v24.0/debug_token?${query.toString()}`);
    return ((await response.json()) as {data: unknown}).data;
  }

  /** Ids of the accounts that the token was granted, as a signup finds them. */
  async wabaIds(token: string): Promise<string[]> {
    const scopes: GranularScope[] = (await this.debugToken(token)).granular_scopes;
    return scopes.find(({scope}) => scope === 'whatsapp_business_management')?.target_ids ?? [];
  }

  /** All numbers of all accounts of the token. */
  async phones(token: string): Promise<Json[]> {
    const pages = await Promise.all(
      (await this.wabaIds(token)).map((wabaId) => this.graph(`${wabaId}/phone_numbers`, token)),
    );
    return pages.flatMap((page) => page.body.data);
  }
}

export function codeOf(response: Response): string {
  const location = new URL(response.headers.get('location') ?? '');
  const code = location.searchParams.get('code');
  if (!code) throw new Error(`No code in ${location.href}`);
  return code;
}
