import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {readConfig} from '../../../server/config.ts';
import {createAsk} from '../../../server/doctor/ask.ts';
import type {Finding} from '../../../server/doctor/finding.ts';
import {examineMeta} from '../../../server/doctor/meta.ts';
import {checkPublicUrl} from '../../../server/doctor/public-url.ts';
import {dayMs} from '../../support/clock.ts';
import {TestService} from '../../support/harness.ts';
import {liveEnvironment, registerApp, setDashboard} from '../../support/play-meta.ts';

const publicUrl = 'https://invite.example.com';
const partner = '200000000000001';

let meta: TestService;
let service: TestService;
let environment: Record<string, string>;

beforeAll(async () => {
  meta = await TestService.start();
  environment = {...liveEnvironment(meta), PUBLIC_URL: publicUrl, SECRET_KEY: 'k'.repeat(40)};
  service = await TestService.start(environment);
  await registerApp(meta, publicUrl);
});

afterEach(async () => {
  await meta.fetch('DELETE', '/sandbox/app');
  await registerApp(meta, publicUrl);
});

afterAll(async () => {
  await service.stop();
  await meta.stop();
});

/** The public address leads to the service; the rest of the network is as it is. */
const send: typeof fetch = (input, init) =>
  fetch(input instanceof Request ? input : String(input).replace(publicUrl, service.url), init);

/** What doctor says with these settings changed; `undefined` leaves one out. */
async function examine(changes: Record<string, string | undefined> = {}): Promise<Finding[]> {
  const config = readConfig({...environment, ...changes});
  if (!config.meta) throw new Error('Live mode is off.');
  const ask = createAsk(send);
  const found = await examineMeta(ask, config.meta, config.publicUrl, service.clock.now());
  return [await checkPublicUrl(ask, config), ...found];
}

const subscriptions = async (change: (one: Record<string, unknown>) => object | undefined) => {
  const {body} = await meta.fetch('GET', '/sandbox/app');
  const changed = (body.subscriptions as Record<string, unknown>[]).flatMap((one) => change(one) ?? []);
  await setDashboard(meta, {subscriptions: changed});
};
const ofWhatsApp = (change: object | undefined) => () =>
  subscriptions((one) => (one['object'] === 'page' ? one : change && {...one, ...change}));
const token = (changes: object) => async () => {
  const {body} = await meta.fetch('GET', '/sandbox/app');
  await setDashboard(meta, {systemToken: {...body.systemToken, ...changes}});
};

test('a right set-up passes, and what nobody tells a program is named with its place', async () => {
  const findings = await examine();
  expect(findings.filter(({result}) => result === 'fail')).toEqual([]);
  expect(findings.filter(({result}) => result === 'ok').map(({name}) => name)).toEqual([
    'public address',
    'graph',
    'clock',
    'Graph version',
    'app id and secret',
    'permissions',
    'WhatsApp dialog',
    'Messenger dialog',
    'WhatsApp webhook',
    'Messenger webhook',
    'webhook verification',
    'system user token',
    'system user',
    'business verification',
    'credit line',
  ]);
  const left = findings.filter(({result}) => result === 'look');
  expect(left.map(({name}) => name)).toEqual(['app mode', 'login settings']);
  for (const {message} of left) expect(message).toMatch(/Look there yourself: .*(App Dashboard|Settings)/);
});

interface Planted {
  /** What is wrong. */
  mistake: string;
  settings?: Record<string, string | undefined>;
  dashboard?: () => Promise<unknown>;
  check: string;
  result?: 'look';
  /** The setting and the place that the text has to name. */
  says: (string | RegExp)[];
}

const planted: Planted[] = [
  {
    mistake: 'the id of another app',
    settings: {META_APP_ID: '400000000000009'},
    check: 'app id and secret',
    says: ['META_APP_ID', 'App settings > Basic'],
  },
  {
    mistake: 'a secret that was reset',
    settings: {META_APP_SECRET: 'the secret before it was reset'},
    check: 'app id and secret',
    says: ['META_APP_SECRET', 'App settings > Basic > App secret'],
  },
  {
    mistake: 'a Graph that nobody reaches',
    settings: {META_GRAPH_URL: 'http://127.0.0.1:2'},
    check: 'graph',
    says: ['META_GRAPH_URL', 'ECONNREFUSED'],
  },
  {
    mistake: 'a version of Graph that Meta does not answer any more',
    settings: {META_GRAPH_VERSION: 'v19.0'},
    check: 'Graph version',
    says: ['META_GRAPH_VERSION', 'v19.0 is dead', 'v21.0'],
  },
  {
    mistake: 'a clock that is off',
    dashboard: () => setDashboard(meta, {clockAheadMs: 5 * 60_000}),
    check: 'clock',
    says: [/(299|300|301) seconds behind/, 'NTP'],
  },
  {
    mistake: 'a redirect address that is not registered',
    dashboard: () => setDashboard(meta, {redirectUris: [`${publicUrl}/callback`]}),
    check: 'WhatsApp dialog',
    says: [
      'PUBLIC_URL',
      `${publicUrl}/signup/meta/callback`,
      'Facebook Login for Business > Settings > Valid OAuth Redirect URIs',
    ],
  },
  {
    mistake: 'a configuration that the app does not have',
    settings: {META_CONFIG_ID: '900000000000009'},
    check: 'WhatsApp dialog',
    says: ['META_CONFIG_ID', '900000000000009', 'Facebook Login for Business > Configurations'],
  },
  {
    mistake: 'a configuration for Messenger that the app does not have',
    settings: {META_MESSENGER_CONFIG_ID: '900000000000008'},
    check: 'Messenger dialog',
    says: ['META_MESSENGER_CONFIG_ID', '900000000000008', 'Facebook Login for Business > Configurations'],
  },
  {
    mistake: 'one configuration for both',
    settings: {META_MESSENGER_CONFIG_ID: '900000000000001'},
    check: 'Messenger dialog',
    says: ['META_MESSENGER_CONFIG_ID', 'Facebook Login for Business > Configurations'],
  },
  {
    mistake: 'an app in development mode',
    dashboard: () => setDashboard(meta, {isLive: false}),
    check: 'WhatsApp dialog',
    says: ['development mode', 'App Mode', 'App Dashboard'],
  },
  {
    mistake: 'a permission without advanced access, and one that was never asked for',
    dashboard: async () => {
      const {body} = await meta.fetch('GET', '/sandbox/app');
      const permissions = {...body.permissions, whatsapp_business_messaging: 'unapproved'};
      delete permissions.pages_messaging;
      await setDashboard(meta, {permissions});
    },
    check: 'permissions',
    says: [
      'whatsapp_business_messaging (unapproved)',
      'pages_messaging (not requested)',
      'App Review > Permissions and Features',
    ],
  },
  {
    mistake: 'an app that hears of nothing',
    dashboard: ofWhatsApp(undefined),
    check: 'WhatsApp webhook',
    says: ['META_WEBHOOK_VERIFY_TOKEN', `${publicUrl}/webhooks/meta`, 'WhatsApp > Configuration > Webhook'],
  },
  {
    mistake: 'webhooks that go to another service',
    dashboard: ofWhatsApp({callbackUrl: 'https://old.example.com/webhooks/meta?secret=hush'}),
    check: 'WhatsApp webhook',
    says: ['https://old.example.com/webhooks/meta,', 'PUBLIC_URL', 'WhatsApp > Configuration > Webhook'],
  },
  {
    mistake: 'a field that nobody switched on',
    dashboard: ofWhatsApp({fields: ['messages', 'phone_number_name_update', 'phone_number_quality_update']}),
    check: 'WhatsApp webhook',
    says: ['account_update, account_review_update, security', 'WhatsApp > Configuration > Webhook fields'],
  },
  {
    mistake: 'a subscription that Meta gave up',
    dashboard: ofWhatsApp({isActive: false}),
    check: 'WhatsApp webhook',
    says: ['not active', 'WhatsApp > Configuration > Webhook'],
  },
  {
    mistake: 'Messenger without its webhook',
    dashboard: () => subscriptions((one) => (one['object'] === 'page' ? undefined : one)),
    check: 'Messenger webhook',
    says: ['"page"', 'Messenger > Messenger API Settings > Webhooks'],
  },
  {
    mistake: 'no verify token',
    settings: {META_WEBHOOK_VERIFY_TOKEN: undefined},
    check: 'webhook verification',
    says: ['META_WEBHOOK_VERIFY_TOKEN is missing', 'WhatsApp > Configuration > Webhook > Verify token'],
  },
  {
    mistake: 'a verify token that the running service does not have',
    settings: {META_WEBHOOK_VERIFY_TOKEN: 'a new verify token'},
    check: 'webhook verification',
    says: [
      'META_WEBHOOK_VERIFY_TOKEN',
      'Start it again',
      'WhatsApp > Configuration > Webhook > Verify token',
    ],
  },
  {
    mistake: 'a public address at which nothing answers',
    settings: {PUBLIC_URL: 'https://127.0.0.1:2'},
    check: 'webhook verification',
    says: ['PUBLIC_URL', 'ECONNREFUSED'],
  },
  {
    mistake: 'a public address that is on this machine',
    settings: {PUBLIC_URL: 'http://localhost:8787'},
    check: 'public address',
    says: ['PUBLIC_URL', 'https'],
  },
  {
    mistake: 'a system user token that was taken back',
    dashboard: token({isValid: false}),
    check: 'system user token',
    says: ['META_SYSTEM_USER_TOKEN', 'Business settings > Users > System users > Generate token'],
  },
  {
    mistake: 'a system user token of another app',
    dashboard: token({appId: '400000000000009'}),
    check: 'system user token',
    says: ['META_SYSTEM_USER_TOKEN', '400000000000009', 'Business settings > Users > System users'],
  },
  {
    mistake: 'a system user token that may too little',
    dashboard: token({scopes: ['whatsapp_business_messaging']}),
    check: 'system user token',
    says: ['business_management, whatsapp_business_management', 'Business settings > Users > System users'],
  },
  {
    mistake: 'a system user token that runs out soon',
    dashboard: () => token({expiresAt: service.clock.now() + 3.5 * dayMs})(),
    check: 'system user token',
    result: 'look',
    says: ['META_SYSTEM_USER_TOKEN', '3 days', 'Business settings > Users > System users'],
  },
  {
    mistake: 'the id of another system user',
    settings: {META_SYSTEM_USER_ID: '300000000000009'},
    check: 'system user',
    says: ['META_SYSTEM_USER_ID', '300000000000001', 'Business settings > Users > System users'],
  },
  {
    mistake: 'a system user of another portfolio',
    dashboard: () =>
      setDashboard(meta, {systemUsers: [{id: '300000000000007', name: 'Other', role: 'ADMIN'}]}),
    check: 'system user',
    says: ['META_SYSTEM_USER_ID', `META_BUSINESS_ID ${partner}`, 'Business settings > Users > System users'],
  },
  {
    mistake: 'the id of another portfolio',
    settings: {META_BUSINESS_ID: '200000000000009'},
    check: 'business verification',
    says: ['META_BUSINESS_ID', 'Business settings > Business info'],
  },
  {
    mistake: 'a portfolio that is not verified',
    dashboard: () => setDashboard(meta, {businessVerification: 'not_verified'}),
    check: 'business verification',
    result: 'look',
    says: ['not_verified', '10 new clients', '200', 'Business settings > Security Center'],
  },
  {
    mistake: 'a credit line that is not there',
    settings: {META_CREDIT_LINE_ID: '600000000000009'},
    check: 'credit line',
    says: ['META_CREDIT_LINE_ID', '600000000000001', 'Business settings > Billing & payments'],
  },
];

describe('doctor names what is wrong, the setting and the place', () => {
  test.each(planted.map((one) => [one.mistake, one] as const))(
    '%s',
    async (_, {settings, dashboard, ...expected}) => {
      await dashboard?.();
      const findings = await examine(settings);
      const found = findings.find(({name}) => name === expected.check);
      expect(found?.result).toBe(expected.result ?? 'fail');
      for (const words of expected.says)
        expect(found?.message).toMatch(typeof words === 'string' ? literally(words) : words);
      expect(found?.message).not.toContain('hush');
    },
  );

  test('and nothing secret is in what it says, whatever is wrong', async () => {
    const secrets = ['META_APP_SECRET', 'META_SYSTEM_USER_TOKEN', 'META_WEBHOOK_VERIFY_TOKEN'];
    const said: string[] = [];
    for (const {settings, dashboard} of planted) {
      await meta.fetch('DELETE', '/sandbox/app');
      await registerApp(meta, publicUrl);
      await dashboard?.();
      said.push(...(await examine(settings)).map(({message}) => message));
    }
    for (const name of secrets) expect(said.join('\n')).not.toContain(environment[name]);
  });

  test('without a partner of Meta’s, what Meta does not tell is named', async () => {
    const findings = await examine({
      META_ROLE: undefined,
      META_SYSTEM_USER_TOKEN: undefined,
      META_MESSENGER_CONFIG_ID: undefined,
    });
    expect(findings.filter(({result}) => result === 'fail')).toEqual([]);
    expect(findings.find(({name}) => name === 'business verification')).toMatchObject({
      result: 'look',
      message: expect.stringContaining('Business settings > Security Center'),
    });
    expect(findings.map(({name}) => name)).not.toContain('Messenger webhook');
  });

  test('the popup has places of its own', async () => {
    const findings = await examine({META_POPUP: '1'});
    expect(findings.find(({name}) => name === 'popup')).toMatchObject({
      result: 'look',
      message: expect.stringContaining('Allowed Domains for the JavaScript SDK'),
    });
  });
});

const literally = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
