import {createHmac, timingSafeEqual} from 'node:crypto';
import {deflateRawSync, inflateRawSync} from 'node:zlib';

/** What a blob is good for. The kind is signed too, so that a code cannot be used as a token. */
export type SealedKind = 'code' | 'token' | 'dialog';

/**
 * Blobs that carry their own content under a signature. The sandbox hands them out instead of remembering things,
 * so a restart of the service loses nothing of the outside world.
 */
export interface SealedText {
  /** URL-safe text holding `content`; readable by whoever has it, but not changeable. */
  seal(kind: SealedKind, content: unknown): string;
  /** The content, or `undefined` when the blob is of another kind, was changed, or is none of ours. */
  open(kind: SealedKind, sealed: string): unknown;
}

// Meta's codes and tokens are recognised by their first letters, in logs and by secret scanners.
const prefixes: Record<SealedKind, string> = {code: 'AQB', token: 'EAAB', dialog: 'D'};

const signatureLength = 24;

export function createSealedText(appSecret: string): SealedText {
  const sign = (kind: SealedKind, body: string): string =>
    createHmac('sha256', appSecret)
      .update(`sandbox/${kind}/${body}`)
      .digest('base64url')
      .slice(0, signatureLength);

  return {
    seal(kind, content) {
      const body = deflateRawSync(JSON.stringify(content)).toString('base64url');
      return prefixes[kind] + sign(kind, body) + body;
    },
    open(kind, sealed) {
      const start = prefixes[kind].length;
      if (!sealed.startsWith(prefixes[kind]) || sealed.length <= start + signatureLength) return undefined;
      const given = Buffer.from(sealed.slice(start, start + signatureLength));
      const body = sealed.slice(start + signatureLength);
      const expected = Buffer.from(sign(kind, body));
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return JSON.parse(inflateRawSync(Buffer.from(body, 'base64url')).toString()) as unknown;
    },
  };
}
