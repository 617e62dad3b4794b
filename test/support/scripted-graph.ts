import {createHmac} from 'node:crypto';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import pino, {type Logger} from 'pino';
import type {MetaConfig} from '../../server/config.ts';
import type {WhatsAppOption} from '../../server/signup/attempt.ts';
import {GraphClient} from '../../server/signup/meta/graph.ts';
import {TestClock} from './clock.ts';

/** One request as it came over the wire. */
export interface GraphRequest {
  /** `POST /2001/subscribed_apps`, without the version. */
  call: string;
  version: string;
  query: Record<string, string>;
  form: Record<string, string> | undefined;
  /** Of JSON. */
  body: unknown;
  /** The bearer token. */
  bearer: string | undefined;
}

export interface GraphReply {
  status?: number;
  body?: unknown;
  /** Instead of JSON. */
  text?: string;
  headers?: Record<string, string>;
  /** What becomes of the connection instead of an answer. */
  silence?: 'reset' | 'hang';
}

/** Meta's Graph API that answers what a test has written down, and remembers how it was asked. */
export class ScriptedGraph {
  readonly #server: Server;
  readonly #replies = new Map<string, GraphReply[]>();
  readonly requests: GraphRequest[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<ScriptedGraph> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const graph = new ScriptedGraph(server);
    server.on('request', (req, res) => void graph.#serve(req, res));
    return graph;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get calls(): string[] {
    return this.requests.map(({call}) => call);
  }

  /** Replies to this call, in their order; the last one stays. What nobody wrote down does not exist. */
  on(call: string, ...replies: GraphReply[]): this {
    this.#replies.set(call, replies);
    return this;
  }

  /** The only request of this call. */
  only(call: string): GraphRequest {
    const found = this.requests.filter((request) => request.call === call);
    if (found.length !== 1 || !found[0]) throw new Error(`${call} was called ${found.length} times`);
    return found[0];
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const request = await readRequest(req);
    this.requests.push(request);
    const replies = this.#replies.get(request.call) ?? [refusal(100, {subcode: 33})];
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? {};
    if (reply.silence === 'reset') req.socket.destroy();
    if (reply.silence) return;
    res.writeHead(reply.status ?? 200, {'content-type': 'application/json', ...reply.headers});
    res.end(reply.text ?? JSON.stringify(reply.body ?? {success: true}));
  }
}

async function readRequest(req: IncomingMessage): Promise<GraphRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const url = new URL(req.url ?? '/', 'http://graph.test');
  const [, version = '', path = ''] = /^\/(v[\d.]+)(\/.*)$/.exec(url.pathname) ?? [];
  const isForm = req.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return {
    call: `${req.method} ${path}`,
    version,
    query: Object.fromEntries(url.searchParams),
    form: isForm ? Object.fromEntries(new URLSearchParams(text)) : undefined,
    body: !isForm && text !== '' ? JSON.parse(text) : undefined,
    bearer: /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1],
  };
}

/** Meta's error envelope. */
export function refusal(
  code: number,
  error: {subcode?: number; status?: number; details?: string; transient?: boolean; message?: string} = {},
): GraphReply {
  return {
    status: error.status ?? 400,
    body: {
      error: {
        message: error.message ?? `(#${code}) Something is wrong`,
        type: 'OAuthException',
        code,
        ...(error.subcode !== undefined && {error_subcode: error.subcode}),
        ...(error.details !== undefined && {
          error_data: {messaging_product: 'whatsapp', details: error.details},
        }),
        ...(error.transient && {is_transient: true}),
        fbtrace_id: 'AbCdEf',
      },
    },
  };
}

export const testMeta: Omit<MetaConfig, 'graphUrl'> = {
  role: 'tech_provider',
  extras: {setup: {}},
  dataRegion: null,
  isWebhookOverridden: false,
  webhookVerifyToken: null,
  popup: null,
  isClaimingShared: false,
  appId: '400000000000001',
  appSecret: 'the app secret of the tests',
  configId: '900000000000001',
  messengerConfigId: null,
  graphVersion: 'v25.0',
  dialogUrl: 'https://dialog.test',
  sdkUrl: 'https://sdk.test',
  webhookUrl: 'https://invite.test/webhooks/meta',
  partner: null,
};

export const testPartner = {
  businessId: '200000000000001',
  systemUserId: '300000000000001',
  systemUserToken: 'system-user-token',
  creditLineId: '600000000000009',
};

/** Settings of a Solution Partner. */
export const solutionPartner: Partial<MetaConfig> = {role: 'solution_partner', partner: testPartner};

/** A client of a scripted Graph that waits for nothing, with its log. */
export function scriptedClient(
  graph: ScriptedGraph,
  changes: Partial<MetaConfig> = {},
): {client: GraphClient; clock: TestClock; waits: number[]; lines: Record<string, unknown>[]} {
  const waits: number[] = [];
  const lines: Record<string, unknown>[] = [];
  const clock = new TestClock();
  const wait = (ms: number) => Promise.resolve(waits.push(ms));
  const log: Logger = pino(
    {level: 'debug'},
    {write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>)},
  );
  const meta = {...testMeta, ...changes, graphUrl: graph.url};
  return {client: new GraphClient(meta, {clock, log, wait}), clock, waits, lines};
}

/** What Meta computes from a token and the app's secret to know its owner. */
export function proofOf(token: string): string {
  return createHmac('sha256', testMeta.appSecret).update(token).digest('hex');
}

/** A number as it was found. */
export const testNumber: WhatsAppOption = {
  channel: 'whatsapp',
  wabaId: '2001',
  accountId: '1001',
  phoneNumber: '+16315550001',
  displayPhoneNumber: '+1 631-555-0001',
  name: 'Bakery Luna',
  isCoexistence: false,
};

/** What an attempt knows of its client. */
export const testSecrets = {businessToken: 'client-token', pin: '123456'};
