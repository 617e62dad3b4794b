import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createApiKey} from '../../server/access/api-keys.ts';
import {readConfig} from '../../server/config.ts';
import type {Mode} from '../../server/contract/fields.ts';
import type {Invitation} from '../../server/contract/invitations.ts';
import {type Service, startService} from '../../server/service.ts';
import {TestClock} from './clock.ts';
import {checkAnswer} from './contract.ts';

export interface Answer<Body = any> {
  status: number;
  headers: Headers;
  body: Body;
}

/** The real service on a free port and a database file of its own, with a clock that the test moves. */
export class TestService {
  readonly clock = new TestClock();
  readonly #service: Service;
  readonly #folder: string;
  readonly keys: Record<Mode, string>;

  private constructor(service: Service, folder: string, keys: Record<Mode, string>, clock: TestClock) {
    this.#service = service;
    this.#folder = folder;
    this.keys = keys;
    this.clock = clock;
  }

  static async start(environment: Record<string, string> = {}): Promise<TestService> {
    const folder = mkdtempSync(join(tmpdir(), 'zpi-test-'));
    const clock = new TestClock();
    const config = readConfig({
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: `file:${join(folder, 'test.db')}`,
      LOG_LEVEL: 'silent',
      RATE_LIMIT: '0',
      ...environment,
    });
    // Nothing changes while Meta is waited for.
    const service = await startService(config, {clock, wait: () => Promise.resolve()});
    const makeKey = async (mode: Mode) => (await createApiKey(service.context, {mode, name: 'test'})).key;
    return new TestService(
      service,
      folder,
      {test: await makeKey('test'), live: await makeKey('live')},
      clock,
    );
  }

  get context() {
    return this.#service.context;
  }

  get url(): string {
    return this.#service.localUrl;
  }

  /** A key of a project of its own. */
  makeKey(mode: Mode, projectName: string) {
    return createApiKey(this.context, {mode, name: 'test', projectName});
  }

  get databaseFile(): string {
    return this.context.config.databaseFile;
  }

  /** Calls the partner API with the test key, unless `headers` says otherwise. */
  async api<Body = any>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    return this.fetch(method, path, body, {authorization: `Bearer ${this.keys.test}`, ...headers});
  }

  /**
   * Calls the service. What it answers must be in its OpenAPI document, so that every test is one of that too. A
   * stream is left after its first message.
   */
  async fetch<Body = any>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {...(body !== undefined && {'content-type': 'application/json'}), ...headers},
      ...(body !== undefined && {body: typeof body === 'string' ? body : JSON.stringify(body)}),
    });
    const type = response.headers.get('content-type');
    const text = type?.startsWith('text/event-stream') ? await firstMessage(response) : await response.text();
    const isJson = text !== '' && type?.startsWith('application/json');
    const answer = {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    };
    checkAnswer({method, path, body}, answer);
    return answer;
  }

  async invite(fields: Record<string, unknown> = {}): Promise<Invitation> {
    const {status, body} = await this.api('POST', '/v1/invitations', fields);
    if (status !== 201) throw new Error(`create answered ${status}: ${JSON.stringify(body)}`);
    return body.invitation;
  }

  async retrieve(id: string): Promise<Invitation> {
    return (await this.api('GET', `/v1/invitations/${id}`)).body.invitation;
  }

  /** Sets what play-Meta does; its next dialogs answer at once. */
  async play(scenario: string): Promise<void> {
    await this.fetch('POST', '/sandbox/control', {scenario, auto: true});
  }

  async stop(): Promise<void> {
    await this.#service.close();
    rmSync(this.#folder, {recursive: true, force: true});
  }
}

async function firstMessage(response: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, {stream: true});
    if (/^data: .*\n\n/m.test(text)) break;
  }
  return text;
}

/** A browser without JavaScript: follows redirects, keeps cookies, sends forms. */
export class TestBrowser {
  readonly #base: string;
  readonly #cookies = new Map<string, string>();
  /** Every address it was sent to, newest last. */
  readonly visited: string[] = [];

  constructor(base: string) {
    this.#base = base;
  }

  async open(
    address: string,
    form?: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Answer<string>> {
    let url = new URL(address, this.#base);
    let body = form && new URLSearchParams(form).toString();
    for (let hops = 0; hops < 10; hops += 1) {
      this.visited.push(url.href);
      const response = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        redirect: 'manual',
        headers: {
          cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(body !== undefined && {'content-type': 'application/x-www-form-urlencoded'}),
          ...headers,
        },
        ...(body !== undefined && {body}),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
        this.#cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (!location) return {status: response.status, headers: response.headers, body: await response.text()};
      url = new URL(location, url);
      body = undefined;
    }
    throw new Error(`Too many redirects: ${this.visited.join(' → ')}`);
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  /** Presses the start button of an invitation. */
  start(invitation: Pick<Invitation, 'token'>): Promise<Answer<string>> {
    return this.open(`/invite/${invitation.token}/start`, {});
  }
}

/** Waits until something becomes true; fails with what it last saw. */
export async function eventually<T>(
  read: () => Promise<T>,
  isDone: (value: T) => boolean,
  timeoutMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (isDone(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`Still not so after ${timeoutMs} ms: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
