import {once} from 'node:events';
import {createServer, type IncomingMessage, type Server} from 'node:http';

/**
 * A platform whose page shows the element to its visitors, on another site than the service's. What it answers can be
 * changed while a visitor is there.
 */
export class VisitorHost {
  readonly #service: {url: string; key: string};
  readonly #server: Server;
  #clients = 0;
  /** What it answers its page with, besides. */
  headers: Record<string, string> = {};
  /** 200, or what the session route answers when it makes no session. */
  sessionStatus = 200;
  /** What it asks of a session, besides. */
  sessionFields: Record<string, unknown> = {};
  /** How many it has made, and the last of them. */
  sessions = 0;
  lastClientSecret = '';

  private constructor(service: {url: string; key: string}) {
    this.#service = service;
    this.#server = createServer((req, res) => {
      const {pathname, searchParams} = new URL(req.url ?? '/', 'http://host');
      if (pathname === '/session') {
        if (this.sessionStatus !== 200) return void res.writeHead(this.sessionStatus).end();
        void this.#createSession(req).then((clientSecret) =>
          res.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify({clientSecret})),
        );
      } else if (pathname === '/cookies') {
        const cors = {'access-control-allow-origin': this.url, 'access-control-allow-credentials': 'true'};
        res.writeHead(200, cors).end(req.headers.cookie);
      } else {
        res.writeHead(200, {'content-type': 'text/html; charset=utf-8', ...this.headers});
        res.end(
          pathname === '/elsewhere'
            ? '<title>Elsewhere</title>'
            : page(searchParams.get('client') ?? '', service.url),
        );
      }
    });
  }

  /** `service`: where the invitations come from, with a key of it. */
  static async start(service: {url: string; key: string}): Promise<VisitorHost> {
    const host = new VisitorHost(service);
    // Another site than `localhost`, not just another port.
    host.#server.listen(0, '127.0.0.1');
    await once(host.#server, 'listening');
    return host;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  /** On the service's site, so for its own pages a third party: answers which cookies it got. */
  get thirdPartyUrl(): string {
    return `${this.url.replace('127.0.0.1', 'localhost')}/cookies`;
  }

  /** The page of a visitor who was never here. */
  newAddress(): string {
    this.reset();
    return `${this.url}/?client=client-${(this.#clients += 1)}`;
  }

  /** Answers as at first, and counts from zero. */
  reset(): void {
    this.headers = {};
    this.sessionStatus = 200;
    this.sessionFields = {};
    this.sessions = 0;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #createSession(req: IncomingMessage): Promise<string> {
    this.sessions += 1;
    const externalId = new URL(req.headers.referer ?? '', this.url).searchParams.get('client');
    const response = await fetch(`${this.#service.url}/v1/sessions`, {
      method: 'POST',
      headers: {authorization: `Bearer ${this.#service.key}`, 'content-type': 'application/json'},
      body: JSON.stringify({
        scope: 'connect',
        externalId,
        clientName: 'Bakery Luna',
        origin: this.url,
        ...this.sessionFields,
      }),
    });
    const {session} = (await response.json()) as {session: {clientSecret: string}};
    return (this.lastClientSecret = session.clientSecret);
  }
}

/** `crossorigin` makes of the script's request one that `Cross-Origin-Embedder-Policy` lets through. */
function page(name: string, serviceUrl: string): string {
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <link rel="icon" href="data:," />
  <title>${name}</title>
  <script type="module" src="${serviceUrl}/embed/zavu-partner-invite.js" crossorigin></script>
  <zavu-partner-invite session-url="/session"></zavu-partner-invite>
</html>`;
}
