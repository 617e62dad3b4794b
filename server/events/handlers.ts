import type {RequestHandler, Response} from 'express';
import {type ClientCaller, clientCallerOf} from '../access/require.ts';
import {toConnection} from '../connection/connection.ts';
import {findState} from '../connection/handlers.ts';
import type {Context} from '../context.ts';
import type {StreamMessage} from '../contract.ts';
import {ApiError} from '../errors.ts';
import type {EventFilter} from '../store/store.ts';
import {type Event, toEnvelope} from './event.ts';

const heartbeatMs = 15_000;
/** More open streams than this for one credential is a fault or an attack. */
const streamsMax = 20;
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
    req.on('close', () => {
      subscriber.close();
      const left = (open.get(credential) ?? 1) - 1;
      if (left > 0) open.set(credential, left);
      else open.delete(credential);
    });
    await subscriber.begin(req.get('last-event-id'));
  };
}

/** One open stream. Messages leave in the order of their events, one after the other. */
class Subscriber {
  readonly #context: Context;
  readonly #caller: ClientCaller;
  readonly #res: Response;
  readonly #unsubscribe: () => void;
  readonly #timers: NodeJS.Timeout[] = [];
  #sent = new Set<string>();
  /** Events that arrive while older ones are still being read from the database wait here. */
  #queue: Promise<void> = Promise.resolve();

  constructor(context: Context, caller: ClientCaller, res: Response) {
    this.#context = context;
    this.#caller = caller;
    this.#res = res;
    // Before anything is read, so that nothing can fall between the replay and the live events.
    this.#unsubscribe = context.events.subscribe(filterOf(caller), (event) => {
      this.#queue = this.#queue.then(() => this.#send(event)).catch((error: unknown) => this.#break(error));
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
    this.#timers.push(setInterval(() => this.#write(': still here\n\n'), heartbeatMs));
    if (this.#caller.by === 'session') {
      const leftMs = this.#caller.session.expiresAt - this.#context.clock.now();
      this.#timers.push(setTimeout(() => this.#res.end(), leftMs));
    }
    this.#queue = this.#queue
      .then(() => this.#replay(lastEventId))
      .catch((error: unknown) => this.#break(error));
    await this.#queue;
  }

  close(): void {
    this.#unsubscribe();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #replay(lastEventId: string | undefined): Promise<void> {
    const missed = lastEventId
      ? await this.#context.store.listEvents(filterOf(this.#caller), lastEventId, replayMax)
      : [];
    if (missed.length === 0) return this.#send(null);
    for (const event of missed) await this.#send(event);
    this.#sent = new Set(missed.map((event) => event.id));
  }

  async #send(event: Event | null): Promise<void> {
    // An event can come twice: read from the database and, a moment later, told by the stream.
    if (event && this.#sent.has(event.id)) return;
    const connection = toConnection(
      this.#context,
      this.#caller,
      await findState(this.#context, this.#caller),
    );
    const message: StreamMessage = {event: event && toEnvelope(event), connection};
    const id = event ? `id: ${event.id}\nevent: ${event.type}\n` : 'event: snapshot\n';
    this.#write(`${id}data: ${JSON.stringify(message)}\n\n`);
  }

  #write(text: string): void {
    if (this.#res.writableLength > unreadBytesMax) this.#res.destroy();
    else if (this.#res.writable) this.#res.write(text);
  }

  #break(error: unknown): void {
    this.#context.log.error({err: error}, 'a stream broke');
    this.#res.end();
  }
}

function filterOf(caller: ClientCaller): EventFilter {
  return caller.by === 'token'
    ? {invitationId: caller.invitationId}
    : {projectId: caller.session.projectId, mode: caller.session.mode, externalId: caller.session.externalId};
}
