import type {Connection} from '../../../server/contract/connection.ts';
import {freshConnection} from '../../support/connections.ts';

/** One request that the element or the page made. */
export interface LoggedRequest {
  route: string;
  authorization?: string;
  lastEventId?: string;
  cookie?: string;
  query?: string;
  accept?: string;
  idempotencyKey?: string;
  contentType?: string;
  body: string;
}

export interface ScriptedAnswer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** The connection breaks instead of an answer. */
  hangUp?: boolean;
  /** Comes only after `letGo`. */
  waits?: boolean;
}

type Route =
  | `${'GET' | 'POST' | 'PATCH' | 'DELETE'} v1/${string}`
  | 'POST session'
  | 'GET connection'
  | 'POST connection'
  | `POST connection/${'cancel' | 'disconnect' | 'test-message'}`
  | 'GET events';

export const completed: Partial<Connection> = {
  status: 'completed',
  connectedAccount: {channel: 'whatsapp', id: 'waba_1', name: 'Panadería Sol'},
  phoneNumber: '+34 600 11 12 22',
  senderId: 'snd_1',
  health: 'connected',
  registration: 'registered',
  updatedAt: '2026-11-22T10:05:00.000Z',
};

/** The far end of `fake-service.mjs`. */
export class FakeService {
  readonly url = `${location.origin}/fake/${crypto.randomUUID()}`;
  #events = 0;

  static async start(connection: Partial<Connection> = {}): Promise<FakeService> {
    const service = new FakeService();
    await service.set({...freshConnection, projectName: 'Acme', clientName: null, ...connection});
    return service;
  }

  /** What the service knows from now on; nobody is told. */
  set(connection: Partial<Connection>): Promise<void> {
    return this.#control({set: connection});
  }

  /** Changes the connection and tells the streams. */
  async push(connection: Partial<Connection>): Promise<void> {
    this.#events += 1;
    const id = `evt_${this.#events}`;
    const updatedAt = new Date(Date.UTC(2026, 10, 22, 11, 0, this.#events)).toISOString();
    await this.#control({
      set: {...connection, updatedAt},
      push: {id, type: 'invitation.status_changed'},
    });
  }

  /** The next answers of a route, before it goes on as usual. */
  answer(route: Route, ...answers: ScriptedAnswer[]): Promise<void> {
    return this.#control({answers: {[route]: answers}});
  }

  /** What routes of `/v1` answer from now on, where nothing else is scripted. */
  keep(resources: Partial<Record<Route, unknown>>): Promise<void> {
    return this.#control({resources});
  }

  /** Lets the answer come that waits. */
  letGo(): Promise<void> {
    return this.#control({letGo: true});
  }

  /** Bytes for the streams, as they are. */
  sendRaw(raw: string): Promise<void> {
    return this.#control({raw});
  }

  /** Built files that cannot be loaded, for example `qr-code.js`. */
  missFiles(...missingFiles: string[]): Promise<void> {
    return this.#control({missingFiles});
  }

  endStreams(): Promise<void> {
    return this.#control({endStreams: true});
  }

  async requests(route?: Route): Promise<LoggedRequest[]> {
    const log = await this.#log();
    return log.filter((entry) => (route ? entry.route === route : entry.route));
  }

  async openStreams(): Promise<number> {
    const log = await this.#log();
    return (log.at(-1) as unknown as {openStreams: number}).openStreams;
  }

  async #log(): Promise<LoggedRequest[]> {
    const response = await nativeFetch(`${this.url}/log`);
    return (await response.json()) as LoggedRequest[];
  }

  async #control(order: object): Promise<void> {
    await nativeFetch(`${this.url}/control`, {method: 'POST', body: JSON.stringify(order)});
  }
}

/** Kept, for tests that watch `fetch`. */
const nativeFetch = window.fetch.bind(window);
