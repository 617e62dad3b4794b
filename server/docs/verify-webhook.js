import {createHmac, timingSafeEqual} from 'node:crypto';

// rawBody: the bytes as they came, before any JSON parser.
export function isFromUs(rawBody, signatureHeader, secret, now = Date.now()) {
  const parts = Object.fromEntries(signatureHeader.split(',').map((part) => part.split('=')));
  if (!(Math.abs(now / 1000 - Number(parts.t)) <= 300)) return false;
  const expected = createHmac('sha256', secret).update(`${parts.t}.`).update(rawBody).digest();
  const given = Buffer.from(parts.v2 ?? '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
