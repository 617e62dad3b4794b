import {createHmac} from 'node:crypto';
import {z} from 'zod';
import {equalsSecret} from '../secrets.ts';
import type {MetaApp} from './signature.ts';

/** What Meta says of one person who used our app. Source: "Parsing the Signed Request" of Facebook Login. */
export interface SignedRequest {
  /** Whose mode it is about. */
  app: MetaApp;
  /** Meta's id of the person, for this app only. */
  userId: string;
  /** Epoch ms; Meta counts in whole seconds. */
  issuedAt: number;
}

const lengthMax = 4_096;
/** Meta tries again for a while; what is older was taken from a log. */
const ageMaxMs = 7 * 24 * 60 * 60_000;
const clockSkewMs = 10 * 60_000;

const payload = z.object({
  algorithm: z.string().regex(/^HMAC-SHA256$/i),
  user_id: z.union([z.string().regex(/^\d{1,30}$/), z.int().positive().transform(String)]),
  issued_at: z.number().positive().max(1e11),
});

/** The request, when one of our apps has signed it lately; `undefined` otherwise. */
export function readSignedRequest(
  apps: readonly MetaApp[],
  text: unknown,
  now: number,
): SignedRequest | undefined {
  if (typeof text !== 'string' || text.length > lengthMax) return undefined;
  const [, given = '', signed = ''] = /^([\w-]{43})=?\.([\w-]+={0,2})$/.exec(text) ?? [];
  const app = apps.find(({appSecret}) =>
    equalsSecret(given, createHmac('sha256', appSecret).update(signed).digest('base64url')),
  );
  const parsed = payload.safeParse(app && parseJson(signed));
  if (!app || !parsed.success) return undefined;
  const issuedAt = parsed.data.issued_at * 1000;
  if (issuedAt < now - ageMaxMs || issuedAt > now + clockSkewMs) return undefined;
  return {app, userId: parsed.data.user_id, issuedAt};
}

function parseJson(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
