import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {PageOption} from '../../../../server/signup/attempt.ts';
import {createMessengerProvider} from '../../../../server/signup/meta/messenger.ts';
import {
  type GraphReply,
  refusal,
  scriptedClient,
  ScriptedGraph,
  testMeta,
  testSecrets,
} from '../../../support/scripted-graph.ts';

let graph: ScriptedGraph;
beforeEach(async () => {
  graph = await ScriptedGraph.start();
  graph.on('GET /me/accounts', list()).on('GET /me/businesses', list());
});
afterEach(() => graph.stop());

const provider = () => createMessengerProvider(scriptedClient(graph).client, '9002');
const discover = () => provider().discover(testSecrets);

const all = ['pages_show_list', 'pages_messaging', 'pages_manage_metadata', 'business_management'];

/** What Meta says of the token: chosen Pages, or none named. */
function grant(pageIds: string[] | null, changes: Record<string, unknown> = {}): void {
  const data = {
    app_id: testMeta.appId,
    type: 'USER',
    is_valid: true,
    expires_at: 1_800_000_000,
    user_id: '3001',
    scopes: all,
    granular_scopes: all
      .filter((scope) => scope.startsWith('pages_'))
      .map((scope) => ({scope, ...(pageIds && {target_ids: pageIds})})),
    ...changes,
  };
  graph.on('GET /debug_token', {body: {data}});
}

const page = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  name: `Page ${id}`,
  access_token: `token of ${id}`,
  ...changes,
});
const list = (...data: object[]): GraphReply => ({body: {data}});
const option = (id: string, personName: string | null = null): PageOption => ({
  channel: 'messenger',
  accountId: id,
  name: `Page ${id}`,
  personName,
});
const found = (...options: PageOption[]) => ({kind: 'found', options, providerUserId: '3001'});

describe('the Pages that a person may connect', () => {
  test('the only one', async () => {
    grant(['8001']);
    graph.on('GET /me/accounts', list(page('8001')));
    expect(await discover()).toEqual(found(option('8001')));
    expect(graph.calls, 'and nothing else is looked for').toEqual(['GET /debug_token', 'GET /me/accounts']);
    expect(graph.only('GET /me/accounts')).toMatchObject({
      query: {fields: 'id,name,access_token', limit: '100'},
      bearer: testSecrets.businessToken,
    });
  });

  test('several, with the name of whoever is logged in', async () => {
    grant(['8001', '8002']);
    graph.on('GET /me/accounts', list(page('8001'), page('8002')));
    graph.on('GET /me', {body: {id: '3001', name: 'Sam Rivera'}});
    expect(await discover()).toEqual(found(option('8001', 'Sam Rivera'), option('8002', 'Sam Rivera')));
  });

  test('several, when Meta does not say who is logged in', async () => {
    grant(['8001', '8002']);
    graph.on('GET /me/accounts', list(page('8001'), page('8002'))).on('GET /me', refusal(100));
    expect(await discover()).toMatchObject(found(option('8001'), option('8002')));
  });

  test('on all pages of the list', async () => {
    grant(['8001', '8002']);
    graph.on(
      'GET /me/accounts',
      {body: {data: [page('8001')], paging: {cursors: {after: 'x'}, next: 'https://graph.test/next'}}},
      {body: {data: [page('8002')], paging: {cursors: {after: 'y'}}}},
    );
    expect(await discover()).toMatchObject({options: [{accountId: '8001'}, {accountId: '8002'}]});
    expect(graph.requests.filter(({call}) => call === 'GET /me/accounts')[1]?.query).toMatchObject({
      after: 'x',
    });
  });

  test('that the list leaves out, by the ids that were granted', async () => {
    grant(['8001', '8002']);
    graph.on('GET /me/accounts', list(page('8001'))).on('GET /8002', {body: page('8002')});
    expect(await discover()).toMatchObject({options: [{accountId: '8001'}, {accountId: '8002'}]});
    expect(graph.calls).not.toContain('GET /me/businesses');
  });

  test('in portfolios, when no id was named; each once', async () => {
    grant(null);
    graph
      .on('GET /me/accounts', list(page('8001')))
      .on('GET /me/businesses', list({id: '5001'}, {id: '5002'}))
      .on('GET /5001/owned_pages', list(page('8001'), page('8002')))
      .on('GET /5001/client_pages', list(page('8003')))
      .on('GET /5002/owned_pages', refusal(200))
      .on('GET /5002/client_pages', list());
    expect(await discover()).toMatchObject({
      options: [{accountId: '8001'}, {accountId: '8002'}, {accountId: '8003'}],
    });
  });

  test('without those that were not chosen, and those of which there is no token', async () => {
    grant(['8001', '8002']);
    graph
      .on('GET /me/accounts', list(page('8001'), page('8003')))
      .on('GET /8002', {body: page('8002', {access_token: undefined})});
    expect(await discover()).toEqual(found(option('8001')));
  });

  test('of a system user are those that it was assigned', async () => {
    grant(['8001'], {type: 'SYSTEM_USER'});
    graph.on('GET /3001/assigned_pages', list(page('8001')));
    expect(await discover()).toEqual(found(option('8001')));
    expect(graph.calls).not.toContain('GET /me/accounts');
  });
});

describe('no Page to connect', () => {
  test.each<[string, () => void, Record<string, unknown>]>([
    ['none there', () => grant(null), {reason: 'meta_no_pages'}],
    [
      'all unticked',
      () => {
        grant([]);
        graph.on('GET /me/businesses', list({id: '5001'})).on('GET /5001/owned_pages', list(page('8001')));
      },
      {reason: 'meta_no_pages'},
    ],
    [
      'portfolios that may not be seen',
      () => {
        grant(null);
        graph.on('GET /me/businesses', refusal(200));
      },
      {reason: 'meta_no_pages'},
    ],
    [
      'a permission is missing',
      () => grant(['8001'], {scopes: ['pages_show_list'], granular_scopes: []}),
      {reason: 'fb_not_authorized', detail: {missing: ['pages_messaging', 'pages_manage_metadata']}},
    ],
    [
      'the list is refused',
      () => {
        grant(null);
        graph.on('GET /me/accounts', refusal(10, {status: 403}));
      },
      {reason: 'fb_not_authorized'},
    ],
    ['the token is of another app', () => grant(['8001'], {app_id: '4099'}), {reason: 'token_invalid'}],
    ['the token has ended', () => grant(['8001'], {is_valid: false}), {reason: 'token_invalid'}],
    [
      'the token ends on the way',
      () => {
        grant(['8001']);
        graph.on('GET /me/accounts', refusal(190, {status: 401, subcode: 460}));
      },
      {reason: 'token_invalid'},
    ],
    [
      'Meta is down',
      () => {
        grant(['8001', '8002']);
        graph.on('GET /me/accounts', list(page('8001'))).on('GET /8002', refusal(2, {status: 503}));
      },
      {reason: 'meta_unavailable'},
    ],
    [
      'Meta is busy',
      () => {
        grant(null);
        graph.on('GET /me/businesses', refusal(4));
      },
      {reason: 'meta_rate_limited'},
    ],
  ])('%s', async (_, script, expected) => {
    script();
    expect(await discover()).toMatchObject({kind: 'failed', ...expected});
  });
});

describe('subscribing a Page', () => {
  const subscribe = () => provider().subscribe(option('8001'), testSecrets);

  test('is done with the Page’s token, which was asked for with one that lasts', async () => {
    grant(['8001']);
    graph
      .on('GET /oauth/access_token', {body: {access_token: 'lasting-token'}})
      .on('GET /8001', {body: page('8001')})
      .on('POST /8001/subscribed_apps', {body: {success: true}});
    expect(await subscribe()).toEqual({kind: 'done', businessToken: 'token of 8001'});
    expect(graph.only('GET /oauth/access_token').query).toEqual({
      grant_type: 'fb_exchange_token',
      client_id: testMeta.appId,
      client_secret: testMeta.appSecret,
      fb_exchange_token: testSecrets.businessToken,
    });
    expect(graph.only('GET /8001').bearer).toBe('lasting-token');
    expect(graph.only('POST /8001/subscribed_apps')).toMatchObject({
      bearer: 'token of 8001',
      query: {
        subscribed_fields:
          'messages,messaging_postbacks,message_deliveries,message_reads,messaging_optins,messaging_referrals',
      },
    });
  });

  test('trades no token that never ends', async () => {
    grant(['8001'], {expires_at: 0});
    graph.on('GET /8001', {body: page('8001')}).on('POST /8001/subscribed_apps', {});
    expect(await subscribe()).toMatchObject({kind: 'done'});
    expect(graph.calls).not.toContain('GET /oauth/access_token');
  });

  test.each<[string, Record<string, GraphReply>, string]>([
    ['Meta refuses', {'POST /8001/subscribed_apps': refusal(200, {status: 403})}, 'page_subscription_failed'],
    ['Meta says no', {'POST /8001/subscribed_apps': {body: {success: false}}}, 'page_subscription_failed'],
    ['the Page is gone', {'GET /8001': refusal(100, {subcode: 33})}, 'page_subscription_failed'],
    ['the role is gone', {'GET /8001': {body: {id: '8001'}}}, 'page_subscription_failed'],
    ['the token is dead', {'POST /8001/subscribed_apps': refusal(190, {subcode: 460})}, 'token_invalid'],
    ['no token that lasts', {'GET /oauth/access_token': refusal(100)}, 'token_exchange_failed'],
    ['Meta is down', {'POST /8001/subscribed_apps': {silence: 'reset'}}, 'meta_unavailable'],
  ])('%s', async (_, replies, reason) => {
    grant(['8001']);
    const usual = {
      'GET /oauth/access_token': {body: {access_token: 'lasting-token'}},
      'GET /8001': {body: page('8001')},
      'POST /8001/subscribed_apps': {body: {success: true}},
    };
    for (const [call, reply] of Object.entries({...usual, ...replies})) graph.on(call, reply);
    expect(await subscribe()).toMatchObject({kind: 'failed', reason});
  });
});

describe('the dialog', () => {
  test('is opened with the configuration for Pages, and with nothing of WhatsApp', () => {
    const messenger = provider();
    type Given = Parameters<typeof messenger.begin>;
    const attempt = {redirectUri: 'https://invite.test/signup/meta/callback'} as Given[0];
    const url = new URL(messenger.begin(attempt, {} as Given[1], 'the-state', undefined));
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: testMeta.appId,
      redirect_uri: 'https://invite.test/signup/meta/callback',
      state: 'the-state',
      config_id: '9002',
      response_type: 'code',
      override_default_response_type: 'true',
    });
  });
});

test('disconnecting a Page ends its subscription, with its own token', async () => {
  graph.on('DELETE /8001/subscribed_apps', {body: {success: true}});
  const account = {channel: 'messenger', accountId: '8001', wabaId: null} as const;
  expect(await provider().disconnect(account, {businessToken: 'token of 8001'})).toEqual({kind: 'done'});
  expect(graph.only('DELETE /8001/subscribed_apps').bearer).toBe('token of 8001');
});
