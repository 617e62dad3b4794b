import {describe, expect, test} from 'vitest';
import {movedStart, nextAttemptAt, readRetryAfter, retryDelaysMs} from '../../../server/webhooks/retry.ts';

const hourMs = 60 * 60_000;
const spanMs = ((75 * 60 + 35) * 60 + 5) * 1_000;

/** All tries of a delivery that always fails at once. */
function triesOf(random: () => number): number[] {
  const tries = [0];
  for (let next: number | undefined = 0; next !== undefined;) {
    next = nextAttemptAt(0, next, random());
    if (next !== undefined) tries.push(next);
  }
  return tries;
}

describe('the schedule of tries', () => {
  test('is ten tries over 75 h 35 m 5 s', () => {
    const tries = triesOf(() => 0.5);
    expect(tries).toHaveLength(10);
    expect(tries.slice(1).map((at, index) => at - (tries[index] ?? 0))).toEqual([...retryDelaysMs]);
    expect(tries.at(-1)).toBe(spanMs);
  });

  test('is spread by a tenth of each wait, and never tries twice for one slot', () => {
    let slotAt = 0;
    for (const delayMs of retryDelaysMs) {
      const before = slotAt;
      slotAt += delayMs;
      expect(nextAttemptAt(0, before + delayMs * 0.11, 0)).toBe(Math.round(slotAt - delayMs * 0.1));
      expect(nextAttemptAt(0, before + delayMs * 0.11, 1)).toBe(Math.round(slotAt + delayMs * 0.1));
    }
    for (let count = 0; count < 100; count += 1) expect(triesOf(Math.random)).toHaveLength(10);
    expect(triesOf(() => 0)).toHaveLength(10);
    expect(triesOf(() => 1)).toHaveLength(10);
  });

  test('a try in between uses no slot up', () => {
    expect(nextAttemptAt(0, 10_000, 0.5)).toBe(305_000);
    expect(nextAttemptAt(0, 200_000, 0.5)).toBe(305_000);
  });

  test('a slot that has passed is not made up for', () => {
    expect(nextAttemptAt(0, 3 * hourMs, 0.5)).toBe(7 * hourMs + 35 * 60_000 + 5_000);
    expect(nextAttemptAt(0, spanMs, 0.5)).toBeUndefined();
  });

  test('is made longer by what the receiver asks for, never shorter', () => {
    expect(nextAttemptAt(0, 0, 0.5, 60_000)).toBe(60_000);
    expect(nextAttemptAt(0, 10_000, 0.5, 11_000)).toBe(305_000);
    expect(nextAttemptAt(0, spanMs, 0.5, spanMs + 1)).toBeUndefined();
  });

  test('moves on by the time in which nobody could try', () => {
    const plannedAt = nextAttemptAt(0, 0, 0.5) ?? 0;
    const downMs = 200 * hourMs;
    const start = movedStart(0, plannedAt, plannedAt + downMs);
    expect(nextAttemptAt(start, plannedAt + downMs, 0.5)).toBe(305_000 + downMs);
    expect(movedStart(7, 100, 90)).toBe(7);
  });

  test.each([
    [undefined, undefined],
    ['120', 121_000],
    ['0', undefined],
    ['999999999', 1_000 + 24 * hourMs],
    ['soon', undefined],
    ['-5', undefined],
    ['Thu, 01 Jan 1970 00:01:00 GMT', 60_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', undefined],
    ['Fri, 01 Jan 2100 00:00:00 GMT', 1_000 + 24 * hourMs],
  ])('reads Retry-After %j', (header, expected) => {
    expect(readRetryAfter(header, 1_000)).toBe(expected);
  });
});
