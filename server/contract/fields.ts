import {z} from 'zod';
import {parseUrl} from '../url.ts';

/*
 * Requests and answers are zod schemas: requests are parsed with them, and the OpenAPI document is made from both.
 * Field names and limits of `/v1` follow Zavu's API, so that its SDK works against this service; what we add is
 * marked "Ours".
 */

export const modes = ['test', 'live'] as const;
/** Fixed by the API key and carried by every object. Test objects are signed up against the sandbox. */
export type Mode = (typeof modes)[number];
export const mode = z.enum(modes).describe('Ours: fixed by the API key that created it.');

export const connectionTypes = ['whatsapp_waba', 'messenger'] as const;
export type ConnectionType = (typeof connectionTypes)[number];

export const time = z.iso.datetime().describe('ISO 8601, UTC, with milliseconds.');

/** Line breaks and the marks that turn the direction of text would let a name pose as something else on a page. */
function withoutControls(name: string): string {
  return name
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
}

/** A name that people read: one line, 100 characters at most. */
export const shownName = z.string().overwrite(withoutControls).max(100);

export const languageTag = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag, for example "es" or "pt-BR"');

export const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be E.164, for example +34600111222');

/** Upper case is made of it, since people write both. */
export const countryCode = z
  .string()
  .regex(/^[A-Za-z]{2}$/, 'must be an ISO 3166-1 alpha-2 code, for example "MX"')
  .overwrite((code) => code.toUpperCase());

/** An address that a person may be sent to: no script, no user name that poses as a host. */
export const webAddress = z
  .string()
  .max(2000)
  // Parsers of addresses mend these in silence; another reader of the same text may see another host.
  .refine((value) => !/[\\\s\p{Cc}]/u.test(value), {
    message: 'must not have backslashes, spaces or control characters',
    abort: true,
  })
  .pipe(z.url({protocol: /^https?$/, abort: true}))
  .refine((value) => {
    const {username, password} = new URL(value);
    return !username && !password;
  }, 'must not carry a user name')
  // `URL` takes hosts with `*`, `;` and `,`, which mean something where an address becomes part of a policy.
  .refine(
    (value) => /^[a-z0-9._-]+$|^\[[0-9a-f:.]+\]$/.test(new URL(value).hostname),
    'must have a host of letters, digits, dots and hyphens',
  );

export const httpOrigin = z.string().refine((value) => {
  const url = parseUrl(value);
  return url?.origin === value && /^https?:$/.test(url.protocol);
}, 'must be an origin, for example "https://app.example.com", with no path');

export const externalId = z.string().min(1).max(200);

/** Headers of a request that is not carried out twice. */
export const idempotencyHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe(
      'Any text of your own. The same request with the same key within 24 hours answers what was created the first time, with `Idempotency-Replayed: true`.',
    ),
});

/** The query that every list has. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before, unchanged.'),
});

/** A page of a list, newest first. `nextCursor` is `null` on the last page. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('`null` on the last page.'),
  });
}
