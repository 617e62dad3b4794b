import type {Clock} from '../clock.ts';

const windowMs = 60_000;

export interface Allowance {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Epoch ms at which the window ends. */
  resetsAt: number;
}

/** Fixed windows of one minute, as Zavu counts. One counter for each key, session, token or address. */
export class RateLimit {
  readonly #limit: number;
  readonly #clock: Clock;
  #window = -1;
  #counts = new Map<string, number>();

  /** `limit` requests a minute; 0 means no limit. */
  constructor(limit: number, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Counts one request of this caller; `undefined` when there is no limit. */
  take(caller: string): Allowance | undefined {
    if (this.#limit === 0) return undefined;
    const window = Math.floor(this.#clock.now() / windowMs);
    if (window !== this.#window) {
      // Dropping all counts at once keeps the memory bounded by the callers of one minute.
      this.#window = window;
      this.#counts = new Map();
    }
    const count = (this.#counts.get(caller) ?? 0) + 1;
    this.#counts.set(caller, count);
    return {
      allowed: count <= this.#limit,
      limit: this.#limit,
      remaining: Math.max(0, this.#limit - count),
      resetsAt: (window + 1) * windowMs,
    };
  }

  /** Until when this caller has used up what is allowed, without counting; `undefined` when there is some left. */
  spentUntil(caller: string): number | undefined {
    const window = Math.floor(this.#clock.now() / windowMs);
    const isSpent =
      this.#limit > 0 && window === this.#window && (this.#counts.get(caller) ?? 0) >= this.#limit;
    return isSpent ? (window + 1) * windowMs : undefined;
  }
}

/** The part of an address that one subscriber holds: all of IPv4, the first 56 bits of IPv6. */
export function addressOf(ip: string | undefined): string {
  if (!ip) return 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped?.[1]) return mapped[1];
  if (!ip.includes(':')) return ip;
  const [head = '', tail = ''] = ip.toLowerCase().split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  // What a proxy reports need not be an address.
  const missing = Math.max(0, 8 - before.length - after.length);
  const groups = ip.includes('::') ? [...before, ...Array<string>(missing).fill('0'), ...after] : before;
  const prefix = groups
    .slice(0, 4)
    .map((group) => group.padStart(4, '0'))
    .join('');
  return `${prefix.slice(0, 14)}::/56`;
}
