const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Waits before the second and each later try: the schedule of Standard Webhooks, ten tries over 75 h 35 m 5 s. */
export const retryDelaysMs = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
] as const;

/** Spread, so that what failed together does not come back together. */
const jitter = 0.1;
/** A wait that a receiver asks for counts up to this. */
const retryAfterMaxMs = 24 * hourMs;

/**
 * When a delivery that has just failed is tried again; `undefined`: the schedule is over. Its slots are moments
 * counted from the first try, so a try in between, by hand or because the receiver is well again, uses none up.
 * `random` is from 0 to 1; `holdUntil` is what the receiver asked for, and only makes it later. Epoch ms.
 */
export function nextAttemptAt(
  firstAttemptAt: number,
  now: number,
  random: number,
  holdUntil = 0,
): number | undefined {
  let slotAt = firstAttemptAt;
  for (const delayMs of retryDelaysMs) {
    slotAt += delayMs;
    // A slot whose spread has begun may be the one that was just used.
    if (slotAt - delayMs * jitter <= now) continue;
    return Math.max(Math.round(slotAt + delayMs * jitter * (2 * random - 1)), holdUntil);
  }
  return undefined;
}

/**
 * From when the slots count after a try that began late. Time in which nobody could try, because we were down or the
 * endpoint was off, is no time that the receiver had: the slots move on by it, and a delivery gets all of its tries.
 */
export function movedStart(firstAttemptAt: number, plannedAt: number, startedAt: number): number {
  return firstAttemptAt + Math.max(0, startedAt - plannedAt);
}

/** Until when a receiver asks not to be tried: `Retry-After` in whole seconds or as an HTTP date. Epoch ms. */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const isSeconds = /^\d{1,9}$/.test(header);
  // A date begins with its weekday; `Date.parse` would take much else for one.
  const until = isSeconds
    ? now + Number(header) * secondMs
    : /^[A-Z][a-z]{2}/.test(header)
      ? Date.parse(header)
      : 0;
  return until > now ? Math.min(until, now + retryAfterMaxMs) : undefined;
}
