import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';

const appId = '1234567890';

/** What Meta knows of one client: `pin` has a PIN already, `slow_name` is not ready to be registered, `app` stays in the app. */
export type ClientKind = 'plain' | 'several' | 'pin' | 'slow_name' | 'app';

export interface RecordedCall {
  /** The number of the client. */
  client: number;
  /** `POST register`: method and last part of the path. */
  name: string;
  /** How many calls of this name there were for the client, with this one. */
  count: number;
}

export const rightPin = '424242';

/**
 * Meta for many clients at once, outside of the process that is tested: what it has seen outlives every kill. Client 7 comes back with
 * the code `code-7`, or later `code-7-again`, and has the account 20007 with the number 10007.
 */
export class RecordingGraph {
  readonly #server: Server;
  readonly #counts = new Map<string, number>();
  readonly #registered = new Set<number>();
  readonly kinds = new Map<number, ClientKind>();
  /** Every code that was exchanged, as often as it was. */
  readonly codes: string[] = [];
  /** How often each client's number was asked to be registered. */
  readonly registrations = new Map<number, number>();
  /** Called before a call is answered; the answer waits for it. `answered` resolves when the answer has left. */
  onCall: (call: RecordedCall, answered: Promise<void>) => Promise<void> = async () => {};

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<RecordingGraph> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const graph = new RecordingGraph(server);
    server.on('request', (req, res) => void graph.#handle(req, res));
    return graph;
  }

  /** Settings with which live mode signs up here, as a Solution Partner, who has every step. */
  get environment(): Record<string, string> {
    const url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return {
      SIGNUP_PROVIDER: 'meta',
      META_APP_ID: appId,
      META_APP_SECRET: 'app secret of the tests',
      META_CONFIG_ID: '9876543210',
      META_GRAPH_URL: url,
      META_DIALOG_URL: url,
      META_ROLE: 'solution_partner',
      META_BUSINESS_ID: '3001',
      META_SYSTEM_USER_ID: '3002',
      META_SYSTEM_USER_TOKEN: 'the system token',
      META_CREDIT_LINE_ID: '3003',
    };
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://graph');
    const parts = url.pathname.replace(/^\/v[\d.]+/, '').split('/');
    if (parts[1] === 'dialog') return void res.end('The dialog');
    let text = '';
    for await (const chunk of req) text += String(chunk);
    const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, string>) : {};
    const client = clientOf(parts[1] ?? '', url.searchParams);
    const last = parts.at(-1) ?? '';
    const name = `${req.method} ${/^\d+$/.test(last) ? 'node' : last}`;
    const count = (this.#counts.get(`${client} ${name}`) ?? 0) + 1;
    this.#counts.set(`${client} ${name}`, count);
    const answer = this.#answer(client, name, url.searchParams, body);
    const answered = new Promise<void>((resolve) => res.once('finish', resolve));
    await this.onCall({client, name, count}, answered);
    res.statusCode = 'error' in answer ? 400 : 200;
    res.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  }

  #answer(
    client: number,
    name: string,
    query: URLSearchParams,
    body: Record<string, string>,
  ): Record<string, unknown> {
    const kind = this.kinds.get(client) ?? 'plain';
    switch (name) {
      case 'GET access_token':
      case 'POST access_token':
        this.codes.push(query.get('code') ?? body['code'] ?? '');
        return {access_token: `token-${client}`, token_type: 'bearer'};
      case 'GET debug_token': {
        const scopes = [{scope: 'whatsapp_business_management', target_ids: [String(20_000 + client)]}];
        const names = scopes.map(({scope}) => scope);
        return {data: {app_id: appId, is_valid: true, user_id: '1', scopes: names, granular_scopes: scopes}};
      }
      case 'GET phone_numbers':
        return {
          data:
            kind === 'several'
              ? [phone(10_000 + client, kind), phone(50_000 + client, kind)]
              : [phone(10_000 + client, kind)],
        };
      case 'GET node':
        return this.#registered.has(client)
          ? {id: '1', name: 'A shop', currency: 'USD', status: 'CONNECTED', platform_type: 'CLOUD_API'}
          : {id: '1', name: 'A shop', currency: 'USD', status: 'PENDING', platform_type: 'NOT_APPLICABLE'};
      case 'POST register':
        this.registrations.set(client, (this.registrations.get(client) ?? 0) + 1);
        if (kind === 'pin' && body['pin'] !== rightPin) return refusal({code: 133005});
        if (kind === 'slow_name') return refusal({code: 100, error_subcode: 2388001});
        this.#registered.add(client);
        return {success: true};
      default:
        return {success: true};
    }
  }
}

function phone(id: number, kind: ClientKind): Record<string, unknown> {
  const isInApp = kind === 'app';
  return {
    id: String(id),
    display_phone_number: `+1 631-55${id}`,
    verified_name: 'A shop',
    code_verification_status: 'VERIFIED',
    platform_type: isInApp ? 'CLOUD_API' : 'NOT_APPLICABLE',
    is_on_biz_app: isInApp,
  };
}

function refusal(error: {code: number; error_subcode?: number}) {
  return {error: {message: `(#${error.code}) Refused`, type: 'OAuthException', ...error}};
}

/** The client that a call is about: by the id in its path, by its code, or by the token that is looked into. */
function clientOf(id: string, query: URLSearchParams): number {
  const named = query.get('code') ?? query.get('input_token') ?? '';
  if (named) return Number(named.split('-')[1]);
  const account = query.get('waba_id');
  return Number(account ?? id) % 10_000;
}
