import {createHmac} from 'node:crypto';
import {equalsSecret} from '../secrets.ts';

/** Older than this, or as far in the future, is a replay or a clock that is wrong. */
const toleranceSeconds = 300;
const form = /^t=(\d{1,12})((?:,[a-z]\w{0,9}=[^,\s]{1,200}){1,5})$/;
const digest = /^[0-9a-f]{64}$/;

/** `X-Zavu-Signature`, read: `t=<seconds>[,v1=<hex>][,v2=<hex>]`. */
export interface ZavuSignature {
  timestamp: number;
  v1: string | undefined;
  v2: string | undefined;
}

/** `undefined` for what has not the form of a signature at all. */
export function readSignature(header: string | undefined): ZavuSignature | undefined {
  const [, t, rest] = form.exec(header ?? '') ?? [];
  if (t === undefined || rest === undefined) return undefined;
  const parts = new Map(
    rest
      .slice(1)
      .split(',')
      .map((part) => {
        const at = part.indexOf('=');
        return [part.slice(0, at), part.slice(at + 1)] as const;
      }),
  );
  const hex = (name: string) => {
    const value = parts.get(name);
    return value !== undefined && digest.test(value) ? value : undefined;
  };
  const read = {timestamp: Number(t), v1: hex('v1'), v2: hex('v2')};
  // One that is there and broken is no reason to believe the other.
  const isBroken = (parts.has('v2') && !read.v2) || (!parts.has('v2') && !read.v1);
  return isBroken ? undefined : read;
}

/**
 * Whether Zavu signed these bytes now. `v2` covers the time and counts where it is there. `v1` covers the body alone and can be
 * replayed, so what it says must not be believed, only asked about.
 */
export function isSignedByZavu(
  secret: string,
  {timestamp, v1, v2}: ZavuSignature,
  body: Buffer,
  now: number,
): boolean {
  if (Math.abs(now / 1000 - timestamp) > toleranceSeconds) return false;
  const sign = (...pieces: (string | Buffer)[]) => {
    const hmac = createHmac('sha256', secret);
    for (const piece of pieces) hmac.update(piece);
    return hmac.digest('hex');
  };
  if (v2 !== undefined) return equalsSecret(v2, sign(`${timestamp}.`, body));
  return v1 !== undefined && equalsSecret(v1, sign(body));
}
