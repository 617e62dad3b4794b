import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {createServer, type Server} from 'node:http';

/**
 * A platform's own page, on an origin of its own: the element as the README embeds it, and the route that answers a session. Its
 * policy is as strict as one can be: scripts by nonce only, no inline styles, no policy for Trusted Types but that of Lit.
 */
export class HostPage {
  readonly #server: Server;
  readonly url: string;

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.url = url;
  }

  /** `service`: where the invitations come from, with a key of it. */
  static async start(service: {url: string; key: string}): Promise<HostPage> {
    const server = createServer((req, res) => {
      const {pathname, searchParams} = new URL(req.url ?? '/', 'http://host');
      if (pathname === '/session') {
        void createSession(service, originOf(server), searchParams.get('client')).then((body) =>
          res.writeHead(200, {'content-type': 'application/json'}).end(body),
        );
      } else if (pathname === '/') {
        const nonce = randomBytes(16).toString('base64');
        res.writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': policy(service.url, nonce),
        });
        res.end(page(service.url, searchParams, nonce));
      } else {
        res.writeHead(404).end();
      }
    });
    server.listen(0, 'localhost');
    await once(server, 'listening');
    return new HostPage(server, originOf(server));
  }

  /** The page of one client; `count` elements, in the language `lang`. */
  address(client: string, query: {lang?: string; count?: number} = {}): string {
    const {lang = 'en', count = 1} = query;
    return `${this.url}/?${new URLSearchParams({client, lang, count: String(count)})}`;
  }

  /** The page of the platform's own staff. */
  get managerAddress(): string {
    return `${this.url}/?mode=manage&lang=en&count=1`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

function originOf(server: Server): string {
  const address = server.address();
  return `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
}

async function createSession(
  {url, key}: {url: string; key: string},
  origin: string,
  client: string | null,
): Promise<string> {
  const body =
    client === null ? {scope: 'manage'} : {scope: 'connect', externalId: client, clientName: client};
  const response = await fetch(`${url}/v1/sessions`, {
    method: 'POST',
    headers: {authorization: `Bearer ${key}`, 'content-type': 'application/json'},
    body: JSON.stringify({...body, origin}),
  });
  const {session} = (await response.json()) as {session: {clientSecret: string}};
  return JSON.stringify({clientSecret: session.clientSecret});
}

function policy(serviceUrl: string, nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    `connect-src 'self' ${serviceUrl}`,
    'img-src data:',
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}

function page(serviceUrl: string, query: URLSearchParams, nonce: string): string {
  const client = query.get('client');
  const attributes =
    client === null
      ? 'mode="manage" session-url="/session"'
      : `session-url="/session?client=${encodeURIComponent(client)}"`;
  const element = `<zavu-partner-invite ${attributes}></zavu-partner-invite>`;
  return `<!doctype html>
<html lang="${query.get('lang')}">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width" />
  <link rel="icon" href="data:," />
  <title>Settings</title>
  <script type="module" nonce="${nonce}" src="${serviceUrl}/embed/zavu-partner-invite.js"></script>
  <main>
    <h1>Settings</h1>
    ${element.repeat(Number(query.get('count')))}
  </main>
</html>`;
}
