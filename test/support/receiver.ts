import {once} from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type {AddressInfo, Socket} from 'node:net';

export interface Received {
  path: string;
  headers: http.IncomingHttpHeaders;
  body: string;
  /** When it was there, by the machine's clock. */
  at: number;
}

/** What a receiver does with a request whose body is read. */
export type Reaction = (res: http.ServerResponse, received: Received) => void;

export const answer =
  (status: number, text = '', headers: Record<string, string> = {}): Reaction =>
  (res) =>
    void res.writeHead(status, headers).end(text);

/** Cuts the connection: nobody is there. */
export const cut: Reaction = (res) => void res.socket?.destroy();

/** A webhook receiver on this machine. It remembers what it got and does what it is told. */
export class Receiver {
  readonly received: Received[] = [];
  react: Reaction;
  readonly #server: http.Server | https.Server;
  readonly #sockets = new Set<Socket>();
  readonly #protocol: string;

  private constructor(react: Reaction, tls?: {key: string; cert: string}) {
    this.react = react;
    const listener: http.RequestListener = (req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        const received = {
          path: req.url ?? '',
          headers: req.headers,
          body: Buffer.concat(chunks).toString('utf8'),
          at: Date.now(),
        };
        this.received.push(received);
        this.react(res, received);
      });
    };
    this.#protocol = tls ? 'https' : 'http';
    this.#server = tls ? https.createServer(tls, listener) : http.createServer(listener);
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(react: Reaction = answer(200), tls?: {key: string; cert: string}): Promise<Receiver> {
    const receiver = new Receiver(react, tls);
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url(): string {
    return `${this.#protocol}://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  /** The events that came, as they were sent. */
  get events(): any[] {
    return this.received.map(({body}) => JSON.parse(body));
  }

  /** Cuts every connection there is. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cutAll();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
