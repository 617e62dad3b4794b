import {createHmac} from 'node:crypto';
import type {Clock} from '../clock.ts';
import type {MetaApp} from './app.ts';

/** How long play-Meta waits for the app. */
export const timeoutMs = 15_000;

export interface WebhookTarget {
  clock: Clock;
  app: MetaApp;
  /** Where the app has its webhooks sent. */
  callbackUrl: string;
}

/** The body of a webhook. */
export interface Webhook {
  object: 'whatsapp_business_account' | 'page';
  entry: unknown[];
}

export interface SentWebhook {
  webhook: Webhook;
  /** What the app said to it; `undefined`: nothing answered. */
  answer: {status: number; body: string} | undefined;
  isTaken: boolean;
}

/** What happened in one account. */
export function ofAccount(clock: Clock, id: string, change: unknown): Webhook {
  const time = Math.floor(clock.now() / 1000);
  return {object: 'whatsapp_business_account', entry: [{id, time, changes: [change]}]};
}

/** Sends a webhook with Meta's signature. Never throws. */
export async function sendWebhook({app, callbackUrl}: WebhookTarget, webhook: Webhook): Promise<SentWebhook> {
  const body = escapeNonAscii(JSON.stringify(webhook));
  const signature = createHmac('sha256', app.appSecret).update(body).digest('hex');
  try {
    const response = await fetch(callbackUrl, {
      method: 'POST',
      headers: {'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}`},
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = {status: response.status, body: await response.text()};
    return {webhook, answer, isTaken: response.ok};
  } catch {
    return {webhook, answer: undefined, isTaken: false};
  }
}

/** Meta signs and sends text that is all ASCII. */
function escapeNonAscii(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
