import {setMaxListeners} from 'node:events';
import {setTimeout as wait} from 'node:timers/promises';
import {Background} from '../background.ts';
import type {Context} from '../context.ts';
import type {Event} from '../events/event.ts';
import {Rounds} from '../rounds.ts';
import {randomFraction} from '../secrets.ts';
import {tryTimeoutMs, WebhookClient, type WebhookClientOptions} from './deliver.ts';
import {afterTry, type Delivery, type Try} from './delivery.ts';
import {disabledEvent, type Endpoint, switchedOff} from './endpoint.ts';

/** How often the clock is compared with what is due: retries, leases that ran out, what another process wrote. */
const lookIntervalMs = 1_000;
/** A try is over and written down by then; whoever died meanwhile loses the delivery to the next one. */
const leaseMs = tryTimeoutMs + 5_000;
const inFlightMax = 1_024;
const widthAtFirst = 8;
const widthMax = 32;
/** So many failures in a row are followed at once by the next try; then pauses grow up to a tenth of a second. */
const failuresBeforeRest = 8;
const restMaxMs = 100;
/** How long a stop waits for answers before it ends the tries. */
const stopGraceMs = 1_000;

export interface DeliveryWorkerOptions extends WebhookClientOptions {
  /** The longest pause between two tries of a receiver that only fails. */
  restMaxMs?: number;
}

/** How much one endpoint is sent at once: one while it fails, so that who is slow or dead holds up nobody else. */
interface Lane {
  endpointId: string;
  width: number;
  inFlight: number;
  isClaiming: boolean;
  /** A try ended while it was claiming: there may be room or something due again. */
  wantsMore: boolean;
  /** In a row. */
  failures: number;
  /** It pauses: what waits for a receiver that refuses at once would hammer it. */
  isResting: boolean;
}

/**
 * Sends what is pending, to each endpoint at its own pace. It keeps nothing that counts: two processes can work on one
 * store, and after a crash the next one goes on where the leases have run out.
 */
export class DeliveryWorker {
  readonly #context: Context;
  readonly #client: WebhookClient;
  readonly #restMaxMs: number;
  readonly #lanes = new Map<string, Lane>();
  readonly #background = new Background();
  readonly #stop = new AbortController();
  readonly #rounds: Rounds;
  #inFlight = 0;
  #isStopping = false;

  constructor(context: Context, options: DeliveryWorkerOptions = {}) {
    this.#context = context;
    this.#restMaxMs = options.restMaxMs ?? restMaxMs;
    this.#client = new WebhookClient(context, options);
    this.#rounds = new Rounds(context.log, 'what is due cannot be read', () => this.#beginAll());
    // Every try listens.
    setMaxListeners(inFlightMax, this.#stop.signal);
  }

  /** Begins what is due and has room. Resolves once it is on its way. */
  look(): Promise<void> {
    return this.#rounds.wake();
  }

  /** Looks every so often, until it is closed. */
  lookEvery(intervalMs: number): void {
    this.#rounds.every(intervalMs);
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await this.#rounds.idle();
    await this.#background.settled();
  }

  /** Begins nothing more. A try that has no answer after a moment is ended: it counts as none, and its lease runs out. */
  async close(): Promise<void> {
    this.#isStopping = true;
    void this.#rounds.stop();
    const timer = setTimeout(() => this.#stop.abort(), stopGraceMs);
    await this.idle();
    clearTimeout(timer);
    await this.#client.close();
  }

  async #beginAll(): Promise<void> {
    const {store, clock} = this.#context;
    const lanes = (await store.listDueEndpoints(clock.now())).map((id) => this.#laneOf(id));
    // When there is not room for all, those have it who have least.
    lanes.sort((a, b) => a.inFlight - b.inFlight);
    await Promise.all(lanes.map((lane) => this.#fill(lane)));
  }

  #laneOf(endpointId: string): Lane {
    const lane = this.#lanes.get(endpointId) ?? {
      endpointId,
      width: widthAtFirst,
      inFlight: 0,
      isClaiming: false,
      wantsMore: false,
      failures: 0,
      isResting: false,
    };
    this.#lanes.set(endpointId, lane);
    return lane;
  }

  /** Claims and begins as much as the lane has room for. Never rejects. */
  async #fill(lane: Lane): Promise<void> {
    lane.wantsMore = true;
    if (lane.isClaiming || lane.isResting) return;
    lane.isClaiming = true;
    try {
      while (lane.wantsMore && !this.#isStopping) {
        lane.wantsMore = false;
        await this.#claim(lane);
      }
    } catch (error) {
      // A full disk ends by itself; the next look tries again.
      this.#context.log.error({err: error, endpointId: lane.endpointId}, 'deliveries cannot be claimed');
    }
    lane.isClaiming = false;
  }

  async #claim(lane: Lane): Promise<void> {
    const room = Math.min(lane.width - lane.inFlight, inFlightMax - this.#inFlight);
    if (room <= 0) return;
    // Taken before the wait: other lanes claim at the same time.
    this.#occupy(lane, room);
    let begun = 0;
    try {
      const {store, clock} = this.#context;
      const now = clock.now();
      const claimed = await store.claimDeliveries(lane.endpointId, now, now + leaseMs, room);
      if (!claimed) this.#lanes.delete(lane.endpointId);
      if (!claimed || this.#isStopping) return;
      for (const {delivery, event} of claimed.deliveries) {
        begun += 1;
        void this.#background.run(this.#try(lane, claimed.endpoint, delivery, event));
      }
    } finally {
      this.#occupy(lane, begun - room);
    }
  }

  #occupy(lane: Lane, count: number): void {
    lane.inFlight += count;
    this.#inFlight += count;
  }

  async #try(lane: Lane, endpoint: Endpoint, before: Delivery, event: Event): Promise<void> {
    const startedAt = this.#context.clock.now();
    const tried = await this.#client.deliver(endpoint, event, this.#stop.signal);
    const wasFull = this.#inFlight >= inFlightMax;
    this.#occupy(lane, -1);
    if (!tried) return;
    const isSucceeded = tried.outcome === 'succeeded';
    lane.width = isSucceeded ? Math.min(lane.width + 1, widthMax) : 1;
    lane.failures = isSucceeded ? 0 : lane.failures + 1;
    if (lane.failures > failuresBeforeRest) void this.#background.run(this.#rest(lane));
    // Written first and not waited for: the next claim shares its commit, and sees what follows from it.
    const finished = this.#finish(endpoint, before, tried, startedAt);
    void this.#background.run(wasFull ? this.look() : this.#fill(lane));
    await finished;
  }

  async #rest(lane: Lane): Promise<void> {
    if (lane.isResting) return;
    lane.isResting = true;
    await wait(Math.min(2 ** (lane.failures - failuresBeforeRest), this.#restMaxMs));
    lane.isResting = false;
    await this.#fill(lane);
  }

  async #finish(endpoint: Endpoint, before: Delivery, tried: Try, startedAt: number): Promise<void> {
    const {store, clock, newId, events, log} = this.#context;
    const now = clock.now();
    const {delivery, attempt} = afterTry(before, tried, {startedAt, now, random: randomFraction()});
    const off = switchedOff(endpoint, tried.outcome, now);
    const switchOff = off && {endpoint: off, event: disabledEvent(off, newId('evt'), now)};
    const {outcome, statusCode, durationMs, number} = attempt;
    try {
      const result = await store.finishDelivery({
        endpoint,
        before,
        delivery,
        attempt,
        ...(switchOff && {switchOff}),
      });
      log.debug(
        {endpointId: endpoint.id, deliveryId: before.id, number, outcome, statusCode, durationMs, result},
        'webhook tried',
      );
      if (!switchOff || result !== 'switched_off') return;
      log.warn({endpointId: endpoint.id, reason: off.disabledReason}, 'an endpoint was switched off');
      events.publish(switchOff.event);
    } catch (error) {
      // It is sent again when its lease has run out, with the same id.
      log.error({err: error, deliveryId: before.id}, 'a try cannot be written down');
    }
  }
}

/** Delivers until the answered function is called. */
export function startDeliveries(context: Context): () => Promise<void> {
  const worker = new DeliveryWorker(context);
  const unfollow = context.events.follow(() => void worker.look());
  worker.lookEvery(lookIntervalMs);
  void worker.look();
  return () => {
    unfollow();
    return worker.close();
  };
}
