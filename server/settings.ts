import {z} from 'zod';

/*
 * Every setting with its meaning and default. `example` is shown when a value is refused. What belongs together is put together in
 * config.ts.
 */

export const localHosts = ['localhost', '127.0.0.1', '[::1]'];

const wholeNumber = (min: number, max: number) =>
  z.coerce.number(`must be a whole number from ${min} to ${max}`).int().min(min).max(max);

const publicUrl = z
  // Aborts, since the checks below need an address that can be read.
  .url({abort: true})
  .refine((value) => /^https?:$/.test(new URL(value).protocol), 'must begin with http:// or https://')
  .refine((value) => {
    const url = new URL(value);
    return url.protocol === 'https:' || localHosts.includes(url.hostname);
  }, 'must be https, unless it is on this machine: Meta and browsers refuse the rest')
  .refine((value) => {
    const url = new URL(value);
    return !url.search && !url.hash && !url.username && url.pathname === '/';
  }, 'must be an origin without path, query or user name')
  .transform((value) => new URL(value).origin);

const jsonObject = z.string().transform((text, check): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return {...value};
  } catch {
    // Said below, in the same words as for JSON that is no object.
  }
  check.addIssue({code: 'custom', message: 'must be a JSON object'});
  return z.NEVER;
});

export const settings = z.object({
  /** Port to listen on. */
  PORT: wholeNumber(0, 65535).default(8787).meta({example: '8787'}),
  /** Address to listen on; default: this machine only while `PUBLIC_URL` is local, else all. */
  HOST: z.string().min(1).optional().meta({example: '127.0.0.1'}),
  /** Origin under which browsers and Meta reach this service; default `http://localhost:PORT`. */
  PUBLIC_URL: publicUrl.optional().meta({example: 'https://invite.example.com'}),
  /** Where everything is stored; a `file:` path. */
  DATABASE_URL: z
    .string()
    .regex(/^file:.+/, 'must be a file: URL')
    .default('file:./data/partner-invite.db')
    .meta({example: 'file:./data/partner-invite.db'}),
  /** Seals tokens and signs links; several, comma-separated, to rotate (the first is used for new things). */
  SECRET_KEY: z
    .string()
    .transform((text) => text.split(',').map((key) => key.trim()))
    .pipe(
      z.array(z.string().min(32, 'each key must have at least 32 characters (commas separate keys)')).min(1),
    )
    .optional()
    .meta({example: '$(openssl rand -base64 32)'}),
  /** Who performs live signups; none: only test mode works. */
  SIGNUP_PROVIDER: z.enum(['meta', 'zavu']).optional().meta({example: 'meta'}),
  META_APP_ID: z
    .string()
    .regex(/^\d+$/, 'must be the numeric id of your Meta app')
    .optional()
    .meta({example: '1234567890'}),
  META_APP_SECRET: z.string().min(8).optional().meta({example: '0123456789abcdef0123456789abcdef'}),
  /** The Facebook-Login-for-Business configuration of the WhatsApp Embedded Signup. */
  META_CONFIG_ID: z
    .string()
    .regex(/^\d+$/, 'must be a numeric configuration id')
    .optional()
    .meta({example: '9876543210'}),
  /** The configuration with which Facebook Pages are connected; none: Messenger is off. */
  META_MESSENGER_CONFIG_ID: z
    .string()
    .regex(/^\d+$/, 'must be a numeric configuration id')
    .optional()
    .meta({example: '9876543211'}),
  /** What we are to Meta. A Solution Partner shares its credit line with its clients; that takes the four settings below. */
  META_ROLE: z
    .enum(['tech_provider', 'solution_partner'])
    .default('tech_provider')
    .meta({example: 'solution_partner'}),
  /** Our own business portfolio. */
  META_BUSINESS_ID: z
    .string()
    .regex(/^\d+$/, 'must be the numeric id of your business portfolio')
    .optional()
    .meta({example: '2345678901'}),
  /** A system user of that portfolio, and its token with `business_management` and the WhatsApp permissions. */
  META_SYSTEM_USER_ID: z
    .string()
    .regex(/^\d+$/, 'must be the numeric id of a system user')
    .optional()
    .meta({example: '3456789012'}),
  META_SYSTEM_USER_TOKEN: z.string().min(8).optional().meta({example: 'EAAB…'}),
  META_CREDIT_LINE_ID: z
    .string()
    .regex(/^\d+$/, 'must be the numeric id of a credit line')
    .optional()
    .meta({example: '4567890123'}),
  /** Where messages of a number are stored at Meta; none: Meta decides. */
  META_DATA_REGION: z
    .enum(['AU', 'ID', 'IN', 'JP', 'SG', 'KR', 'DE', 'CH', 'GB', 'BR', 'BH', 'ZA', 'AE', 'CA'])
    .optional()
    .meta({example: 'DE'}),
  /** `1`: each account is told to send its messages here, whatever address the app has. */
  META_WEBHOOK_OVERRIDE: z.enum(['0', '1'], 'must be 0 or 1').default('0').meta({example: '1'}),
  /** `1`: the signup page opens Meta's dialog with Meta's own script, and goes there itself when that fails. */
  META_POPUP: z.enum(['0', '1'], 'must be 0 or 1').default('0').meta({example: '1'}),
  /** Which `redirect_uri` the codes of that script are traded with: none, the page's address, or that of Meta's own relay. */
  META_POPUP_REDIRECT_URI: z.enum(['omit', 'page', 'relay']).default('omit').meta({example: 'omit'}),
  /**
   * `1`: a signup whose browser vanished in the dialog is finished with the account that Meta says was shared then, if nobody else's
   * could be meant. Only where every account that this app is given comes by an invitation of this service; it takes META_SYSTEM_USER_TOKEN.
   */
  META_CLAIM_SHARED: z.enum(['0', '1'], 'must be 0 or 1').default('0').meta({example: '1'}),
  META_GRAPH_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'must look like v25.0')
    .default('v25.0')
    .meta({example: 'v25.0'}),
  /** Sent along to the dialog; Embedded Signup v4 needs no more than `{"setup":{}}`. */
  META_EXTRAS: jsonObject.optional().meta({example: '{"setup":{}}'}),
  /** Where Meta's Graph API and dialog are; for a proxy or a simulator. */
  META_GRAPH_URL: z
    .url({protocol: /^https?$/})
    .default('https://graph.facebook.com')
    .meta({example: 'https://graph.facebook.com'}),
  META_DIALOG_URL: z
    .url({protocol: /^https?$/})
    .default('https://www.facebook.com')
    .meta({example: 'https://www.facebook.com'}),
  META_SDK_URL: z
    .url({protocol: /^https?$/})
    .default('https://connect.facebook.net')
    .meta({example: 'https://connect.facebook.net'}),
  /** A key of Zavu's cloud, for SIGNUP_PROVIDER=zavu. */
  ZAVUDEV_API_KEY: z.string().min(8).optional().meta({example: 'zv_live_…'}),
  ZAVUDEV_BASE_URL: z
    .url({protocol: /^https?$/})
    .default('https://api.zavu.dev')
    .meta({example: 'https://api.zavu.dev'}),
  /** What Meta shows when it verifies `/webhooks/meta`; you choose it and enter it there too. */
  META_WEBHOOK_VERIFY_TOKEN: z.string().min(8).optional().meta({example: '$(openssl rand -hex 16)'}),
  /** `1`: webhooks may also go to `http` and to private addresses; for development and tests. */
  WEBHOOK_ALLOW_PRIVATE: z.enum(['0', '1'], 'must be 0 or 1').default('0').meta({example: '1'}),
  /** Where mail is handed over; none: nothing is mailed. */
  SMTP_URL: z
    .url({protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address'})
    .optional()
    .meta({example: 'smtps://user:password@mail.example.com'}),
  /** The sender of all mail. */
  MAIL_FROM: z.string().min(3).max(320).optional().meta({example: '"Luma Desk" <invite@example.com>'}),
  /** Play-Meta for test mode. */
  SANDBOX: z.enum(['on', 'off']).default('on').meta({example: 'on'}),
  /** How many proxies stand in front (their `X-Forwarded-For` is believed); 0: none. */
  TRUST_PROXY: wholeNumber(0, 10).default(0).meta({example: '1'}),
  /** Requests a minute for each API key, session, token and address; 0: no limit. */
  RATE_LIMIT: wholeNumber(0, 1_000_000).default(600).meta({example: '600'}),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .meta({example: 'info'}),
});

/** One line: which setting, why, and an example. */
export function describeIssue(
  issue: z.core.$ZodIssue | undefined,
  given: Record<string, string | undefined>,
): string {
  const name = String(issue?.path[0]);
  // The value of a secret must not reach a terminal or a log, and neither must a password in an address.
  const value = JSON.stringify(given[name]?.replace(/\/\/.*@/s, '//…@'));
  const shown = /SECRET|TOKEN|KEY|SMTP/.test(name) ? '' : ` ${value}`;
  return `${name}${shown} is not usable: ${issue?.message ?? 'unknown reason'}. Example: ${name}=${exampleOf(name)}`;
}

export function exampleOf(name: string): string {
  const field = settings.shape[name as keyof typeof settings.shape] as z.ZodType | undefined;
  const example = field?.meta()?.['example'];
  return typeof example === 'string' ? example : '';
}
