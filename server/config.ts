import {randomBytes} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import type {z} from 'zod';
import {describeIssue, exampleOf, localHosts, settings} from './settings.ts';

/** A setting that is missing or wrong; its message is one line that says which, why, and an example. */
export class ConfigError extends Error {}

/** An app of Meta's and how we use it: the live one, or the one that play-Meta knows. */
export interface MetaConfig extends MetaBehaviour {
  appId: string;
  appSecret: string;
  /** The Facebook-Login-for-Business configuration of the WhatsApp Embedded Signup. */
  configId: string;
  /** That of Facebook Pages; `null`: Messenger is off. */
  messengerConfigId: string | null;
  graphVersion: string;
  graphUrl: string;
  dialogUrl: string;
  /** Where Meta's script is. */
  sdkUrl: string;
  /** Where Meta reaches our webhooks. */
  webhookUrl: string;
  /** Our own side at Meta; `null`: only what the clients share is used. */
  partner: MetaPartner | null;
}

/** What we do the same way against Meta and against play-Meta. */
export interface MetaBehaviour {
  role: 'tech_provider' | 'solution_partner';
  extras: Record<string, unknown>;
  /** `data_localization_region` of numbers that are registered. */
  dataRegion: string | null;
  /** Whether accounts are told to send their messages here, whatever address the app has. */
  isWebhookOverridden: boolean;
  /** Whether a signup whose browser vanished is finished with an account that was shared meanwhile. */
  isClaimingShared: boolean;
  /** Answers Meta's question whether `/webhooks/meta` is ours; `null`: the question is refused. */
  webhookVerifyToken: string | null;
  /** Whether the signup page uses Meta's script, and with which `redirect_uri` its codes are traded; `null`: it does not. */
  popup: {redirectUri: 'omit' | 'page' | 'relay'} | null;
}

export interface MetaPartner {
  businessId: string;
  systemUserId: string | null;
  systemUserToken: string;
  creditLineId: string | null;
}

export interface ZavuConfig {
  apiKey: string;
  baseUrl: string;
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
  /** Live signups by ourselves. */
  meta: MetaConfig | undefined;
  /** How test mode treats play-Meta: the same settings, without the ids. */
  metaBehaviour: MetaBehaviour;
  /** Live signups by Zavu's cloud. */
  zavu: ZavuConfig | undefined;
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
  if (!parsed.success) throw new ConfigError(describeIssue(parsed.error.issues[0], given));
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
    meta: readMeta(values, url),
    metaBehaviour: readBehaviour(values),
    zavu: readZavu(values),
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

type Settings = z.infer<typeof settings>;

function readMeta(values: Settings, publicUrl: string): MetaConfig | undefined {
  if (values.SIGNUP_PROVIDER !== 'meta') return undefined;
  const needed = (name: 'META_APP_ID' | 'META_APP_SECRET' | 'META_CONFIG_ID') =>
    required(values, name, 'SIGNUP_PROVIDER=meta');
  return {
    ...readBehaviour(values),
    appId: needed('META_APP_ID'),
    appSecret: needed('META_APP_SECRET'),
    configId: needed('META_CONFIG_ID'),
    messengerConfigId: values.META_MESSENGER_CONFIG_ID ?? null,
    graphVersion: values.META_GRAPH_VERSION,
    graphUrl: withoutSlash(values.META_GRAPH_URL),
    dialogUrl: withoutSlash(values.META_DIALOG_URL),
    sdkUrl: withoutSlash(values.META_SDK_URL),
    webhookUrl: `${publicUrl}/webhooks/meta`,
    partner: readPartner(values),
  };
}

function readBehaviour(values: Settings): MetaBehaviour {
  if (values.META_WEBHOOK_OVERRIDE === '1') {
    const token = required(values, 'META_WEBHOOK_VERIFY_TOKEN', 'META_WEBHOOK_OVERRIDE=1');
    if (!/^[\w.~-]+$/.test(token)) {
      throw new ConfigError(
        `META_WEBHOOK_VERIFY_TOKEN is not usable: with META_WEBHOOK_OVERRIDE=1 Meta puts it into an address and changes all but letters, digits and . _ ~ - in it. Example: META_WEBHOOK_VERIFY_TOKEN=${exampleOf('META_WEBHOOK_VERIFY_TOKEN')}`,
      );
    }
  }
  return {
    role: values.META_ROLE,
    extras: values.META_EXTRAS ?? {setup: {}},
    dataRegion: values.META_DATA_REGION ?? null,
    isWebhookOverridden: values.META_WEBHOOK_OVERRIDE === '1',
    isClaimingShared: values.META_CLAIM_SHARED === '1',
    webhookVerifyToken: values.META_WEBHOOK_VERIFY_TOKEN ?? null,
    popup: values.META_POPUP === '1' ? {redirectUri: values.META_POPUP_REDIRECT_URI} : null,
  };
}

function readPartner(values: Settings): MetaPartner | null {
  if (values.META_CLAIM_SHARED === '1') required(values, 'META_SYSTEM_USER_TOKEN', 'META_CLAIM_SHARED=1');
  const isSolutionPartner = values.META_ROLE === 'solution_partner';
  if (!isSolutionPartner && values.META_SYSTEM_USER_TOKEN === undefined) return null;
  const cause = isSolutionPartner ? 'META_ROLE=solution_partner' : 'META_SYSTEM_USER_TOKEN';
  const forSharing = (name: 'META_SYSTEM_USER_ID' | 'META_CREDIT_LINE_ID') =>
    isSolutionPartner ? required(values, name, cause) : (values[name] ?? null);
  return {
    businessId: required(values, 'META_BUSINESS_ID', cause),
    systemUserId: forSharing('META_SYSTEM_USER_ID'),
    systemUserToken: required(values, 'META_SYSTEM_USER_TOKEN', cause),
    creditLineId: forSharing('META_CREDIT_LINE_ID'),
  };
}

function readZavu(values: Settings): ZavuConfig | undefined {
  if (values.SIGNUP_PROVIDER !== 'zavu') return undefined;
  const baseUrl = withoutSlash(values.ZAVUDEV_BASE_URL);
  const {protocol, hostname} = new URL(baseUrl);
  if (protocol !== 'https:' && !localHosts.includes(hostname)) {
    throw new ConfigError(
      `ZAVUDEV_BASE_URL ${JSON.stringify(baseUrl)} is not usable: must be https, unless it is on this machine, since the API key goes there. Example: ZAVUDEV_BASE_URL=${exampleOf('ZAVUDEV_BASE_URL')}`,
    );
  }
  return {apiKey: required(values, 'ZAVUDEV_API_KEY', 'SIGNUP_PROVIDER=zavu'), baseUrl};
}

/** The value of a setting that another one needs. */
function required<Name extends keyof Settings>(
  values: Settings,
  name: Name,
  cause: string,
): NonNullable<Settings[Name]> {
  const value = values[name];
  if (value) return value;
  throw new ConfigError(`${name} is missing: ${cause} needs it. Example: ${name}=${exampleOf(name)}`);
}

const withoutSlash = (url: string) => url.replace(/\/$/, '');

function readMail(values: Settings): MailConfig | undefined {
  if (values.SMTP_URL === undefined) return undefined;
  return {smtpUrl: values.SMTP_URL, from: required(values, 'MAIL_FROM', 'SMTP_URL')};
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
