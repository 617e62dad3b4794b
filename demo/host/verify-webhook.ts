import {createHmac, timingSafeEqual} from 'node:crypto';

/** Anyone can post to a webhook's address; only the service knows the secret. Sign the bytes as they came. */
export function isGenuine(secret: string, header: string, body: Buffer): boolean {
  const parts = new Map(header.split(',').map((part) => part.split('=') as [string, string]));
  const time = Number(parts.get('t'));
  const given = Buffer.from(parts.get('v2') ?? '', 'hex');
  const made = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
  // Older than five minutes: somebody plays back what they have overheard.
  const isFresh = Math.abs(Date.now() / 1000 - time) < 300;
  return isFresh && given.length === made.length && timingSafeEqual(given, made);
}
