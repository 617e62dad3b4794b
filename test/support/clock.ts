import type {Clock} from '../../server/clock.ts';

/** A clock that a test moves. It begins at the real time, since browsers and signatures look at that too. */
export class TestClock implements Clock {
  #offsetMs = 0;

  now(): number {
    return Date.now() + this.#offsetMs;
  }

  advance(ms: number): void {
    this.#offsetMs += ms;
  }
}

export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;
