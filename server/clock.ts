/** Where "now" comes from: the machine in production, a clock that a test moves in tests. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = {now: () => Date.now()};
