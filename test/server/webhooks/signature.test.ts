import fc from 'fast-check';
import {createHmac} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import {signatureVersions} from '../../../server/contract/webhooks.ts';
import {newWebhookSecret} from '../../../server/secrets.ts';
import {signatureHeaders} from '../../../server/webhooks/signature.ts';
import {isStandardSigned, isZavuSigned} from '../../support/webhook-verifiers.ts';

/** The test vector of Zavu's scheme. */
const vectorSecret = 'whsec_demo_0123456789abcdef';
const body =
  '{"id":"evt_1760000000000_k3x9qa","type":"invitation.status_changed","timestamp":1760000000000,"projectId":"prj_demo","data":{"invitationId":"inv_demo","clientName":"Ñandú & Co","clientEmail":null,"connectionType":"whatsapp_waba","previousStatus":"pending","currentStatus":"in_progress"}}';
const v1 = 'bca838023e27c3d022d477ff6c48f64c0eeb56374e9d8c4bd323e211e9ff50da';
const v2 = '1098db8ecf98458b8e4ac3059f0556e97a33b2b74855aaba55b30c5b745ea720';
const timestamp = 1_760_000_000;
const signed = {id: 'evt_1760000000000_k3x9qa', timestamp, body};

const isZavu = (secret: string, headers: Record<string, string>, sent: Buffer | string, at = timestamp) =>
  isZavuSigned(secret, headers['X-Zavu-Signature'], sent, at);
const isStandard = (secret: string, headers: Record<string, string>, sent: Buffer | string, at = timestamp) =>
  isStandardSigned(secret, headers, sent, at * 1000);

/** Texts as they come: any letters, line ends of all kinds, marks that JSON leaves as they are. */
const anyBody = fc.oneof(
  fc.string({unit: 'grapheme'}),
  fc
    .array(fc.constantFrom('\r\n', '\n', '\r', 'ñ', '😀', '\u2028', '\0', '"', '.'), {maxLength: 30})
    .map((all) => all.join('')),
  fc.json(),
);

describe('a delivery is signed', () => {
  test.each([
    ['v1', `t=1760000000,v1=${v1}`],
    ['v2', `t=1760000000,v2=${v2}`],
    ['v1+v2', `t=1760000000,v1=${v1},v2=${v2}`],
  ] as const)("by Zavu's scheme, version %s", (version, header) => {
    expect(signatureHeaders([vectorSecret], version, signed)['X-Zavu-Signature']).toBe(header);
  });

  test('by Standard Webhooks, with a signature of each secret while it is rotated', () => {
    const secrets = [newWebhookSecret(), newWebhookSecret()];
    const headers = signatureHeaders(secrets, 'v1+v2', signed);
    const expected = secrets.map((secret) => {
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
      expect(key).toHaveLength(32);
      return `v1,${createHmac('sha256', key).update(`${signed.id}.1760000000.${body}`).digest('base64')}`;
    });
    expect(headers).toMatchObject({
      'webhook-id': signed.id,
      'webhook-timestamp': '1760000000',
      'webhook-signature': expected.join(' '),
    });
    for (const secret of secrets) expect(isStandard(secret, headers, body)).toBe(true);
    expect(isStandard(newWebhookSecret(), headers, body)).toBe(false);
  });

  test('so that receivers of both kinds accept whatever is sent', () => {
    const secret = newWebhookSecret();
    fc.assert(
      fc.property(anyBody, fc.constantFrom(...signatureVersions), (text, version) => {
        const headers = signatureHeaders([secret], version, {...signed, body: text});
        expect(isZavu(secret, headers, text)).toBe(true);
        expect(isStandard(secret, headers, text)).toBe(true);
      }),
      {numRuns: 2_000},
    );
  });

  test('so that receivers refuse it when one bit of the body is another', () => {
    const secret = newWebhookSecret();
    const headers = signatureHeaders([secret], 'v1+v2', signed);
    const bytes = Buffer.from(body);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8((flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
      expect(isZavu(secret, headers, flipped)).toBe(false);
      expect(isStandard(secret, headers, flipped)).toBe(false);
    }
  });

  test('so that receivers refuse another id, another time, and what is older than five minutes', () => {
    const secret = newWebhookSecret();
    const headers = signatureHeaders([secret], 'v2', signed);
    expect(isStandard(secret, {...headers, 'webhook-id': 'evt_1760000000000_k3x9qb'}, body)).toBe(false);
    expect(isStandard(secret, {...headers, 'webhook-timestamp': '1760000001'}, body)).toBe(false);
    const moved = headers['X-Zavu-Signature']?.replace('1760000000', '1760000001');
    expect(isZavuSigned(secret, moved, body, timestamp)).toBe(false);
    for (const [at, accepted] of [
      [timestamp + 299, true],
      [timestamp + 301, false],
      [timestamp - 301, false],
    ] as const) {
      expect(isZavu(secret, headers, body, at)).toBe(accepted);
      expect(isStandard(secret, headers, body, at)).toBe(accepted);
    }
  });
});
