import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {ConfigError, readConfig} from '../../server/config.ts';

let folder: string;
let databaseUrl: string;
const secretKey = 'only for tests: 32 characters and more';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zpi-config-'));
  databaseUrl = `file:${join(folder, 'data', 'test.db')}`;
});

afterEach(() => rmSync(folder, {recursive: true, force: true}));

const read = (environment: Record<string, string | undefined> = {}) =>
  readConfig({DATABASE_URL: databaseUrl, ...environment});

function messageOf(environment: Record<string, string | undefined>): string {
  try {
    read(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error(`was accepted: ${JSON.stringify(environment)}`);
}

const meta = {
  SIGNUP_PROVIDER: 'meta',
  META_APP_ID: '1234567890',
  META_APP_SECRET: 'the app secret',
  META_CONFIG_ID: '9876543210',
};

const behaviour = {
  role: 'tech_provider',
  extras: {setup: {}},
  dataRegion: null,
  isWebhookOverridden: false,
  isClaimingShared: false,
  webhookVerifyToken: null,
  popup: null,
};

describe('with nothing set', () => {
  test('every setting has its default', () => {
    expect(read()).toEqual({
      port: 8787,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:8787',
      isLocal: true,
      databaseFile: join(folder, 'data', 'test.db'),
      secretKeys: [expect.stringMatching(/^[\w-]{43}$/)],
      meta: undefined,
      metaBehaviour: behaviour,
      zavu: undefined,
      webhookAllowPrivate: false,
      mail: undefined,
      sandbox: true,
      trustProxy: 0,
      rateLimit: 600,
      logLevel: 'info',
    });
  });

  test('the database is in data/ of the working folder', () => {
    expect(readConfig({SECRET_KEY: secretKey}).databaseFile).toBe(resolve('data/partner-invite.db'));
  });

  test("Zavu's cloud needs a key, which is sent to https or this machine only", () => {
    const zavu = {SIGNUP_PROVIDER: 'zavu', ZAVUDEV_API_KEY: 'zv_live_0123456789'};
    expect(readConfig({SECRET_KEY: secretKey, ...zavu}).zavu).toEqual({
      apiKey: 'zv_live_0123456789',
      baseUrl: 'https://api.zavu.dev',
    });
    const local = {...zavu, ZAVUDEV_BASE_URL: 'http://localhost:8787/'};
    expect(readConfig({SECRET_KEY: secretKey, ...local}).zavu?.baseUrl).toBe('http://localhost:8787');
    const read = (settings: Record<string, string>) => () => readConfig({SECRET_KEY: secretKey, ...settings});
    expect(read({SIGNUP_PROVIDER: 'zavu'})).toThrow(/^ZAVUDEV_API_KEY is missing/);
    expect(read({...zavu, ZAVUDEV_BASE_URL: 'http://api.zavu.example'})).toThrow(
      /^ZAVUDEV_BASE_URL .* must be https/,
    );
  });

  test('an empty variable, or one of blanks, counts as unset', () => {
    const names = [
      'PORT',
      'HOST',
      'PUBLIC_URL',
      'SECRET_KEY',
      'SIGNUP_PROVIDER',
      'RATE_LIMIT',
      'TRUST_PROXY',
      'SANDBOX',
      'LOG_LEVEL',
    ];
    for (const blank of ['', '  ']) {
      expect(read(Object.fromEntries(names.map((name) => [name, blank])))).toEqual(read());
    }
  });

  test('it cannot be changed after it was read', () => {
    expect(Object.isFrozen(read())).toBe(true);
  });
});

describe('what is set', () => {
  test.each<[Record<string, string>, Record<string, unknown>]>([
    [{PORT: '0'}, {port: 0}],
    [{PORT: '9000'}, {port: 9000, publicUrl: 'http://localhost:9000'}],
    [{HOST: '0.0.0.0'}, {host: '0.0.0.0'}],
    [{PUBLIC_URL: 'https://a.example.com', SECRET_KEY: secretKey}, {host: undefined}],
    [{PUBLIC_URL: 'http://127.0.0.1:9000/'}, {publicUrl: 'http://127.0.0.1:9000', isLocal: true}],
    [{PUBLIC_URL: 'http://[::1]:9000'}, {publicUrl: 'http://[::1]:9000', isLocal: true}],
    [
      {PUBLIC_URL: 'https://Invite.Example.com', SECRET_KEY: secretKey},
      {publicUrl: 'https://invite.example.com', isLocal: false},
    ],
    [{PUBLIC_URL: 'https://localhost.example.com', SECRET_KEY: secretKey}, {isLocal: false}],
    [{DATABASE_URL: 'file:///tmp/x/y.db', SECRET_KEY: secretKey}, {databaseFile: '/tmp/x/y.db'}],
    [{DATABASE_URL: 'file:./x.db', SECRET_KEY: secretKey}, {databaseFile: resolve('x.db')}],
    [{SECRET_KEY: `${'n'.repeat(32)}, ${'o'.repeat(32)}`}, {secretKeys: ['n'.repeat(32), 'o'.repeat(32)]}],
    [{SANDBOX: 'off'}, {sandbox: false}],
    [{TRUST_PROXY: '2'}, {trustProxy: 2}],
    [{RATE_LIMIT: '0'}, {rateLimit: 0}],
    [{LOG_LEVEL: 'silent'}, {logLevel: 'silent'}],
  ])('%o', (environment, expected) => {
    expect(read(environment)).toMatchObject(expected);
  });

  test('Meta: its defaults, and addresses with a slash at their end', () => {
    expect(read(meta).meta).toEqual({
      appId: '1234567890',
      appSecret: 'the app secret',
      configId: '9876543210',
      messengerConfigId: null,
      graphVersion: 'v25.0',
      graphUrl: 'https://graph.facebook.com',
      dialogUrl: 'https://www.facebook.com',
      sdkUrl: 'https://connect.facebook.net',
      webhookUrl: 'http://localhost:8787/webhooks/meta',
      partner: null,
      ...behaviour,
    });
    const changed = {
      META_GRAPH_VERSION: 'v26.0',
      META_GRAPH_URL: 'http://127.0.0.1:1/',
      META_DIALOG_URL: 'http://127.0.0.1:2/',
      META_EXTRAS: '{"setup":{"solutionID":"7"}}',
    };
    expect(read({...meta, ...changed}).meta).toMatchObject({
      graphVersion: 'v26.0',
      graphUrl: 'http://127.0.0.1:1',
      dialogUrl: 'http://127.0.0.1:2',
      extras: {setup: {solutionID: '7'}},
    });
  });

  test('Meta’s settings alone switch nothing on', () => {
    expect(read({...meta, SIGNUP_PROVIDER: undefined}).meta).toBeUndefined();
  });
});

describe('a setting that cannot be used', () => {
  test.each([
    ['PORT', 'eighty', /whole number/],
    ['PORT', '65536', /65535/],
    ['PORT', '-1', /0/],
    ['PORT', '80.5', /whole number/],
    ['PUBLIC_URL', 'invite.example.com', /URL/i],
    ['PUBLIC_URL', 'ftp://invite.example.com', /http/],
    ['PUBLIC_URL', 'http://invite.example.com', /https/],
    ['PUBLIC_URL', 'https://invite.example.com/path', /without path/],
    ['PUBLIC_URL', 'https://invite.example.com/?a=1', /without path/],
    ['DATABASE_URL', 'mysql://db.example.com/x', /file:/],
    ['SECRET_KEY', 'too short', /32 characters/],
    ['SECRET_KEY', `${'x'.repeat(32)},too short`, /32 characters/],
    ['SIGNUP_PROVIDER', 'facebook', /meta/],
    ['META_APP_ID', 'my app', /numeric/],
    ['META_APP_SECRET', 'short', /8/],
    ['META_CONFIG_ID', 'my config', /numeric/],
    ['META_GRAPH_VERSION', '25', /v25\.0/],
    ['META_EXTRAS', '{', /JSON object/],
    ['META_EXTRAS', '[]', /JSON object/],
    ['META_GRAPH_URL', 'graph', /URL/i],
    ['META_DIALOG_URL', 'dialog', /URL/i],
    ['SANDBOX', 'yes', /on/],
    ['TRUST_PROXY', '11', /10/],
    ['TRUST_PROXY', 'true', /whole number/],
    ['RATE_LIMIT', 'none', /whole number/],
    ['LOG_LEVEL', 'loud', /info/],
  ])('%s=%s is refused in one line: name, reason, example', (name, value, reason) => {
    const message = messageOf({...meta, [name]: value});
    expect(message).toMatch(new RegExp(`^${name}\\b.* is not usable: .+\\. Example: ${name}=\\S`));
    expect(message).toMatch(reason);
    expect(message).not.toContain('\n');
  });

  test('a value with line breaks does not break the line', () => {
    expect(messageOf({META_APP_ID: '1\n2'})).not.toContain('\n');
  });

  test.each([
    ['SECRET_KEY', 'hush-hush'],
    ['SECRET_KEY', `${'x'.repeat(40)},hush-hush`],
    ['META_APP_SECRET', 'hush'],
    ['DATABASE_URL', 'postgres://user:hush-hush@db.example.com/x'],
    ['PUBLIC_URL', 'https://user:hush-hush@invite.example.com'],
    ['META_GRAPH_URL', '//user:hush-hush@proxy'],
  ])('%s does not show the secret in its value', (name, value) => {
    const message = messageOf({...meta, [name]: value});
    expect(message).toMatch(new RegExp(`^${name}\\b`));
    expect(message).not.toMatch(/hush|x{8}/);
  });

  test.each(['META_APP_ID', 'META_APP_SECRET', 'META_CONFIG_ID'])(
    'Meta without %s is refused with an example',
    (name) => {
      expect(messageOf({...meta, [name]: undefined})).toMatch(
        new RegExp(`^${name} is missing: SIGNUP_PROVIDER=meta needs it\\. Example: ${name}=\\S+$`),
      );
    },
  );

  test('a verify token that Meta would change on its way is refused where Meta is given it', () => {
    const token = {META_WEBHOOK_VERIFY_TOKEN: 'hush-hush+/='};
    expect(read({...meta, ...token}).meta?.webhookVerifyToken).toBe('hush-hush+/=');
    const message = messageOf({...meta, ...token, META_WEBHOOK_OVERRIDE: '1'});
    expect(message).toMatch(
      /^META_WEBHOOK_VERIFY_TOKEN is not usable: .+ Example: META_WEBHOOK_VERIFY_TOKEN=/,
    );
    expect(message).not.toContain('hush-hush');
    const without = messageOf({...meta, META_WEBHOOK_OVERRIDE: '1'});
    expect(without).toMatch(/^META_WEBHOOK_VERIFY_TOKEN is missing: META_WEBHOOK_OVERRIDE=1 needs it\./);
  });
});

describe('the secret key', () => {
  const keyFile = () => join(folder, 'data', 'secret.key');

  test('makes itself on a laptop, for its user’s eyes only, and stays the same', () => {
    const first = read().secretKeys;
    expect(readFileSync(keyFile(), 'utf8').trim()).toBe(first[0]);
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    expect(read().secretKeys).toEqual(first);
  });

  test('that is set is used, and no file is made', () => {
    expect(read({SECRET_KEY: secretKey}).secretKeys).toEqual([secretKey]);
    expect(existsSync(keyFile())).toBe(false);
  });

  test('must be set on a public address', () => {
    const message = messageOf({PUBLIC_URL: 'https://invite.example.com'});
    expect(message).toMatch(/^SECRET_KEY is missing: .+ Example: SECRET_KEY=\$\(openssl rand -base64 32\)$/);
    expect(existsSync(keyFile())).toBe(false);
  });

  test('that cannot be made is said in one line', () => {
    writeFileSync(join(folder, 'data'), 'a file in the way');
    const message = messageOf({});
    expect(message).toMatch(/^DATABASE_URL is not usable: .*secret\.key.* Example: DATABASE_URL=\S+$/);
    expect(message).not.toContain('\n');
  });

  test('in a file that holds none is not replaced in silence', () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(keyFile(), 'short\n');
    expect(messageOf({})).toContain(keyFile());
    expect(messageOf({})).not.toContain('short');
    expect(readFileSync(keyFile(), 'utf8')).toBe('short\n');
  });
});
