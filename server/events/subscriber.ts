import type {Response} from 'express';
import {setImmediate} from 'node:timers/promises';
import type {Credential} from '../access/require.ts';
import type {Context} from '../context.ts';
import type {EventType} from '../contract/events.ts';
import type {EventFilter} from '../store/event-store.ts';
import type {Event} from './event.ts';

export const heartbeatMs = 15_000;
const replayPage = 50;
/** Who missed more than this needs no more of it: a message says how things are now. */
const replayMax = 1_000;
/** A reader that lets this much pile up is gone; it resumes by `Last-Event-ID` when it comes back. */
const unreadBytesMax = 256 * 1024;

/** Whose events a stream tells, and in which words. */
export interface StreamSource {
  filter: EventFilter;
  types: readonly EventType[];
  /** What it was opened with; once that does not hold any more, nothing more is told. */
  credential: Credential;
  /** What is sent about an event; about none: how things are. */
  toMessage: (event: Event | null) => Promise<object>;
  /** Whether things are not as they were told last, though no event was. */
  hasChanged: () => Promise<boolean>;
}

/** One open stream of server-sent events. Messages leave in the order of their events, one after the other. */
export class Subscriber {
  readonly #context: Context;
  readonly #source: StreamSource;
  readonly #res: Response;
  readonly #unsubscribe: () => void;
  readonly #timers: NodeJS.Timeout[] = [];
  /** What the replay has sent: the stream may tell the same a moment later. */
  readonly #sent = new Set<string>();
  /** Events that arrive while older ones are still being read from the database wait here. */
  #queue: Promise<void> = Promise.resolve();

  constructor(context: Context, source: StreamSource, res: Response) {
    this.#context = context;
    this.#source = source;
    this.#res = res;
    // Before anything is read, so that nothing can fall between the replay and the live events.
    this.#unsubscribe = context.events.subscribe(source.filter, (event) => {
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
    const {expiresAt} = this.#source.credential;
    if (expiresAt !== null) {
      this.#timers.push(setTimeout(() => this.#end(), expiresAt - this.#context.clock.now()));
    }
    await this.#enqueue(() => this.#replay(lastEventId));
  }

  close(): void {
    this.#unsubscribe();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #replay(lastEventId: string | undefined): Promise<void> {
    const {filter, types} = this.#source;
    let last = lastEventId;
    while (last !== undefined && this.#sent.size < replayMax && !this.#res.closed) {
      const missed = await this.#context.store.listEvents(filter, last, replayPage, types);
      for (const event of missed) {
        await this.#send(event);
        this.#sent.add(event.id);
      }
      last = missed.length < replayPage ? undefined : missed.at(-1)?.id;
      // Lets what was written leave, and others have their turn.
      await setImmediate();
    }
    // Says where things are when nothing was missed, and when too much was.
    if (this.#sent.size === 0 || last !== undefined) await this.#send(null);
  }

  async #send(event: Event | null): Promise<void> {
    if (event && this.#sent.has(event.id)) return;
    if (!(await this.#source.credential.isStillGood())) return this.#end();
    const message = await this.#source.toMessage(event);
    const id = event ? `id: ${event.id}\nevent: ${event.type}\n` : 'event: snapshot\n';
    this.#write(`${id}data: ${JSON.stringify(message)}\n\n`);
  }

  async #beat(): Promise<void> {
    if (!(await this.#source.credential.isStillGood())) return this.#end();
    if (await this.#source.hasChanged()) await this.#send(null);
    else this.#write(': still here\n\n');
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
