import {createServer, type IncomingMessage, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {TestBrowser} from './harness.ts';

const appId = '1234567890';

interface Gate {
  path: RegExp;
  reached: () => void;
  open: Promise<void>;
}

/** Meta as far as a signup sees it: a dialog that only shows itself, and a Graph API that a test can stop at any call. */
export class FakeGraph {
  readonly #server: Server;
  readonly #gates: Gate[] = [];
  /** Path of every call to the Graph API, oldest first, without version and query. */
  readonly calls: string[] = [];
  /** The same with its method: `DELETE /2001/subscribed_apps`. */
  readonly requests: string[] = [];
  /** Requests, written as above, that Meta refuses. */
  readonly refused = new Set<string>();
  /** What it says instead of its own answer to such a request: status and body. */
  readonly answers = new Map<string, {status: number; body: unknown}>();
  readonly codes: (string | null)[] = [];
  phones = [{id: '1001', number: '+1 631-555-0100', name: 'Bakery Luna'}];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<FakeGraph> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const graph = new FakeGraph(server);
    server.on('request', (req: IncomingMessage, res) => {
      const url = new URL(req.url ?? '/', graph.url);
      const request = `${req.method} ${url.pathname.replace(/^\/v[\d.]+/, '')}`;
      graph.requests.push(request);
      void graph.#answer(url).then((answer) => {
        const {status, body} = graph.refused.has(request)
          ? {status: 400, body: {error: {code: 200, message: '(#200) Permissions error'}}}
          : (graph.answers.get(request) ?? {status: 200, body: answer});
        res.statusCode = status;
        res.setHeader('content-type', typeof body === 'string' ? 'text/html' : 'application/json');
        res.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
    return graph;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Settings with which live mode signs up here. */
  get environment(): Record<string, string> {
    return {
      SIGNUP_PROVIDER: 'meta',
      META_APP_ID: appId,
      META_APP_SECRET: 'app secret of the tests',
      META_CONFIG_ID: '9876543210',
      META_GRAPH_URL: this.url,
      META_DIALOG_URL: this.url,
    };
  }

  callsTo(end: string): number {
    return this.calls.filter((path) => path.endsWith(end)).length;
  }

  /** Stops the next call to this path until `release` is called. */
  hold(path: RegExp): {reached: Promise<void>; release: () => void} {
    let release = () => {};
    const open = new Promise<void>((resolve) => (release = resolve));
    const reached = new Promise<void>((resolve) => this.#gates.push({path, reached: resolve, open}));
    return {reached, release};
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(url: URL): Promise<unknown> {
    const path = url.pathname.replace(/^\/v[\d.]+/, '');
    if (path === '/dialog/oauth') return 'The dialog';
    this.calls.push(path);
    const gate = this.#gates.find((candidate) => candidate.path.test(path));
    if (gate) {
      this.#gates.splice(this.#gates.indexOf(gate), 1);
      gate.reached();
      await gate.open;
    }
    if (path === '/oauth/access_token') {
      this.codes.push(url.searchParams.get('code'));
      return {access_token: `business-token-${this.codes.length}`};
    }
    if (path === '/debug_token') {
      const scopes = [{scope: 'whatsapp_business_management', target_ids: ['2001']}];
      return {data: {app_id: appId, is_valid: true, granular_scopes: scopes}};
    }
    if (path === '/2001/phone_numbers') {
      const data = this.phones.map(({id, number, name}) => ({
        id,
        display_phone_number: number,
        verified_name: name,
        code_verification_status: 'VERIFIED',
      }));
      return {data};
    }
    return {success: true};
  }
}

/** The `state` with which this browser was last sent to the dialog. */
export function stateOf(browser: TestBrowser): string {
  const dialog = browser.visited.filter((address) => address.includes('/dialog/oauth')).at(-1);
  const state = dialog && new URL(dialog).searchParams.get('state');
  if (!state) throw new Error(`No dialog among ${browser.visited.join(', ')}`);
  return state;
}

/** Where Meta sends the browser back to. */
export function callbackPath(query: Record<string, string>): string {
  return `/signup/meta/callback?${new URLSearchParams(query).toString()}`;
}
