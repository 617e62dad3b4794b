const real = {setTimeout: window.setTimeout.bind(window), clearTimeout: window.clearTimeout.bind(window)};

interface Timer {
  at: number;
  run: () => void;
}

/** Timers that the test moves. Promises and the network go on as ever. */
export class Clock {
  #now = 0;
  #nextId = 1_000_000;
  readonly #timers = new Map<number, Timer>();

  static install(): Clock {
    const clock = new Clock();
    // Without a time it is only a turn of the event loop, and no time passes by that.
    window.setTimeout = ((run: () => void, ms = 0) =>
      ms ? clock.#add(run, ms) : real.setTimeout(run)) as typeof setTimeout;
    window.clearTimeout = ((id: number) =>
      clock.#timers.delete(id) || real.clearTimeout(id)) as typeof clearTimeout;
    return clock;
  }

  uninstall(): void {
    Object.assign(window, real);
  }

  /** How many timers wait. */
  get size(): number {
    return this.#timers.size;
  }

  /** Runs what is due within `ms`, in order. */
  tick(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, {at}]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [id, {at, run}] = due;
      this.#timers.delete(id);
      this.#now = at;
      run();
    }
    this.#now = end;
  }

  #add(run: () => void, ms: number): number {
    this.#nextId += 1;
    this.#timers.set(this.#nextId, {at: this.#now + ms, run});
    return this.#nextId;
  }
}

/** Waits, in real time, until `check` finds something. */
export async function until<Found>(
  check: () => Found | Promise<Found>,
  what = check.toString(),
): Promise<NonNullable<Found>> {
  const giveUpAt = performance.now() + 4_000;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (performance.now() > giveUpAt) throw new Error(`Waited in vain until ${what}`);
    await new Promise((resolve) => real.setTimeout(resolve, 5));
  }
}

/** Long enough for a request that should not be made. */
export function letThingsHappen(ms = 150): Promise<void> {
  return new Promise((resolve) => {
    real.setTimeout(resolve, ms);
  });
}
