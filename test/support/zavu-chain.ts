import Zavudev from '@zavudev/sdk';
import {once} from 'node:events';
import http from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {type Answer, TestBrowser, TestService} from './harness.ts';

interface Rule {
  request: RegExp;
  /** `held`: Zavu does it, and its answer waits until `release`. `lost`: Zavu does it, and nobody hears. */
  kind: 'held' | 'lost' | 'answered' | 'down';
  times: number;
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  reached?: () => void;
  open?: Promise<void>;
}

/** The way to Zavu, which a test can cut at any call, before or after Zavu has done what it was asked. */
export class ZavuLine {
  /** `POST /v1/invitations`, oldest first, with the headers that came. */
  readonly requests: {request: string; headers: http.IncomingHttpHeaders}[] = [];
  isDown = false;
  readonly #server: http.Server;
  readonly #sockets = new Set<Socket>();
  readonly #rules: Rule[] = [];

  private constructor(target: string) {
    this.#server = http.createServer((req, res) => void this.#pass(target, req, res));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(target: string): Promise<ZavuLine> {
    const line = new ZavuLine(target);
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  count(request: RegExp): number {
    return this.requests.filter((one) => request.test(one.request)).length;
  }

  /** Zavu does it; its answer waits. */
  hold(request: RegExp): {reached: Promise<void>; release: () => void} {
    let release = () => {};
    const open = new Promise<void>((resolve) => (release = resolve));
    const reached = new Promise<void>((resolve) =>
      this.#rules.push({request, kind: 'held', times: 1, reached: resolve, open}),
    );
    return {reached, release};
  }

  /** Zavu does it, and the connection breaks before its answer. */
  lose(request: RegExp, times = 1): void {
    this.#rules.push({request, kind: 'lost', times});
  }

  /** The connection breaks before Zavu has heard. */
  break(request: RegExp, times = 1): void {
    this.#rules.push({request, kind: 'down', times});
  }

  /** Somebody says this instead of Zavu. */
  answer(
    request: RegExp,
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
    times = 1,
  ): void {
    this.#rules.push({request, kind: 'answered', times, status, body, headers});
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #pass(target: string, req: http.IncomingMessage, res: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const request = `${req.method} ${req.url}`;
    this.requests.push({request, headers: req.headers});
    const rule = this.#rules.find((one) => one.times > 0 && one.request.test(request));
    if (rule) rule.times -= 1;
    if (this.isDown || rule?.kind === 'down') return void res.destroy();
    if (rule?.kind === 'answered') {
      res.writeHead(rule.status ?? 500, {'content-type': 'application/json', ...rule.headers});
      return void res.end(typeof rule.body === 'string' ? rule.body : JSON.stringify(rule.body));
    }
    const {authorization = '', 'content-type': type, 'idempotency-key': key} = req.headers;
    const answer = await fetch(target + req.url, {
      method: req.method ?? 'GET',
      headers: {
        authorization,
        ...(type && {'content-type': type}),
        ...(typeof key === 'string' && {'idempotency-key': key}),
      },
      ...(chunks.length > 0 && {body: Buffer.concat(chunks)}),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (rule?.kind === 'lost') return void res.destroy();
    if (rule?.kind === 'held') {
      rule.reached?.();
      await rule.open;
    }
    const passed = ['content-type', 'retry-after', 'x-should-retry'].flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    res.writeHead(answer.status, Object.fromEntries(passed));
    res.end(body);
  }
}

/** Our service in front of Zavu, for which a second one stands in: its test mode, with its sandbox. */
export class ZavuChain {
  readonly zavu: TestService;
  readonly line: ZavuLine;
  readonly ours: TestService;

  private constructor(zavu: TestService, line: ZavuLine, ours: TestService) {
    this.zavu = zavu;
    this.line = line;
    this.ours = ours;
  }

  /** `tells`: whether Zavu can reach us by its webhook. */
  static async start(tells = true, environment: Record<string, string> = {}): Promise<ZavuChain> {
    const zavu = await TestService.start({WEBHOOK_ALLOW_PRIVATE: tells ? '1' : '0'});
    const line = await ZavuLine.start(zavu.url);
    const ours = await TestService.start({
      SIGNUP_PROVIDER: 'zavu',
      ZAVUDEV_API_KEY: zavu.keys.test,
      ZAVUDEV_BASE_URL: line.url,
      WEBHOOK_ALLOW_PRIVATE: '1',
      ...environment,
    });
    return new ZavuChain(zavu, line, ours);
  }

  async stop(): Promise<void> {
    await this.ours.stop();
    await this.line.stop();
    await this.zavu.stop();
  }

  /** Our API with the live key. */
  api<Body = any>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    return this.ours.api(method, path, body, {authorization: `Bearer ${this.ours.keys.live}`, ...headers});
  }

  async invite(fields: Record<string, unknown> = {}) {
    const {status, body} = await this.api('POST', '/v1/invitations', fields);
    if (status !== 201) throw new Error(`create answered ${status}: ${JSON.stringify(body)}`);
    return body.invitation;
  }

  async retrieve(id: string) {
    return (await this.api('GET', `/v1/invitations/${id}`)).body.invitation;
  }

  /** The official SDK, speaking to us. */
  sdk(options: {maxRetries?: number; timeout?: number} = {}): Zavudev {
    return new Zavudev({apiKey: this.ours.keys.live, baseURL: this.ours.url, ...options});
  }

  /** What Zavu has, newest first. */
  async atZavu(): Promise<any[]> {
    return (await this.zavu.api('GET', '/v1/invitations?limit=100')).body.items;
  }

  /** The client opens the link and goes through the dialog as the scenario says. */
  async follow(invitation: {url: string}, scenario: string): Promise<void> {
    await this.zavu.play(scenario);
    const browser = new TestBrowser(this.zavu.url);
    await browser.open(invitation.url);
    await browser.open(`${invitation.url}/start`, {});
  }
}
