import type {Clock} from '../clock.ts';
import {GraphError} from './graph-error.ts';

/** Ids begin with 90000, as everything here; the rest are the digits of the number. */
const start = '900006';
const dayMs = 24 * 60 * 60_000;
/** A verification is good for so long; what is not verified within the same time is dropped. */
const keptMs = 90 * dayMs;
const renewableMs = 45 * dayMs;
const codeTtlMs = 10 * 60_000;
const hourMs = 60 * 60_000;
const callsMax = 125;
const triesMax = 5;
const numbersMax = 1_000;

/** What every message and call says. */
const code = '123456';
/** Put there by hand, in the dashboard. Both are kept free for films. */
const fromDashboard = ['14155550190', '442079460990'];

/** Times in epoch ms. */
export interface PreVerifiedNumber {
  id: string;
  digits: string;
  addedAt: number;
  verifiedAt: number | null;
  sentCode: {sentAt: number; tries: number} | null;
  /** Businesses that may use it too. */
  partners: Set<string>;
}

/** Refused in Meta's words; `status` where it is not the one of the code. */
export class PoolError extends GraphError {
  readonly status: number;

  constructor(status: number, message: string, subcode?: number) {
    super(100, message, subcode === undefined ? {} : {subcode});
    this.status = status;
  }

  override get httpStatus(): number {
    return this.status;
  }
}

/**
 * Numbers that a Solution Partner has verified before its clients come. A client who takes one gets it under a new id, and
 * the one here is gone. Lost on a restart.
 */
export class PreVerifiedPool {
  readonly #clock: Clock;
  readonly #numbers = new Map<string, PreVerifiedNumber>();
  #calls: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
    for (const digits of fromDashboard) this.add(digits).verifiedAt = clock.now();
  }

  static isId(id: string): boolean {
    return id.startsWith(start);
  }

  /** Adds a number; one that is there is answered as it is. */
  add(digits: string): PreVerifiedNumber {
    if (!/^[1-9]\d{6,14}$/.test(digits)) {
      throw new PoolError(400, '(#100) Param phone_number must be a valid phone number.');
    }
    const id = start + digits;
    const known = this.find(id);
    if (known) return known;
    if (this.#numbers.size >= numbersMax)
      throw new PoolError(400, '(#100) The pool of this business is full.');
    const added = {
      id,
      digits,
      addedAt: this.#clock.now(),
      verifiedAt: null,
      sentCode: null,
      partners: new Set<string>(),
    };
    this.#numbers.set(id, added);
    return added;
  }

  find(id: string): PreVerifiedNumber | undefined {
    const number = this.#numbers.get(id);
    const isDropped = number?.verifiedAt === null && number.addedAt + keptMs <= this.#clock.now();
    if (isDropped) this.#numbers.delete(id);
    return isDropped ? undefined : number;
  }

  list(): PreVerifiedNumber[] {
    return [...this.#numbers.keys()].flatMap((id) => this.find(id) ?? []);
  }

  /** Also when a client claims it. */
  delete(id: string): void {
    this.#numbers.delete(id);
  }

  /** What the dialog offers for an id; `undefined` for one that is gone. */
  offered(id: unknown): {digits: string; isVerified: boolean} | undefined {
    const number = typeof id === 'string' ? this.find(id) : undefined;
    return number && {digits: number.digits, isVerified: this.isVerified(number)};
  }

  /** A client has taken the number with these digits. */
  claim(digits: string): void {
    this.delete(start + digits);
  }

  isVerified(number: PreVerifiedNumber): boolean {
    const until = verifiedUntil(number);
    return until !== null && until > this.#clock.now();
  }

  sendCode(number: PreVerifiedNumber, method: string | undefined, language: string | undefined): void {
    if (method !== 'SMS' && method !== 'VOICE') {
      throw new PoolError(400, '(#100) Param code_method must be one of {SMS, VOICE}');
    }
    if (!language) throw new PoolError(400, '(#100) The parameter language is required.');
    const until = verifiedUntil(number);
    if (until !== null && until - this.#clock.now() > renewableMs) {
      throw new PoolError(400, '(#100) This phone number is already verified.');
    }
    this.#countCall();
    number.sentCode = {sentAt: this.#clock.now(), tries: 0};
  }

  verify(number: PreVerifiedNumber, given: string | undefined): void {
    this.#countCall();
    const sent = number.sentCode;
    if (!sent) throw new PoolError(400, '(#100) No code was requested for this phone number.');
    if (sent.sentAt + codeTtlMs <= this.#clock.now()) {
      throw new PoolError(422, '(#100) The verification code has expired.');
    }
    sent.tries += 1;
    if (sent.tries > triesMax)
      throw new PoolError(429, '(#100) Too many attempts to verify this phone number.');
    if (given !== code) throw new PoolError(400, '(#100) The verification code is not correct.');
    number.verifiedAt = this.#clock.now();
    number.sentCode = null;
  }

  #countCall(): void {
    const now = this.#clock.now();
    this.#calls = [...this.#calls.filter((at) => at + hourMs > now), now];
    if (this.#calls.length > callsMax) throw new PoolError(429, '(#4) Application request limit reached');
  }
}

export function verifiedUntil({verifiedAt}: PreVerifiedNumber): number | null {
  return verifiedAt === null ? null : verifiedAt + keptMs;
}
