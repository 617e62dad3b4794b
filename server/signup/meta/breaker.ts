import type {Logger} from 'pino';
import type {Clock} from '../../clock.ts';

/** So many calls in a row without anybody there, each with all its tries. */
const failuresMax = 5;
/** How long Meta is left alone then, before one call finds out. */
const openMs = 10_000;

/**
 * Spares everybody the wait for a Meta that is down: after some calls without an answer no more are made for a while, then a single
 * one, and when that is answered all are made again.
 */
export class CircuitBreaker {
  readonly #clock: Clock;
  readonly #log: Logger;
  #failures = 0;
  #state: {kind: 'closed'} | {kind: 'open'; at: number} | {kind: 'probing'; at: number} = {kind: 'closed'};

  constructor(clock: Clock, log: Logger) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Whether a call may be made. After `probe` it is the only one until it is settled, and is not worth a second try. */
  admit(): 'free' | 'probe' | 'refused' {
    if (this.#state.kind === 'closed') return 'free';
    const openedMs = this.#clock.now() - this.#state.at;
    // A clock that was set back must not keep it open for longer; neither must a probe that was never settled.
    if (openedMs >= 0 && openedMs < openMs) return 'refused';
    this.#state = {kind: 'probing', at: this.#clock.now()};
    return 'probe';
  }

  /** Tells how an admitted call went. */
  settle(isAlive: boolean): void {
    if (isAlive) {
      if (this.#state.kind !== 'closed') this.#log.info('Meta answers again');
      this.#failures = 0;
      this.#state = {kind: 'closed'};
      return;
    }
    this.#failures += 1;
    if (this.#failures < failuresMax) return;
    if (this.#state.kind === 'closed') this.#log.warn({openMs}, 'Meta does not answer and is left alone');
    this.#state = {kind: 'open', at: this.#clock.now()};
  }
}
