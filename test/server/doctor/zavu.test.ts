import {afterAll, beforeAll, expect, test} from 'vitest';
import {createAsk} from '../../../server/doctor/ask.ts';
import {examineZavu} from '../../../server/doctor/zavu.ts';
import {TestService} from '../../support/harness.ts';

const publicUrl = 'https://invite.example.com';

/** Another instance stands for Zavu: on the wire it is the same. */
let zavu: TestService;

beforeAll(async () => {
  zavu = await TestService.start({WEBHOOK_ALLOW_PRIVATE: '1'});
});

afterAll(() => zavu.stop());

const examine = (changes: {apiKey?: string; baseUrl?: string} = {}) =>
  examineZavu(createAsk(), {apiKey: zavu.keys.live, baseUrl: zavu.url, ...changes}, publicUrl);

const setWebhook = (method: string, body?: object) =>
  zavu.api(method, '/v1/invitations/webhook', body, {authorization: `Bearer ${zavu.keys.live}`});

const ours = {url: `${publicUrl}/webhooks/zavu`, events: ['invitation.status_changed']};

test('a right set-up passes', async () => {
  await setWebhook('POST', ours);
  expect(await examine()).toEqual([
    {name: 'Zavu key', result: 'ok', message: expect.stringContaining('live key')},
    {name: 'Zavu webhook', result: 'ok', message: `tells ${ours.url}`},
  ]);
});

test.each<[string, object | undefined, string, RegExp]>([
  ['no webhook', undefined, 'look', /none yet.*\/webhooks\/zavu/],
  [
    'somebody else’s webhook',
    {...ours, url: 'https://other.example.com/hook?key=hush'},
    'look',
    /goes to other\.example\.com, not to .*left alone/,
  ],
  [
    'a webhook for something else',
    {...ours, events: ['invitation.expiring']},
    'fail',
    /"invitation\.status_changed".*PATCH \/v1\/invitations\/webhook/,
  ],
  [
    'a webhook that is switched off',
    {...ours, active: false},
    'fail',
    /switched off.*PATCH \/v1\/invitations\/webhook/,
  ],
])('%s is found', async (_, webhook, result, words) => {
  await setWebhook('DELETE');
  if (webhook) {
    const {active, ...created} = webhook as {active?: boolean};
    await setWebhook('POST', created);
    if (active !== undefined) await setWebhook('PATCH', {active});
  }
  const found = (await examine()).find(({name}) => name === 'Zavu webhook');
  expect(found).toMatchObject({result, message: expect.stringMatching(words)});
  expect(found?.message).not.toContain('hush');
});

test.each<[string, () => Parameters<typeof examine>[0], RegExp]>([
  [
    'a key that Zavu does not know',
    () => ({apiKey: 'zpi_live_unknown'}),
    /ZAVUDEV_API_KEY \(401\).*API keys/,
  ],
  ['a test key', () => ({apiKey: zavu.keys.test}), /ZAVUDEV_API_KEY is a test key.*API keys/],
  [
    'an address at which nothing answers',
    () => ({baseUrl: 'http://127.0.0.1:2'}),
    /ZAVUDEV_BASE_URL.*ECONNREFUSED/,
  ],
  [
    'an address of something else',
    () => ({baseUrl: `${zavu.url}/docs`}),
    /ZAVUDEV_BASE_URL.*does not answer as Zavu/,
  ],
])('%s is found, and nothing else is asked', async (_, changes, words) => {
  expect(await examine(changes())).toEqual([
    {name: 'Zavu key', result: 'fail', message: expect.stringMatching(words)},
  ]);
});
