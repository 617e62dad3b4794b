import type {Connection} from '../server/contract/connection.ts';
import {ApiClient, type FetchClientSecret} from './api-client.ts';
import {type ApiError, toApiError} from './api-error.ts';
import {pause, whenVisible} from './page-visibility.ts';

/** What gives access to a connection. */
export interface ConnectionSource {
  apiUrl: string;
  token: string;
  /** The address or function that sessions come from, as the host gave it: by this two sources are the same. */
  session: unknown;
  fetchClientSecret: FetchClientSecret;
}

export interface FeedListener {
  readonly source: ConnectionSource;
  onConnection(connection: Connection): void;
  /** A request did not succeed; `failures` counts those in a row. After an error that will not pass, the feed rests. */
  onError(error: ApiError, failures: number): void;
}

const pollEveryMs = 3_000;
/** With nothing under way, a page without a stream may learn of news a little later. */
const pollSettledEveryMs = 30_000;
const pollEveryMaxMs = 15_000;
const reconnectMs = 1_000;
const reconnectMinMs = 250;
const reconnectMaxMs = 30_000;
const hiddenGraceMs = 30_000;

/** Those that somebody on this page listens to. */
const feeds = new Set<ConnectionFeed>();

/**
 * Tells how the connection is for as long as somebody listens: by the stream, by polling while there is no stream, and
 * not at all while the page is hidden. All elements of a page with the same source listen to one feed.
 */
export class ConnectionFeed {
  readonly client: ApiClient;
  readonly #source: ConnectionSource;
  readonly #listeners = new Set<FeedListener>();
  /** Of the time from a start to the next stop. */
  #stopped: AbortController | undefined;
  #connection: Connection | undefined;
  #stream: AbortController | undefined;
  #isStreaming = false;
  #isSettled = false;
  #lastEventId = '';
  #failures = 0;
  #nextLoad: ReturnType<typeof setTimeout> | undefined;
  #hiddenGrace: ReturnType<typeof setTimeout> | undefined;
  #reconnectNow: () => void = () => undefined;

  constructor(source: ConnectionSource) {
    const {apiUrl, token} = source;
    this.#source = source;
    // Whoever still listens knows the newest function of the host.
    const fetchClientSecret = (): Promise<string> =>
      ([...this.#listeners][0]?.source ?? source).fetchClientSecret();
    this.client = new ApiClient({apiUrl, token, fetchClientSecret});
  }

  /** The feed of this source, if somebody on this page listens to it. */
  static find({apiUrl, token, session}: ConnectionSource): ConnectionFeed | undefined {
    for (const feed of feeds) {
      const {apiUrl: url, token: itsToken, session: itsSession} = feed.#source;
      if (url === apiUrl && itsToken === token && itsSession === session) return feed;
    }
    return undefined;
  }

  /** The first listener starts it; a later one is told at once what is known. */
  async join(listener: FeedListener): Promise<void> {
    feeds.add(this);
    this.#listeners.add(listener);
    if (!this.#stopped) return this.#start();
    await Promise.resolve();
    if (this.#connection && this.#listeners.has(listener)) listener.onConnection(this.#connection);
  }

  /** With the last listener all of it is gone. */
  leave(listener: FeedListener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size) return;
    feeds.delete(this);
    this.#stop();
  }

  /** Asks now; begins anew where it rests. */
  async load(): Promise<void> {
    clearTimeout(this.#nextLoad);
    const signal = this.#stopped?.signal;
    if (!signal) return this.#start();
    try {
      const connection = await this.client.getConnection(signal);
      if (signal.aborted) return;
      this.#tell(connection);
      if (!this.#stream) void this.#follow(signal);
      this.#loadLater(this.#isSettled ? pollSettledEveryMs : pollEveryMs);
    } catch (error) {
      if (signal.aborted) return;
      this.#fail(toApiError(error));
    }
  }

  async #start(): Promise<void> {
    this.#stop();
    this.#failures = 0;
    const {signal} = (this.#stopped = new AbortController());
    document.addEventListener('visibilitychange', this.#onVisibilityChange, {signal});
    // What is shown comes first: beside a request, the first layout takes a third longer.
    await pause(0, signal);
    await whenVisible(signal);
    await this.load();
  }

  #fail(error: ApiError): void {
    this.#failures += 1;
    if (error.isTransient) {
      addEventListener('online', this.#onOnline);
      this.#loadLater(error.retryAfterMs ?? backoff(pollEveryMs, this.#failures - 1, pollEveryMaxMs));
    } else {
      this.#stop();
    }
    for (const listener of [...this.#listeners]) listener.onError(error, this.#failures);
  }

  #stop(): void {
    this.#stopped?.abort();
    this.#stream?.abort();
    this.#stopped = this.#stream = this.#connection = undefined;
    this.#isStreaming = false;
    this.#lastEventId = '';
    clearTimeout(this.#nextLoad);
    clearTimeout(this.#hiddenGrace);
    removeEventListener('online', this.#onOnline);
  }

  #tell(connection: Connection): void {
    this.#failures = 0;
    removeEventListener('online', this.#onOnline);
    this.#isSettled = /^(completed|expired|cancelled)$/.test(connection.status);
    this.#connection = connection;
    for (const listener of [...this.#listeners]) listener.onConnection(connection);
  }

  #loadLater(ms: number): void {
    clearTimeout(this.#nextLoad);
    if (this.#isStreaming || document.hidden) return;
    this.#nextLoad = setTimeout(() => void this.load(), ms);
  }

  /** Reconnects for as long as the feed runs. Why a stream broke does not matter: polling finds out and tells. */
  async #follow(signal: AbortSignal): Promise<void> {
    let retryMs = reconnectMs;
    let failures = 0;
    while (!signal.aborted) {
      const stream = (this.#stream = new AbortController());
      failures += 1;
      try {
        const options = {signal: stream.signal, lastEventId: this.#lastEventId};
        for await (const message of this.client.stream(options)) {
          this.#isStreaming = true;
          clearTimeout(this.#nextLoad);
          failures = 0;
          this.#lastEventId = message.id;
          retryMs = Math.max(message.retryMs ?? retryMs, reconnectMinMs);
          this.#tell(message.connection);
        }
      } catch {
        // Counted above, like a stream that ends without a message.
      }
      if (signal.aborted) return;
      if (this.#isStreaming) {
        this.#isStreaming = false;
        this.#loadLater(pollEveryMs);
      }
      await Promise.race([
        pause(backoff(retryMs, failures, reconnectMaxMs), signal),
        new Promise<void>((resolve) => (this.#reconnectNow = resolve)),
      ]);
      await whenVisible(signal);
    }
  }

  readonly #onVisibilityChange = (): void => {
    clearTimeout(this.#hiddenGrace);
    if (document.hidden) {
      clearTimeout(this.#nextLoad);
      // A glance at another tab is not worth a new connection.
      this.#hiddenGrace = setTimeout(() => this.#stream?.abort(), hiddenGraceMs);
    } else {
      this.#reconnectNow();
      void this.load();
    }
  };

  readonly #onOnline = (): void => {
    this.#reconnectNow();
    void this.load();
  };
}

/** Doubles with every failure; the jitter keeps many pages from coming back at the same moment. */
function backoff(ms: number, failures: number, maxMs: number): number {
  return Math.min(ms * 2 ** failures, maxMs) * (0.75 + Math.random() / 2);
}
