import type {Express} from 'express';
import http from 'node:http';
import type {AddressInfo} from 'node:net';

/**
 * Makes requests and responses with Express's own prototypes. Express swaps them in on every request otherwise,
 * and that swap costs more than all the rest it does.
 */
export function createHttpServer(app: Express): HttpServer {
  function IncomingMessage(this: http.IncomingMessage, ...parameters: unknown[]) {
    (http.IncomingMessage as unknown as (...all: unknown[]) => void).apply(this, parameters);
  }
  function ServerResponse(this: http.ServerResponse, ...parameters: unknown[]) {
    (http.ServerResponse as unknown as (...all: unknown[]) => void).apply(this, parameters);
  }
  IncomingMessage.prototype = app.request;
  ServerResponse.prototype = app.response;
  // The address must be known before the routes can be made; who comes in between waits a moment.
  let waiting: [http.IncomingMessage, http.ServerResponse][] | undefined = [];
  const server = http.createServer(
    {
      IncomingMessage: IncomingMessage as unknown as typeof http.IncomingMessage,
      ServerResponse: ServerResponse as unknown as typeof http.ServerResponse,
      // Slow clients must not hold the service. Streams are long answers, not long requests.
      headersTimeout: 5_000,
      // For a large file over a slow line; other bodies have less time (`limitBodyTime`).
      requestTimeout: 120_000,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 10_000,
    },
    (req, res) => {
      if (waiting) waiting.push([req, res]);
      else app(req, res);
    },
  );
  return {
    server,
    open() {
      const early = waiting ?? [];
      waiting = undefined;
      for (const [req, res] of early) app(req, res);
    },
  };
}

export interface HttpServer {
  server: http.Server;
  /** The routes are there: requests that waited for them, and all later ones, are answered. */
  open(): void;
}

/** Listens, and answers the address at which this machine itself reaches the server. Rejects when the port is taken. */
export function listen(server: http.Server, port: number, host: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address() as AddressInfo;
      const local = host === undefined || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
      resolve(`http://${local.includes(':') ? `[${local}]` : local}:${address.port}`);
    });
  });
}
