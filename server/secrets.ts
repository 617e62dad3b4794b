import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** 192 random bits as 32 URL-safe characters: API keys, client secrets, tickets, OAuth state, cookies. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** Signs webhooks: 256 random bits in the form that Zavu and Standard Webhooks share. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** From 0 to 1, for spreading things in time. */
export function randomFraction(): number {
  return randomBytes(4).readUInt32BE() / 2 ** 32;
}

/** What is stored instead of a secret. A plain hash is enough: 192 random bits cannot be guessed back. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Compares without telling by its timing how far the two agree. */
export function equalsSecret(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A six-digit PIN for Meta's two-step verification of a number. */
export function newPin(): string {
  return String(randomBytes(4).readUInt32BE() % 1_000_000).padStart(6, '0');
}

/** Key material from `SECRET_KEY`: signs link tokens and seals what must be read back. */
export interface Secrets {
  /** Signature of a text under the current key, 32 URL-safe characters. */
  sign(text: string): string;
  /** Whether some key of the ring made this signature. */
  isSigned(text: string, signature: string): boolean;
  /** Encrypts; `identity` says whose secret it is (`att_1:business_token`), so it cannot be moved to another row. */
  seal(plain: string, identity: string): string;
  /** Throws when the text was not sealed for this identity by a key of the ring. */
  open(sealed: string, identity: string): string;
}

interface RingKey {
  id: string;
  link: Buffer;
  seal: Buffer;
}

/** Follows the ring in the order given: the first key makes, all of them are accepted. */
export function createSecrets(secretKeys: readonly string[]): Secrets {
  const ring = secretKeys.map(deriveKeys);
  const [current] = ring;
  if (!current) throw new Error('createSecrets needs at least one key');
  return {
    sign: (text) => linkSignature(current, text),
    isSigned: (text, signature) => ring.some((key) => equalsSecret(signature, linkSignature(key, text))),
    seal(plain, identity) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', current.seal, iv).setAAD(Buffer.from(identity));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${current.id}.${iv.toString('base64url')}.${sealed.toString('base64url')}`;
    },
    open(sealed, identity) {
      const [version, keyId, iv, body] = sealed.split('.');
      const key = ring.find((candidate) => candidate.id === keyId);
      if (version !== 'v1' || !key || !iv || !body) {
        throw new Error('A sealed value was made with a key that SECRET_KEY does not hold any more.');
      }
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key.seal, Buffer.from(iv, 'base64url'));
      decipher.setAAD(Buffer.from(identity)).setAuthTag(bytes.subarray(-16));
      return decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}

function deriveKeys(secretKey: string): RingKey {
  const derive = (use: string) =>
    Buffer.from(hkdfSync('sha256', secretKey, '', `zavu-partner-invite/${use}`, 32));
  return {id: derive('id').subarray(0, 4).toString('hex'), link: derive('link'), seal: derive('seal')};
}

function linkSignature(key: RingKey, text: string): string {
  return createHmac('sha256', key.link).update(text).digest().subarray(0, 24).toString('base64url');
}
