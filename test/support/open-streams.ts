import {channel} from 'node:diagnostics_channel';
import type {IncomingMessage, ServerResponse} from 'node:http';

interface Started {
  request: IncomingMessage;
  response: ServerResponse;
}

const streamPath = /^\/(client\/v1\/events|v1\/stream)/;
const requests = channel('http.server.request.start');

/** Counts, at the service that runs in this process, the streams that pages of one origin hold open. */
export class OpenStreams {
  readonly #origin: string;
  readonly #open = new Set<ServerResponse>();
  /** Of all that there were. */
  mostAtOnce = 0;

  constructor(origin: string) {
    this.#origin = origin;
    requests.subscribe(this.#onRequest);
  }

  get size(): number {
    return this.#open.size;
  }

  stop(): void {
    requests.unsubscribe(this.#onRequest);
  }

  readonly #onRequest = (message: unknown): void => {
    const {request, response} = message as Started;
    const isStream = request.method === 'GET' && streamPath.test(request.url ?? '');
    if (!isStream || request.headers.origin !== this.#origin) return;
    this.#open.add(response);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.size);
    response.once('close', () => this.#open.delete(response));
  };
}
