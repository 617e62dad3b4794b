import type {Connection} from '../server/contract/connection.ts';
import type {ApiClient} from './api-client.ts';
import {type ApiError, toApiError} from './api-error.ts';
import {ConnectionFeed, type ConnectionSource, type FeedListener} from './connection-feed.ts';
import {
  type ConnectionState,
  lose,
  receive,
  settle,
  type SettledState,
  type StartedState,
} from './connection-state.ts';
import {dispatch} from './events.ts';
import {pause, whenVisible} from './page-visibility.ts';
import {chooseFlow, type Flow, openWindow, sendTo} from './signup-window.ts';

/** A start address is good for 60 s; one that is shown as a link is replaced before. */
const renewStartUrlMs = 45_000;
/** A link that nobody used for so many renewals is taken away. */
const renewalsMax = 20;

/** The element that shows the state, and fires the events. */
export interface ConnectionHost extends HTMLElement {
  requestUpdate(): void;
}

/** Loads the connection of one client and follows it, starts signups, and holds what the element shows. */
export class ConnectionController {
  state: ConnectionState = {name: 'loading'};

  readonly #host: ConnectionHost;
  #listener: FeedListener | undefined;
  #feed: ConnectionFeed | undefined;
  /** From a start to the next stop. */
  #running: AbortController | undefined;
  #connection: Connection | undefined;
  #window: Window | null | undefined;

  constructor(host: ConnectionHost) {
    this.#host = host;
  }

  get client(): ApiClient | undefined {
    return this.#feed?.client;
  }

  get isTest(): boolean {
    return this.#connection?.mode === 'test';
  }

  /** The element is in the page again. */
  resume(): void {
    void this.#run();
  }

  /** The element is out of the page. */
  stop(): void {
    this.#leave();
    // The answer to a click will not come any more, and a link that was shown is not renewed.
    if (this.state.name === 'opening') this.#show(this.state.before);
    if (this.state.name === 'blocked') this.#show(settle(this.state.connection));
  }

  /** Begins to show the connection that `source` gives access to. */
  start(source: ConnectionSource): void {
    this.#leave();
    this.#listener = {
      source,
      onConnection: (connection) => this.#receive(connection),
      onError: (error, failures) => this.#lose(error, failures),
    };
    this.#feed = undefined;
    this.#connection = undefined;
    this.#show({name: 'loading'});
    void this.#run();
  }

  /** Says that nothing can be shown. */
  refuse(error: ApiError): void {
    this.#leave();
    this.#refuse(error);
  }

  #refuse(error: ApiError): void {
    this.#show({name: 'refused', code: error.code});
    this.report(error);
  }

  /** To be called in the task of a click, or the browser will not open a window. */
  async connect(flow: Flow, locale: string, openingText: string): Promise<void> {
    const {state} = this;
    const client = this.#feed?.client;
    const signal = this.#running?.signal;
    if (!client || !signal || !canStart(state)) return;
    if (!dispatch(this.#host, 'zavu-connect-start', {connection: state.connection})) return;

    const chosenFlow = chooseFlow(flow);
    this.#window = chosenFlow === 'redirect' ? null : openWindow(chosenFlow, openingText);
    this.#show({name: 'opening', before: 'problem' in state ? {...state, problem: null} : state});
    try {
      const returnUrl =
        chosenFlow === 'redirect' && !this.#listener?.source.token ? returnUrlOfPage() : undefined;
      const {connection, startUrl} = await client.startConnection({locale, returnUrl}, signal);
      this.#receive(connection);
      if (!startUrl) {
        this.#window?.close();
        this.#show(settle(connection));
      } else if (chosenFlow === 'redirect') {
        this.#leaveFor(startUrl, signal);
      } else if (this.#window) {
        sendTo(startUrl, this.#window);
        this.#show({name: 'waiting', connection, startedFrom: connection, startUrl: null});
      } else {
        this.#show({name: 'blocked', connection, startedFrom: connection, startUrl});
        void this.#keepFresh(connection, client, locale, signal);
      }
    } catch (error) {
      this.#window?.close();
      if (!signal.aborted) this.#fail(toApiError(error));
    }
  }

  /** The person used the link to `startUrl`. */
  linkOpened(): void {
    if (this.state.name === 'blocked') this.#show({...this.state, name: 'waiting', startUrl: null});
  }

  async cancel(): Promise<void> {
    const signal = this.#running?.signal;
    if (!signal) return;
    this.#window?.close();
    try {
      const connection = await this.#feed?.client.cancelConnection(signal);
      if (!connection) return;
      this.#receive(connection);
      this.#show(settle(connection));
    } catch (error) {
      if (!signal.aborted) this.#fail(toApiError(error));
    }
  }

  /** What the service answered to something that was done about the connection. */
  receive(connection: Connection): void {
    this.#receive(connection);
    this.#show(settle(connection));
  }

  async refresh(): Promise<void> {
    if (this.state.name === 'offline') this.#show({...this.state, isTrying: true});
    if (this.state.name !== 'refused') return this.#feed?.load();
    if (this.#feed) this.#show({name: 'loading'});
    await this.#run();
  }

  async #run(): Promise<void> {
    const listener = this.#listener;
    if (!listener) return;
    this.#running?.abort();
    this.#running = new AbortController();
    this.#feed = ConnectionFeed.find(listener.source) ?? this.#feed ?? new ConnectionFeed(listener.source);
    await this.#feed.join(listener);
  }

  #leave(): void {
    this.#running?.abort();
    this.#running = undefined;
    if (this.#listener) this.#feed?.leave(this.#listener);
  }

  #receive(connection: Connection): void {
    const previous = this.#connection;
    if (previous && isOlder(connection, previous)) return;
    const wasStarted = this.state.name === 'waiting' || this.state.name === 'blocked';
    this.#connection = connection;
    this.#show(receive(this.state, connection));
    if (!previous) {
      dispatch(this.#host, 'zavu-ready', {connection});
      return;
    }
    const {status} = connection;
    const hasChanged = previous.status !== status;
    if (hasChanged) {
      dispatch(this.#host, 'zavu-status-changed', {
        previousStatus: previous.status,
        currentStatus: status,
        connection,
      });
      if (status === 'completed') dispatch(this.#host, 'zavu-connected', {connection});
    }
    // Between two polls an attempt may start and fail again; then only its end is seen.
    if (status === 'failed' && (hasChanged || (wasStarted && this.state.name === 'failed'))) {
      const failureReason = connection.failureReason ?? 'internal_error';
      dispatch(this.#host, 'zavu-failed', {failureReason, connection});
    }
  }

  #lose(error: ApiError, failures: number): void {
    if (!error.isTransient) {
      // Stays among those who listen: when one of them is let in again, all are.
      this.#refuse(error);
      return;
    }
    // One lost poll is no news to a person: a laptop that wakes up loses one.
    if (failures < 2 && !/loading|offline/.test(this.state.name)) return;
    const wasOffline = this.state.name === 'offline';
    this.#show(lose(this.state));
    if (!wasOffline) this.report(error);
  }

  /** A click came to nothing. */
  #fail(error: ApiError): void {
    const before = this.state.name === 'opening' ? this.state.before : this.state;
    if (/^invitation_not/.test(error.code)) {
      // It has ended meanwhile; the service knows how.
      if ('connection' in before) this.#show(settle(before.connection));
      void this.#feed?.load();
    } else if (error.isTransient || error.code === 'invalid_request') {
      if ('connection' in before) this.#show(settle(before.connection, error.code));
    } else {
      this.refuse(error);
      return;
    }
    this.report(error);
  }

  #leaveFor(startUrl: string, signal: AbortSignal): void {
    // Coming back with the browser's own button may bring this very page, still waiting.
    const comeBack = (): void => {
      if (this.state.name === 'opening') this.#show(this.state.before);
    };
    addEventListener('pageshow', comeBack, {once: true, signal});
    location.assign(startUrl);
  }

  async #keepFresh(
    startedFrom: Connection,
    client: ApiClient,
    locale: string,
    signal: AbortSignal,
  ): Promise<void> {
    const isShown = (state: ConnectionState): state is StartedState =>
      state.name === 'blocked' && state.startedFrom === startedFrom;
    for (let renewals = 0; renewals < renewalsMax; renewals += 1) {
      await pause(renewStartUrlMs, signal);
      await whenVisible(signal);
      if (!isShown(this.state)) return;
      try {
        const {startUrl} = await client.startConnection({locale}, signal);
        if (isShown(this.state)) this.#show({...this.state, startUrl});
      } catch {
        break;
      }
    }
    if (isShown(this.state)) this.#show(settle(this.state.connection));
  }

  #show(state: ConnectionState): void {
    this.state = state;
    this.#host.requestUpdate();
  }

  /** Tells the developer. */
  report({code, message}: ApiError): void {
    if (!dispatch(this.#host, 'zavu-error', {code, message})) return;
    console.error(`[zavu-partner-invite] ${code}: ${message}`);
  }
}

function canStart(state: ConnectionState): state is SettledState | StartedState {
  return 'connection' in state && state.connection.status !== 'completed';
}

/** Polling, the stream and answers to clicks may overtake each other. */
function isOlder(connection: Connection, previous: Connection): boolean {
  return (
    connection.invitationId === previous.invitationId &&
    (connection.updatedAt ?? '') < (previous.updatedAt ?? '')
  );
}

function returnUrlOfPage(): string {
  return location.href.length > 2000 ? location.origin + location.pathname : location.href;
}
