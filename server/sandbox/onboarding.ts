import type {PhoneNumber} from './account.ts';
import {GraphError} from './graph-error.ts';
import type {Parameters} from './graph-parameters.ts';
import {Memory} from './memory.ts';

interface Registration {
  isRegistered: boolean;
  /** The two-step PIN of the first registration; it outlives deregistration, as Meta's does. */
  pin: string;
}

/** What Graph calls have changed: subscriptions of accounts and registrations of numbers. Lost on a restart. */
export class Onboarding {
  #subscriptions = new Memory<true>(10_000);
  #registrations = new Memory<Registration>(10_000);

  isSubscribed(wabaId: string): boolean {
    return this.#subscriptions.get(wabaId) ?? false;
  }

  subscribe(wabaId: string): void {
    this.#subscriptions.set(wabaId, true);
  }

  unsubscribe(wabaId: string): void {
    this.#subscriptions.delete(wabaId);
  }

  isRegistered(phoneId: string): boolean {
    return this.#registrations.get(phoneId)?.isRegistered ?? false;
  }

  register(phone: PhoneNumber, parameters: Parameters): void {
    if (parameters.get('messaging_product') !== 'whatsapp') {
      throw new GraphError(100, '(#100) The parameter messaging_product is required.');
    }
    const pin = parameters.get('pin');
    if (pin === undefined || !/^\d{6}$/.test(pin)) {
      throw new GraphError(100, '(#100) Param pin must be a string of 6 digits.');
    }
    const expectedPin = this.#registrations.get(phone.id)?.pin ?? phone.facts.pin;
    if (expectedPin !== undefined && expectedPin !== pin) {
      throw new GraphError(133005, '(#133005) Two step verification PIN Mismatch', {
        details: 'The number has another two-step verification PIN.',
      });
    }
    this.#registrations.set(phone.id, {isRegistered: true, pin});
  }

  deregister(phoneId: string): void {
    const registration = this.#registrations.get(phoneId);
    if (!registration?.isRegistered) {
      throw new GraphError(133010, '(#133010) Phone number is not registered', {
        details: 'Register the number before it can be deregistered.',
      });
    }
    this.#registrations.set(phoneId, {...registration, isRegistered: false});
  }
}
