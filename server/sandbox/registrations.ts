import type {Clock} from '../clock.ts';
import type {PhoneNumber} from './account.ts';
import {GraphError} from './graph-error.ts';
import {requireParameter, type Parameters} from './graph-parameters.ts';
import {Memory} from './memory.ts';

interface Registration {
  isRegistered: boolean;
  /** The two-step PIN; it outlives deregistration, as Meta's does. */
  pin: string | undefined;
  /** When it was registered and deregistered, as far as it still counts. */
  changedAt: number[];
  wrongPins: number;
  /** No PIN is looked at before. */
  lockedUntil: number;
}

const changesMax = 10;
const changesWindowMs = 72 * 60 * 60_000;
const wrongPinsMax = 8;
const lockMs = 15 * 60_000;

/** Which numbers are registered, and with which PIN. Lost on a restart. */
export class Registrations {
  #clock: Clock;
  #registrations = new Memory<Registration>(10_000);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  isRegistered({id, facts}: PhoneNumber): boolean {
    return facts.isOnBusinessApp ?? this.#registrations.get(id)?.isRegistered ?? false;
  }

  hasPin(phone: PhoneNumber): boolean {
    return this.#of(phone).pin !== undefined;
  }

  register(phone: PhoneNumber, parameters: Parameters): void {
    requireProduct(parameters);
    const pin = readPin(parameters);
    const registration = this.#change(phone);
    if (registration.pin !== undefined && registration.pin !== pin) this.#refusePin(phone, registration);
    this.#registrations.set(phone.id, {...registration, isRegistered: true, pin, wrongPins: 0});
  }

  deregister(phone: PhoneNumber): void {
    if (!this.#of(phone).isRegistered) {
      throw new GraphError(133010, '(#133010) Phone number is not registered', {
        details: 'Register the number before it can be deregistered.',
      });
    }
    this.#registrations.set(phone.id, {...this.#change(phone), isRegistered: false});
  }

  /** Meta does not ask for the old PIN. */
  setPin(phone: PhoneNumber, parameters: Parameters): void {
    this.#registrations.set(phone.id, {...this.#of(phone), pin: readPin(parameters), wrongPins: 0});
  }

  /** Counts a change of the registration; refuses the eleventh in 72 hours. */
  #change(phone: PhoneNumber): Registration {
    if (phone.facts.isOnBusinessApp) {
      throw new GraphError(100, '(#100) The number is on the WhatsApp Business app and registered there.');
    }
    const now = this.#clock.now();
    const registration = this.#of(phone);
    const changedAt = registration.changedAt.filter((at) => at + changesWindowMs > now);
    if (changedAt.length >= changesMax) {
      throw new GraphError(133016, '(#133016) Account register deregister rate limit exceeded', {
        details: 'The number cannot be registered or deregistered for 72 hours.',
      });
    }
    const changed = {...registration, changedAt: [...changedAt, now]};
    this.#registrations.set(phone.id, changed);
    if (changed.lockedUntil > now) throw tooManyGuesses(changed.lockedUntil - now);
    return changed;
  }

  #refusePin(phone: PhoneNumber, registration: Registration): never {
    const wrongPins = registration.wrongPins + 1;
    const isLocked = wrongPins >= wrongPinsMax;
    const lockedUntil = isLocked ? this.#clock.now() + lockMs : 0;
    this.#registrations.set(phone.id, {...registration, wrongPins: isLocked ? 0 : wrongPins, lockedUntil});
    if (isLocked) throw tooManyGuesses(lockMs);
    throw new GraphError(133005, '(#133005) Two step verification PIN Mismatch', {
      details: 'The number has another two-step verification PIN.',
    });
  }

  #of({id, facts}: PhoneNumber): Registration {
    const fresh = {isRegistered: false, pin: facts.pin, changedAt: [], wrongPins: 0, lockedUntil: 0};
    return this.#registrations.get(id) ?? fresh;
  }
}

function tooManyGuesses(waitMs: number): GraphError {
  return new GraphError(133008, '(#133008) Too many two step verification PIN guesses', {
    details: `Try again in ${Math.ceil(waitMs / 1000)} seconds.`,
  });
}

export function requireProduct(parameters: Parameters): void {
  if (parameters.get('messaging_product') !== 'whatsapp') {
    throw new GraphError(100, '(#100) The parameter messaging_product is required.');
  }
}

function readPin(parameters: Parameters): string {
  const pin = requireParameter(parameters, 'pin');
  if (/^\d{6}$/.test(pin)) return pin;
  throw new GraphError(100, '(#100) Param pin must be a string of 6 digits.');
}
