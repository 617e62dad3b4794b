import {randomBytes} from 'node:crypto';
import type {Clock} from '../clock.ts';
import type {PhoneNumber} from './account.ts';
import {GraphError} from './graph-error.ts';
import type {Parameters} from './graph-parameters.ts';
import {Memory} from './memory.ts';
import {requireProduct} from './registrations.ts';

const syncTypes = ['smb_app_state_sync', 'history'];
const windowMs = 24 * 60 * 60_000;

/** Copies of what the WhatsApp Business app knows: contacts and chats, once each and within a day. Lost on a restart. */
export class AppSync {
  #clock: Clock;
  #done = new Memory<true>(10_000);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The id of the request. `sharedAt` in milliseconds. */
  start(phone: PhoneNumber, sharedAt: number, parameters: Parameters): string {
    requireProduct(parameters);
    const type = parameters.get('sync_type') ?? '';
    if (!syncTypes.includes(type)) {
      throw new GraphError(100, `(#100) Param sync_type must be one of {${syncTypes.join(', ')}}`);
    }
    if (!phone.facts.isOnBusinessApp) {
      throw new GraphError(100, '(#100) The number is not on the WhatsApp Business app.');
    }
    if (sharedAt + windowMs <= this.#clock.now()) {
      throw new GraphError(2593108, '(#2593108) The time for synchronization is over.');
    }
    const key = `${phone.id}/${type}`;
    if (this.#done.get(key)) {
      throw new GraphError(2593107, '(#2593107) Synchronization was requested too often.');
    }
    this.#done.set(key, true);
    return randomBytes(12).toString('hex');
  }
}
