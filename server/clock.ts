/** Where "now" comes from: the machine in production, a clock that a test moves in tests. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A time as it crosses HTTP: ISO 8601, UTC, with milliseconds. */
export function isoTime(ms: number): string;
export function isoTime(ms: number | null): string | null;
export function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

export const systemClock: Clock = {now: () => Date.now()};
