import {randomBytes} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {z} from 'zod';

/** A setting that is missing or wrong; its message is one line that says which, why, and an example. */
export class ConfigError extends Error {}

const localHosts = ['localhost', '127.0.0.1', '[::1]'];

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

/** Every setting: meaning, default. `example` is shown when a value is refused. */
const settings = z.object({
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
  SIGNUP_PROVIDER: z.enum(['meta']).optional().meta({example: 'meta'}),
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

export interface MetaConfig {
  appId: string;
  appSecret: string;
  configId: string;
  graphVersion: string;
  graphUrl: string;
  dialogUrl: string;
  extras: Record<string, unknown>;
}

export interface MailConfig {
  smtpUrl: string;
  from: string;
}

export interface Config {
  port: number;
  host: string | undefined;
  /** An origin, no slash at the end. */
  publicUrl: string;
  /** `PUBLIC_URL` is on this machine: conveniences for a first run are on. */
  isLocal: boolean;
  databaseFile: string;
  secretKeys: readonly string[];
  meta: MetaConfig | undefined;
  /** Answers Meta's question whether `/webhooks/meta` is ours; unset: the question is refused. */
  metaWebhookVerifyToken: string | undefined;
  /** Webhooks may also go to `http` and to private addresses. */
  webhookAllowPrivate: boolean;
  mail: MailConfig | undefined;
  sandbox: boolean;
  trustProxy: number;
  rateLimit: number;
  logLevel: string;
}

/** Reads the environment once; throws `ConfigError` at the first setting that cannot be used. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  // An empty variable is an unset one: that is how compose files and shells leave things out.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ''));
  const parsed = settings.safeParse(given);
  if (!parsed.success) throw new ConfigError(describe(parsed.error.issues[0], given));
  const values = parsed.data;

  const url = values.PUBLIC_URL ?? `http://localhost:${values.PORT}`;
  const isLocal = localHosts.includes(new URL(url).hostname);
  const databaseFile = resolve(values.DATABASE_URL.slice('file:'.length).replace(/^\/\/(?=\/)/, ''));
  return Object.freeze({
    port: values.PORT,
    // A laptop in a café: play-Meta and the demo ask nobody who they are.
    host: values.HOST ?? (isLocal ? loopbackOf(url) : undefined),
    publicUrl: url,
    isLocal,
    databaseFile,
    secretKeys: values.SECRET_KEY ?? localSecretKey(isLocal, databaseFile),
    meta: readMeta(values),
    metaWebhookVerifyToken: values.META_WEBHOOK_VERIFY_TOKEN,
    webhookAllowPrivate: values.WEBHOOK_ALLOW_PRIVATE === '1',
    mail: readMail(values),
    sandbox: values.SANDBOX === 'on',
    trustProxy: values.TRUST_PROXY,
    rateLimit: values.RATE_LIMIT,
    logLevel: values.LOG_LEVEL,
  });
}

/** Which service the command line speaks to, and with which key. */
export function readClientSettings(environment: Record<string, string | undefined> = process.env): {
  url: string | undefined;
  key: string | undefined;
} {
  return {
    url: environment['INVITE_URL']?.trim() || undefined,
    key: environment['INVITE_API_KEY']?.trim() || undefined,
  };
}

function loopbackOf(url: string): string {
  return new URL(url).hostname === '[::1]' ? '::1' : '127.0.0.1';
}

function readMeta(values: z.infer<typeof settings>): MetaConfig | undefined {
  if (values.SIGNUP_PROVIDER !== 'meta') return undefined;
  const required = (name: 'META_APP_ID' | 'META_APP_SECRET' | 'META_CONFIG_ID'): string => {
    const value = values[name];
    if (value) return value;
    throw new ConfigError(
      `${name} is missing: SIGNUP_PROVIDER=meta needs it. Example: ${name}=${exampleOf(name)}`,
    );
  };
  return {
    appId: required('META_APP_ID'),
    appSecret: required('META_APP_SECRET'),
    configId: required('META_CONFIG_ID'),
    graphVersion: values.META_GRAPH_VERSION,
    graphUrl: values.META_GRAPH_URL.replace(/\/$/, ''),
    dialogUrl: values.META_DIALOG_URL.replace(/\/$/, ''),
    extras: values.META_EXTRAS ?? {setup: {}},
  };
}

function readMail({SMTP_URL: smtpUrl, MAIL_FROM: from}: z.infer<typeof settings>): MailConfig | undefined {
  if (smtpUrl === undefined) return undefined;
  if (from !== undefined) return {smtpUrl, from};
  throw new ConfigError(
    `MAIL_FROM is missing: SMTP_URL needs it. Example: MAIL_FROM=${exampleOf('MAIL_FROM')}`,
  );
}

/** On a laptop the key makes itself; elsewhere losing it would lose every sealed token, so a person sets it. */
function localSecretKey(isLocal: boolean, databaseFile: string): string[] {
  if (!isLocal) {
    throw new ConfigError(
      `SECRET_KEY is missing: a PUBLIC_URL that is not on this machine needs one, kept outside the database. Example: SECRET_KEY=${exampleOf('SECRET_KEY')}`,
    );
  }
  const file = join(dirname(databaseFile), 'secret.key');
  if (!existsSync(file)) {
    try {
      mkdirSync(dirname(file), {recursive: true});
      writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, {mode: 0o600, flag: 'wx'});
    } catch (error) {
      // Another process that starts at the same moment may have made it: then use that one.
      if (!existsSync(file)) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new ConfigError(
          `DATABASE_URL is not usable: ${file}, the key beside the database, cannot be made (${reason}). Example: DATABASE_URL=${exampleOf('DATABASE_URL')}`,
        );
      }
    }
  }
  const key = readKey(file);
  if (key.length < 32)
    throw new ConfigError(
      `${file} holds no usable key: delete it (sealed tokens are then lost) or set SECRET_KEY.`,
    );
  return [key];
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(
      `${file}, the key beside the database, cannot be read (${reason}). Make it readable, or set SECRET_KEY.`,
    );
  }
}

function describe(issue: z.core.$ZodIssue | undefined, given: Record<string, string | undefined>): string {
  const name = String(issue?.path[0]);
  // The value of a secret must not reach a terminal or a log, and neither must a password in an address.
  const value = JSON.stringify(given[name]?.replace(/\/\/.*@/s, '//…@'));
  const shown = /SECRET|TOKEN|KEY|SMTP/.test(name) ? '' : ` ${value}`;
  return `${name}${shown} is not usable: ${issue?.message ?? 'unknown reason'}. Example: ${name}=${exampleOf(name)}`;
}

function exampleOf(name: string): string {
  const field = settings.shape[name as keyof typeof settings.shape] as z.ZodType | undefined;
  const example = field?.meta()?.['example'];
  return typeof example === 'string' ? example : '';
}
