import {createHmac, timingSafeEqual} from 'node:crypto';
import {Webhook} from 'standardwebhooks';

export type SentHeaders = Record<string, string | string[] | undefined>;

const toleranceSeconds = 300;
const futureSeconds = 60;

/** What a receiver of Zavu's does, written from the description of its header and not from our code. */
export function isZavuSigned(
  secret: string,
  header: unknown,
  body: Buffer | string,
  nowSeconds = Date.now() / 1000,
): boolean {
  if (typeof header !== 'string') return false;
  const parts = new Map(
    header.split(',').map((part) => {
      const at = part.indexOf('=');
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    }),
  );
  const timestamp = Number(parts.get('t'));
  if (!Number.isInteger(timestamp)) return false;
  if (nowSeconds - timestamp > toleranceSeconds || timestamp - nowSeconds > futureSeconds) return false;
  const raw = Buffer.from(body);
  const isV2 = parts.has('v2');
  const signed = isV2 ? Buffer.concat([Buffer.from(`${timestamp}.`), raw]) : raw;
  const expected = Buffer.from(createHmac('sha256', secret).update(signed).digest('hex'));
  const given = Buffer.from((isV2 ? parts.get('v2') : parts.get('v1')) ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** What a receiver with the package of Standard Webhooks does; `at` is when it received. */
export function isStandardSigned(
  secret: string,
  headers: SentHeaders,
  body: Buffer | string,
  at = Date.now(),
): boolean {
  // The package looks at the machine's clock only.
  const realNow = Date.now;
  Date.now = () => at;
  try {
    const read = (name: string) => {
      const value = headers[name];
      return typeof value === 'string' ? value : '';
    };
    new Webhook(secret).verify(
      Buffer.from(body),
      {
        'webhook-id': read('webhook-id'),
        'webhook-timestamp': read('webhook-timestamp'),
        'webhook-signature': read('webhook-signature'),
      },
      {jsonParse: false},
    );
    return true;
  } catch {
    return false;
  } finally {
    Date.now = realNow;
  }
}
