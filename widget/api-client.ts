import type {Connection, StartedConnection, StreamMessage} from '../server/contract/connection.ts';
import {ApiError, requireSuccess, toApiError} from './api-error.ts';
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

/** What `stream` yields. */
export interface ReceivedMessage extends StreamMessage, Omit<RawMessage, 'message'> {}

export interface RequestOptions {
  signal?: AbortSignal | undefined;
  /** Default: POST with a body, GET without. */
  method?: string;
  /** A plain object is sent as JSON. */
  body?: object | string | Blob | undefined;
  headers?: Record<string, string>;
}

/** A message of a stream as it is. `id` is the `lastEventId` of next time, `retryMs` the pause that the service wants before. */
export interface RawMessage {
  id: string;
  retryMs: number | undefined;
  message: unknown;
}

const timeoutMs = 15_000;
/** The service sends a heartbeat every 15 s; after three missing ones the connection is dead. */
const silenceMaxMs = 45_000;

/**
 * The client API of the service (`/client/v1`) for one client's connection, and any other route for a session that may
 * use it. Every method throws `ApiError`; look at your own signal to tell that you have aborted it. A session that ran
 * out is renewed once, unseen.
 */
export class ApiClient {
  readonly #options: ApiClientOptions;
  #credential: Promise<string> | undefined;

  constructor(options: ApiClientOptions) {
    this.#options = options;
  }

  /** The connection as it is now. */
  async getConnection(signal?: AbortSignal): Promise<Connection> {
    return parseConnection(await this.json('client/v1/connection', {signal}));
  }

  /**
   * Makes sure that there is a usable invitation, and answers a single-use address that starts the signup.
   * `locale`: the language of the signup. `returnUrl`: where the result page offers to go back to; must be on the
   * session's origin.
   */
  async startConnection(
    body: {locale: string; returnUrl?: string | undefined},
    signal?: AbortSignal,
  ): Promise<StartedConnection> {
    const answer = await this.json('client/v1/connection', {signal, body});
    const {startUrl, startUrlExpiresAt = null} = answer as Partial<StartedConnection>;
    return {connection: parseConnection(answer), startUrl: httpUrl(startUrl), startUrlExpiresAt};
  }

  /** With a session: cancels the invitation. With a token: ends the running attempt; the link stays good. */
  async cancelConnection(signal?: AbortSignal): Promise<Connection> {
    return parseConnection(await this.json('client/v1/connection/cancel', {signal, body: {}}));
  }

  /** Follows the connection until the service ends the stream. The first message is the connection as it is now. */
  async *stream(options: StreamOptions = {}): AsyncGenerator<ReceivedMessage, void, void> {
    for await (const {message, ...rest} of this.events('client/v1/events', options)) {
      const {event = null} = message as Partial<StreamMessage>;
      yield {...rest, event, connection: parseConnection(message)};
    }
  }

  /** Follows a stream of the service, `v1/stream` for example, until the service ends it. */
  async *events(
    path: string,
    {signal, lastEventId}: StreamOptions = {},
  ): AsyncGenerator<RawMessage, void, void> {
    const silence = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listen = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(new ApiError('timeout', 'Silence.')), silenceMaxMs);
    };
    try {
      listen();
      const response = await this.request(path, {
        signal: anyOf(signal, silence.signal),
        ...(lastEventId && {headers: {'Last-Event-ID': lastEventId}}),
      });
      const reader = response.body?.getReader();
      const decoder = new TextDecoder();
      const parser = new EventStreamParser();
      for (;;) {
        const chunk = await reader?.read();
        if (!chunk?.value) return;
        listen();
        for (const {id, data} of parser.push(decoder.decode(chunk.value, {stream: true}))) {
          yield {id, message: JSON.parse(data) as unknown, retryMs: parser.retryMs};
        }
      }
    } catch (error) {
      throw toApiError(error);
    } finally {
      clearTimeout(timer);
      // Nobody reads any longer.
      silence.abort();
    }
  }

  /** What a route answers in JSON, `v1/invitations` for example; not later than in 15 s. */
  async json(path: string, options: RequestOptions = {}): Promise<unknown> {
    const signal = anyOf(options.signal, AbortSignal.timeout(timeoutMs));
    try {
      return await readJson(await this.request(path, {...options, signal}));
    } catch (error) {
      throw toApiError(error);
    }
  }

  /** The answer of a route, as soon as it is known to be a success. It has the time that your signal gives it. */
  async request(path: string, options: RequestOptions = {}): Promise<Response> {
    const credential = this.#getCredential();
    const response = await this.#fetch(path, options, await credential);
    if (response.status !== 401 || this.#options.token) return requireSuccess(response);
    // Requests that find the session expired at the same time share one new session.
    if (this.#credential === credential) this.#credential = undefined;
    return requireSuccess(await this.#fetch(path, options, await this.#getCredential()));
  }

  #fetch(
    path: string,
    {method, body, headers, signal}: RequestOptions,
    credential: string,
  ): Promise<Response> {
    const isJson = typeof body === 'object' && !(body instanceof Blob);
    return send(`${this.#options.apiUrl}/${path}`, {
      method: method ?? (body ? 'POST' : 'GET'),
      headers: {
        Authorization: `Bearer ${credential}`,
        ...(isJson && {'Content-Type': 'application/json'}),
        ...headers,
      },
      body: isJson ? JSON.stringify(body) : (body ?? null),
      signal: signal ?? null,
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
    let message = 'fetchClientSecret must answer a clientSecret.';
    try {
      const clientSecret: unknown = await fetchClientSecret?.();
      if (clientSecret && typeof clientSecret === 'string') return clientSecret;
    } catch (error) {
      if (error instanceof ApiError) throw error;
      if (!navigator.onLine) throw new ApiError('network_error', String(error));
      message = `fetchClientSecret failed: ${String(error)}`;
    }
    throw new ApiError('session_failed', message);
  }
}

/** Gets sessions from the host's own backend: `POST url`, with the page's cookies, answers `{clientSecret}`. */
export function sessionFrom(url: string): FetchClientSecret {
  return async () => {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await send(url, {method: 'POST', credentials: 'same-origin', signal});
    const answer = (response.ok && (await readJson(response))) as {clientSecret?: string} | false | null;
    if (answer && answer.clientSecret) return answer.clientSecret;
    const problem = `answered ${response.status}${response.ok ? ' without a clientSecret' : ''}`;
    throw new ApiError(
      'session_failed',
      `session-url ${url} ${problem}. It must answer a POST with {clientSecret}.`,
    );
  };
}

/** Browsers do not tell a page why a request did not come through. */
async function send(url: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, options);
  } catch (error) {
    throw toApiError(
      error,
      `${url} cannot be reached. Is the service running, and does the page's CSP allow it in connect-src?`,
    );
  }
}

function anyOf(signal: AbortSignal | undefined, other: AbortSignal): AbortSignal {
  return signal ? AbortSignal.any([signal, other]) : other;
}

function parseConnection(answer: unknown): Connection {
  const {connection} = answer as {connection?: Connection};
  if (!connection?.status) throw new ApiError('invalid_answer', 'No connection in the answer.');
  return {...connection, url: httpUrl(connection.url), continueUrl: httpUrl(connection.continueUrl)};
}

/** Another server's page, most likely. */
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError('invalid_answer', `${response.url} does not answer JSON.`);
  }
}

/** A `javascript:` address would run in the host's page. */
function httpUrl(url: string | null | undefined): string | null {
  return url && /^https?:\/\//i.test(url) ? url : null;
}
