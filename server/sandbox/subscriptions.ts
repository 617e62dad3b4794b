import {GraphError} from './graph-error.ts';
import type {Parameters} from './graph-parameters.ts';
import {Memory} from './memory.ts';
import {parseUrl} from '../url.ts';

interface Subscription {
  /** Where messages go instead of the app's own address. */
  overrideUrl?: string;
}

/** Asks an address whether it takes webhooks; throws Meta's refusal. */
export type VerifyCallback = (url: string, verifyToken: string) => Promise<void>;

const urlLengthMax = 200;

/** Which accounts the app hears of, and where it has messages of them and of single numbers sent. Lost on a restart. */
export class Subscriptions {
  #appUrl: string;
  #verifyCallback: VerifyCallback;
  #subscriptions = new Memory<Subscription>(10_000);
  #phoneUrls = new Memory<string>(10_000);

  /** `appUrl`: where the app has its webhooks sent. */
  constructor(appUrl: string, verifyCallback: VerifyCallback) {
    this.#appUrl = appUrl;
    this.#verifyCallback = verifyCallback;
  }

  isSubscribed(wabaId: string): boolean {
    return this.#subscriptions.get(wabaId) !== undefined;
  }

  /** Without an address of its own the account goes back to that of the app. */
  async subscribe(wabaId: string, parameters: Parameters): Promise<void> {
    const overrideUrl = parameters.get('override_callback_uri');
    if (overrideUrl === undefined) return void this.#subscriptions.set(wabaId, {});
    if (!this.isSubscribed(wabaId)) {
      throw new GraphError(
        100,
        '(#100) Before override the current callback uri, your app must be subscribed to receive messages for WhatsApp Business Account',
      );
    }
    await this.#verify(overrideUrl, parameters.get('verify_token'));
    this.#subscriptions.set(wabaId, {overrideUrl});
  }

  unsubscribe(wabaId: string): void {
    this.#subscriptions.delete(wabaId);
  }

  /** Where messages of a number go, by who said so; the last of them counts. */
  addressesOf(wabaId: string, phoneId: string): Record<string, string> {
    const accountUrl = this.#subscriptions.get(wabaId)?.overrideUrl;
    const phoneUrl = this.#phoneUrls.get(phoneId);
    return {
      application: this.#appUrl,
      ...(accountUrl !== undefined && {whatsapp_business_account: accountUrl}),
      ...(phoneUrl !== undefined && {phone_number: phoneUrl}),
    };
  }

  /** The address for messages of a number; an empty one takes it away. */
  async setPhoneUrl(phoneId: string, url: string, verifyToken: string | undefined): Promise<void> {
    if (url === '') return this.#phoneUrls.delete(phoneId);
    await this.#verify(url, verifyToken);
    this.#phoneUrls.set(phoneId, url);
  }

  async #verify(url: string, verifyToken: string | undefined): Promise<void> {
    if (!verifyToken) throw new GraphError(100, '(#100) The parameter verify_token is required.');
    if (url.length > urlLengthMax || !parseUrl(url)) {
      throw new GraphError(
        100,
        '(#100) Param override_callback_uri must be a URL of 200 characters at most.',
      );
    }
    await this.#verifyCallback(url, verifyToken);
  }
}
