import type {RequestHandler} from 'express';
import {shownHeaders, withoutSecrets} from '../secrets.ts';
import type {SignedIn} from './platform.ts';

/** One call of the platform's backend to the service, or a webhook that came from there, with every secret masked. */
export interface Call {
  number: number;
  kind: 'call' | 'webhook';
  /** What a webhook told, in a few words. */
  title: string | null;
  /** Epoch ms. */
  startedAt: number;
  durationMs: number;
  method: string;
  path: string;
  status: number;
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string>;
  request: unknown;
  response: unknown;
}

interface CustomerLog {
  calls: Call[];
  listeners: Set<(call: Call) => void>;
}

const callsMax = 100;
const customersMax = 200;

/** Remembers what the backend called for whom, so that the page can show it. */
export class CallLog {
  readonly #logs = new Map<string, CustomerLog>();
  #lastNumber = 0;

  recordingFetch(customerId: string): typeof globalThis.fetch {
    return async (input, init) => {
      const startedAt = Date.now();
      const began = performance.now();
      const response = await fetch(input, init);
      const text = await response.clone().text();
      this.record(customerId, {
        kind: 'call',
        title: null,
        startedAt,
        durationMs: Math.round(performance.now() - began),
        method: init?.method ?? 'GET',
        path: new URL(input instanceof Request ? input.url : input).pathname,
        status: response.status,
        requestHeaders: shownHeaders(new Headers(init?.headers)),
        responseHeaders: shownHeaders(response.headers),
        request: typeof init?.body === 'string' ? withoutSecrets(init.body) : null,
        response: withoutSecrets(text),
      });
      return response;
    };
  }

  /** Answers the calls so far, and tells of each one to come until `stop`. */
  follow(customerId: string, listener: (call: Call) => void): {calls: readonly Call[]; stop: () => void} {
    const {calls, listeners} = this.#logOf(customerId);
    listeners.add(listener);
    return {calls: [...calls], stop: () => listeners.delete(listener)};
  }

  record(customerId: string, happened: Omit<Call, 'number'>): void {
    const call: Call = {number: (this.#lastNumber += 1), ...happened};
    const {calls, listeners} = this.#logOf(customerId);
    calls.push(call);
    if (calls.length > callsMax) calls.shift();
    for (const tell of listeners) tell(call);
  }

  #logOf(customerId: string): CustomerLog {
    const log = this.#logs.get(customerId) ?? {calls: [], listeners: new Set()};
    // Put at the end again, so that the first one is who has been away for longest.
    this.#logs.delete(customerId);
    this.#logs.set(customerId, log);
    for (const oldest of this.#logs.keys()) {
      if (this.#logs.size <= customersMax) break;
      this.#logs.delete(oldest);
    }
    return log;
  }
}

/** `GET /demo/api/calls`: the calls that were made for this browser's customer, as they happen. */
export function streamCalls(log: CallLog): RequestHandler {
  return (req, res) => {
    const {customer} = res.locals as SignedIn;
    const send = (call: Call) => res.write(`data: ${JSON.stringify(call)}\n\n`);
    res.writeHead(200, {'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store'});
    res.write('retry: 2000\n\n');
    const {calls, stop} = log.follow(customer.id, send);
    calls.forEach(send);
    req.on('close', stop);
  };
}
