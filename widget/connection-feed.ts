import type {Connection} from '../server/contract/connection.ts';
import type {ApiClient} from './api-client.ts';
import {type ApiError, toApiError} from './api-error.ts';
import {pause, whenVisible} from './page-visibility.ts';

export interface FeedListener {
  onConnection(connection: Connection): void;
  /** A request did not succeed; `failures` counts those in a row. After an error that will not pass, the feed is over. */
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

/**
 * Tells how the connection is, from `start` to `stop`: by the stream, by polling while there is no stream, and not at
 * all while the page is hidden.
 */
export class ConnectionFeed {
  readonly #client: ApiClient;
  readonly #listener: FeedListener;
  readonly #stopped = new AbortController();
  #stream: AbortController | undefined;
  #isStreaming = false;
  #isSettled = false;
  #lastEventId = '';
  #failures = 0;
  #nextLoad: ReturnType<typeof setTimeout> | undefined;
  #hiddenGrace: ReturnType<typeof setTimeout> | undefined;
  #reconnectNow: () => void = () => undefined;

  constructor(client: ApiClient, listener: FeedListener) {
    this.#client = client;
    this.#listener = listener;
  }

  async start(): Promise<void> {
    const {signal} = this.#stopped;
    document.addEventListener('visibilitychange', this.#onVisibilityChange, {signal});
    await whenVisible(signal);
    await this.load();
  }

  stop(): void {
    this.#stopped.abort();
    this.#stream?.abort();
    clearTimeout(this.#nextLoad);
    clearTimeout(this.#hiddenGrace);
    removeEventListener('online', this.#onOnline);
  }

  /** Asks now. */
  async load(): Promise<void> {
    clearTimeout(this.#nextLoad);
    const {signal} = this.#stopped;
    try {
      const connection = await this.#client.getConnection(signal);
      if (signal.aborted) return;
      this.#tell(connection);
      if (!this.#stream) void this.#follow();
      this.#loadLater(this.#isSettled ? pollSettledEveryMs : pollEveryMs);
    } catch (error) {
      if (signal.aborted) return;
      this.#fail(toApiError(error));
    }
  }

  #fail(error: ApiError): void {
    this.#failures += 1;
    if (error.isTransient) {
      addEventListener('online', this.#onOnline);
      this.#loadLater(error.retryAfterMs ?? backoff(pollEveryMs, this.#failures - 1, pollEveryMaxMs));
    } else {
      this.stop();
    }
    this.#listener.onError(error, this.#failures);
  }

  #tell(connection: Connection): void {
    this.#failures = 0;
    removeEventListener('online', this.#onOnline);
    this.#isSettled = ['completed', 'expired', 'cancelled'].includes(connection.status);
    this.#listener.onConnection(connection);
  }

  #loadLater(ms: number): void {
    clearTimeout(this.#nextLoad);
    if (this.#isStreaming || document.hidden) return;
    this.#nextLoad = setTimeout(() => void this.load(), ms);
  }

  /** Reconnects for as long as the feed runs. Why a stream broke does not matter: polling finds out and tells. */
  async #follow(): Promise<void> {
    const {signal} = this.#stopped;
    let retryMs = reconnectMs;
    let failures = 0;
    while (!signal.aborted) {
      this.#stream = new AbortController();
      failures += 1;
      try {
        const options = {signal: this.#stream.signal, lastEventId: this.#lastEventId};
        for await (const message of this.#client.stream(options)) {
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
