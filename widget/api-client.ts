import type {Connection, StartedConnection, StreamMessage} from '../server/contract.ts';
import {ApiError, requireSuccess} from './api-error.ts';
import {Deadline} from './deadline.ts';
import {EventStreamParser} from './event-stream.ts';

/** Asks the host's backend for a session and answers its `clientSecret`. */
export type FetchClientSecret = () => Promise<string>;

export interface ApiClientOptions {
  /** The service, without a slash at the end. */
  apiUrl: string;
  /** Asked before the first request, and again when the service no longer accepts the session. */
  fetchClientSecret?: FetchClientSecret | undefined;
  /** An invitation token instead of a session. */
  token?: string | undefined;
}

export interface StreamOptions {
  signal?: AbortSignal | undefined;
  /** Id of the last event that was seen; the service sends what came after it. */
  lastEventId?: string | undefined;
}

/** What `stream` yields. `id` is the `lastEventId` of next time, `retryMs` the pause that the service wants before. */
export interface ReceivedMessage extends StreamMessage {
  id: string;
  retryMs: number | undefined;
}

interface RequestOptions {
  signal?: AbortSignal | undefined;
  body?: unknown;
  headers?: Record<string, string>;
}

const timeoutMs = 15_000;
/** The service sends a heartbeat every 15 s; after three missing ones the connection is dead. */
const silenceMaxMs = 45_000;

/**
 * The client API of the service (`/client/v1`) for one client's connection. Every method throws `ApiError`, or the
 * signal's reason when aborted. A session that ran out is renewed once, unseen.
 */
export class ApiClient {
  readonly #options: ApiClientOptions;
  #credential: Promise<string> | undefined;

  constructor(options: ApiClientOptions) {
    this.#options = options;
  }

  /** The connection as it is now. */
  async getConnection(signal?: AbortSignal): Promise<Connection> {
    return parseConnection(await this.#request('GET', 'connection', {signal}));
  }

  /**
   * Makes sure that there is a usable invitation, and answers a single-use address that starts the signup.
   * `returnUrl`: where the result page offers to go back to; must be on the session's origin.
   */
  async startConnection(returnUrl?: string, signal?: AbortSignal): Promise<StartedConnection> {
    const answer = await this.#request('POST', 'connection', {signal, body: returnUrl ? {returnUrl} : {}});
    const {startUrl, startUrlExpiresAt} = answer as Partial<StartedConnection>;
    return {
      connection: parseConnection(answer),
      startUrl: httpUrl(startUrl),
      startUrlExpiresAt: startUrlExpiresAt ?? null,
    };
  }

  /** With a session: cancels the invitation. With a token: ends the running attempt; the link stays good. */
  async cancelConnection(signal?: AbortSignal): Promise<Connection> {
    return parseConnection(await this.#request('POST', 'connection/cancel', {signal, body: {}}));
  }

  /** Follows the connection until the service ends the stream. The first message is the connection as it is now. */
  async *stream({signal, lastEventId}: StreamOptions = {}): AsyncGenerator<ReceivedMessage, void, void> {
    const deadline = new Deadline(signal);
    try {
      deadline.extend(timeoutMs);
      const headers = {Accept: 'text/event-stream', ...(lastEventId && {'Last-Event-ID': lastEventId})};
      const response = await this.#send('GET', 'events', {signal: deadline.signal, headers});
      const reader = response.body?.getReader();
      const decoder = new TextDecoder();
      const parser = new EventStreamParser();
      for (;;) {
        deadline.extend(silenceMaxMs);
        const chunk = await reader?.read();
        if (!chunk?.value) return;
        for (const {id, data} of parser.push(decoder.decode(chunk.value, {stream: true}))) {
          const message = parseJson(data);
          const {event = null} = message as Partial<StreamMessage>;
          yield {id, event, connection: parseConnection(message), retryMs: parser.retryMs};
        }
      }
    } catch (error) {
      throw deadline.explain(error);
    } finally {
      deadline.end();
    }
  }

  async #request(method: string, path: string, options: RequestOptions): Promise<unknown> {
    const deadline = new Deadline(options.signal);
    deadline.extend(timeoutMs);
    return deadline.guard(async () => {
      const response = await this.#send(method, path, {...options, signal: deadline.signal});
      return parseJson(await response.text());
    });
  }

  async #send(method: string, path: string, options: RequestOptions): Promise<Response> {
    const credential = this.#getCredential();
    const response = await this.#fetch(method, path, options, await credential);
    if (response.status !== 401 || this.#options.token) return requireSuccess(response);
    // Requests that find the session expired at the same time share one new session.
    if (this.#credential === credential) this.#credential = undefined;
    return requireSuccess(await this.#fetch(method, path, options, await this.#getCredential()));
  }

  #fetch(method: string, path: string, options: RequestOptions, credential: string): Promise<Response> {
    const {body, headers, signal = null} = options;
    return fetch(`${this.#options.apiUrl}/client/v1/${path}`, {
      method,
      headers: {
        ...headers,
        Authorization: `Bearer ${credential}`,
        ...(body ? {'Content-Type': 'application/json'} : undefined),
      },
      body: body ? JSON.stringify(body) : null,
      signal,
      // The credential is in the header; cookies of the service are none of the element's business.
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
  }

  #getCredential(): Promise<string> {
    this.#credential ??= this.#fetchCredential().catch((error: unknown) => {
      this.#credential = undefined;
      throw error;
    });
    return this.#credential;
  }

  async #fetchCredential(): Promise<string> {
    const {token, fetchClientSecret} = this.#options;
    if (token) return token;
    if (!fetchClientSecret) {
      throw new ApiError('not_configured', 'Set session-url, or the property fetchClientSecret, or token.');
    }
    try {
      const clientSecret: unknown = await fetchClientSecret();
      if (clientSecret && typeof clientSecret === 'string') return clientSecret;
    } catch (error) {
      if (error instanceof ApiError) throw error;
      const code = navigator.onLine ? 'session_failed' : 'network_error';
      throw new ApiError(code, `fetchClientSecret failed: ${String(error)}`);
    }
    throw new ApiError(
      'session_failed',
      'The answer has no clientSecret; the host must answer {clientSecret}.',
    );
  }
}

/** Gets sessions from the host's own backend: `POST url`, with the page's cookies, answers `{clientSecret}`. */
export function sessionFrom(url: string): FetchClientSecret {
  return async () => {
    const deadline = new Deadline();
    deadline.extend(timeoutMs);
    return deadline.guard(async () => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {Accept: 'application/json'},
        credentials: 'same-origin',
        signal: deadline.signal,
      });
      const text = await response.text();
      if (!response.ok) {
        throw new ApiError('session_failed', `session-url ${url} answered ${response.status}.`);
      }
      return (parseJson(text, 'session_failed') as {clientSecret: string}).clientSecret;
    });
  };
}

function parseConnection(answer: unknown): Connection {
  const {connection} = (answer ?? {}) as {connection?: Connection};
  if (!connection?.status)
    throw new ApiError('invalid_answer', 'The answer has no connection. Is api-url right?');
  return {...connection, continueUrl: httpUrl(connection.continueUrl)};
}

/** A `javascript:` address would run in the host's page. */
function httpUrl(url: string | null | undefined): string | null {
  return url && /^https?:\/\//i.test(url) ? url : null;
}

function parseJson(text: string, code: 'invalid_answer' | 'session_failed' = 'invalid_answer'): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(code, `The answer is not JSON: ${text.slice(0, 80)}`);
  }
}
