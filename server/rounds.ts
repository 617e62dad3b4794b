import type {Logger} from 'pino';

/**
 * What a worker does again and again: one round at a time, every so often and whenever it is woken. A round that fails
 * is logged, and the next one tries again: a full disk ends by itself.
 */
export class Rounds {
  readonly #round: () => Promise<void>;
  readonly #onError: (error: unknown) => void;
  #underWay: Promise<void> | undefined;
  #isWanted = false;
  #isStopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(log: Logger, failure: string, round: () => Promise<void>) {
    this.#round = round;
    this.#onError = (error) => log.error({err: error}, failure);
  }

  /** Begins one when none is under way, now and every so often. */
  every(intervalMs: number): void {
    this.#timer = setInterval(() => {
      if (!this.#underWay) void this.wake();
    }, intervalMs);
    // Nothing that waits for its time keeps the process alive.
    this.#timer.unref();
  }

  /** Begins a round, or has another one follow that which is under way. Resolves when none is wanted; never rejects. */
  wake(): Promise<void> {
    this.#isWanted = true;
    this.#underWay ??= this.#run();
    return this.#underWay;
  }

  /** Resolves when no round is under way. */
  async idle(): Promise<void> {
    await this.#underWay;
  }

  /** Begins no more; resolves when the one under way is over. */
  stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    return this.idle();
  }

  async #run(): Promise<void> {
    while (this.#isWanted && !this.#isStopped) {
      this.#isWanted = false;
      try {
        await this.#round();
      } catch (error) {
        this.#onError(error);
      }
    }
    // Not in a `finally` of the caller: a round that is wanted in between would be forgotten.
    this.#underWay = undefined;
  }
}
