import type {RequestHandler, Response} from 'express';
import {setImmediate} from 'node:timers/promises';
import {type ClientCaller, clientCallerOf, findByToken} from '../access/require.ts';
import {toConnection} from '../connection/connection.ts';
import {findState} from '../connection/handlers.ts';
import type {Context} from '../context.ts';
import type {Connection, StreamMessage} from '../contract/connection.ts';
import {clientEventTypes} from '../contract/events.ts';
import {ApiError} from '../errors.ts';
import type {EventFilter} from '../store/event-store.ts';
import {type Event, toClientEvent} from './event.ts';

const heartbeatMs = 15_000;
/** More open streams than this for one credential is a fault or an attack. */
const streamsMax = 20;
const replayPage = 50;
/** Who missed more than this needs no more of it: each message carries the whole connection as it is now. */
const replayMax = 1_000;
/** A reader that lets this much pile up is gone; it resumes by `Last-Event-ID` when it comes back. */
const unreadBytesMax = 256 * 1024;

/**
 * `GET /client/v1/events`: server-sent events. First a snapshot (no id), then every event with the connection as
 * it is then. `Last-Event-ID` resumes from the database, so nothing is missed however long the gap.
 */
export function streamEvents(context: Context): RequestHandler {
  const open = new Map<string, number>();

  return async (req, res) => {
    if (req.method === 'HEAD') {
      res.type('text/event-stream').end();
      return;
    }
    const caller = clientCallerOf(res);
    const credential = caller.by === 'session' ? caller.session.id : caller.invitationId;
    const count = open.get(credential) ?? 0;
    if (count >= streamsMax) {
      throw new ApiError(
        'rate_limited',
        `At most ${streamsMax} streams can be open for one session or link.`,
        {
          retryAfter: context.clock.now() + heartbeatMs,
        },
      );
    }
    open.set(credential, count + 1);

    const subscriber = new Subscriber(context, caller, res);
    res.on('close', () => {
      subscriber.close();
      const left = (open.get(credential) ?? 1) - 1;
      if (left > 0) open.set(credential, left);
      else open.delete(credential);
    });
    // The client may have left while its credential was being checked.
    if (res.closed) res.emit('close');
    else await subscriber.begin(req.get('last-event-id'));
  };
}

/** One open stream. Messages leave in the order of their events, one after the other. */
class Subscriber {
  readonly #context: Context;
  readonly #caller: ClientCaller;
  readonly #res: Response;
  readonly #unsubscribe: () => void;
  readonly #openedAt: number;
  readonly #timers: NodeJS.Timeout[] = [];
  /** What the replay has sent: the stream may tell the same a moment later. */
  readonly #sent = new Set<string>();
  /** The connection as it was told last. */
  #shown = '';
  /** Events that arrive while older ones are still being read from the database wait here. */
  #queue: Promise<void> = Promise.resolve();

  constructor(context: Context, caller: ClientCaller, res: Response) {
    this.#context = context;
    this.#caller = caller;
    this.#res = res;
    this.#openedAt = context.clock.now();
    // Before anything is read, so that nothing can fall between the replay and the live events.
    this.#unsubscribe = context.events.subscribe(filterOf(caller), (event) => {
      void this.#enqueue(() => this.#send(event));
    });
  }

  async begin(lastEventId: string | undefined): Promise<void> {
    this.#res.set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // Proxies that buffer would hold events back.
      'X-Accel-Buffering': 'no',
    });
    this.#res.write('retry: 2000\n\n');
    this.#timers.push(setInterval(() => void this.#enqueue(() => this.#beat()), heartbeatMs));
    if (this.#caller.by === 'session') {
      const leftMs = this.#caller.session.expiresAt - this.#context.clock.now();
      this.#timers.push(setTimeout(() => this.#end(), leftMs));
    }
    await this.#enqueue(() => this.#replay(lastEventId));
  }

  close(): void {
    this.#unsubscribe();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #replay(lastEventId: string | undefined): Promise<void> {
    let last = lastEventId;
    while (last !== undefined && this.#sent.size < replayMax && !this.#res.closed) {
      const missed = await this.#context.store.listEvents(
        filterOf(this.#caller),
        last,
        replayPage,
        clientEventTypes,
      );
      for (const event of missed) {
        await this.#send(event);
        this.#sent.add(event.id);
      }
      last = missed.length < replayPage ? undefined : missed.at(-1)?.id;
      // Lets what was written leave, and others have their turn.
      await setImmediate();
    }
    // Says where things are even when nothing was missed.
    if (this.#sent.size === 0) await this.#send(null);
  }

  async #send(event: Event | null): Promise<void> {
    if (event && this.#sent.has(event.id)) return;
    if (!(await this.#mayRead())) return this.#end();
    const connection = await this.#readConnection();
    const message: StreamMessage = {event: event && toClientEvent(event), connection};
    this.#shown = JSON.stringify(connection);
    const id = event ? `id: ${event.id}\nevent: ${event.type}\n` : 'event: snapshot\n';
    this.#write(`${id}data: ${JSON.stringify(message)}\n\n`);
  }

  async #beat(): Promise<void> {
    if (!(await this.#mayRead())) return this.#end();
    // Another process on the same database may have changed things without this one being told.
    if (JSON.stringify(await this.#readConnection()) !== this.#shown) await this.#send(null);
    else this.#write(': still here\n\n');
  }

  async #readConnection(): Promise<Connection> {
    return toConnection(this.#context, this.#caller, await findState(this.#context, this.#caller));
  }

  /** The host may have ended the session or replaced the link meanwhile; then nothing more is told. */
  async #mayRead(): Promise<boolean> {
    if (this.#caller.by === 'token') {
      // A code for another device only has to be good when the stream begins.
      return (await findByToken(this.#context, this.#caller.token, this.#openedAt)) !== undefined;
    }
    return (await this.#context.store.findSession(this.#caller.session.secretHash)) !== undefined;
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(work).catch((error: unknown) => {
      this.#context.log.error({err: error}, 'a stream broke');
      this.#end();
    });
    return this.#queue;
  }

  #write(text: string): void {
    // `writable` stays true after the end, and writing then is an error that would end the process.
    if (this.#res.writableEnded || this.#res.destroyed) return;
    if (this.#res.writableLength > unreadBytesMax) this.#res.destroy();
    else this.#res.write(text);
  }

  #end(): void {
    this.close();
    this.#res.end();
  }
}

function filterOf(caller: ClientCaller): EventFilter {
  return caller.by === 'token'
    ? {invitationId: caller.invitationId}
    : {projectId: caller.session.projectId, mode: caller.session.mode, externalId: caller.session.externalId};
}
