import {createHmac} from 'node:crypto';
import type {SignatureVersion} from '../contract/webhooks.ts';

export interface Signed {
  /** Of the event; the same on every try, so that a receiver can tell a repeat. */
  id: string;
  /** Of this try, Unix seconds: receivers refuse what is older than five minutes. */
  timestamp: number;
  /** The bytes that are sent, as text. */
  body: string;
}

/**
 * The headers that prove where a delivery comes from: Zavu's `X-Zavu-Signature`, and the three of Standard
 * Webhooks. One secret, `whsec_` and base64, serves both: Zavu's scheme keys with the whole string, Standard
 * Webhooks with the bytes behind the prefix. During a rotation there are two secrets, the newest first: Standard
 * Webhooks carries a signature of each, Zavu's header has room for one and carries the newest.
 */
export function signatureHeaders(
  secrets: readonly string[],
  version: SignatureVersion,
  signed: Signed,
): Record<string, string> {
  const [newest = ''] = secrets;
  return {
    'X-Zavu-Signature': zavuSignature(newest, version, signed),
    'webhook-id': signed.id,
    'webhook-timestamp': String(signed.timestamp),
    'webhook-signature': secrets.map((secret) => standardSignature(secret, signed)).join(' '),
  };
}

function zavuSignature(secret: string, version: SignatureVersion, {timestamp, body}: Signed): string {
  const hex = (text: string) => createHmac('sha256', secret).update(text).digest('hex');
  const parts = [`t=${timestamp}`];
  if (version !== 'v2') parts.push(`v1=${hex(body)}`);
  if (version !== 'v1') parts.push(`v2=${hex(`${timestamp}.${body}`)}`);
  return parts.join(',');
}

function standardSignature(secret: string, {id, timestamp, body}: Signed): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
