import pino from 'pino';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {MetaConfig} from '../../../../server/config.ts';
import {discoverNumbers} from '../../../../server/signup/meta/discovery.ts';
import {GraphClient} from '../../../../server/signup/meta/graph.ts';
import {TestClock} from '../../../support/clock.ts';
import {
  type GraphReply,
  proofOf,
  refusal,
  scriptedClient,
  ScriptedGraph,
  testMeta,
  testPartner,
} from '../../../support/scripted-graph.ts';

let graph: ScriptedGraph;

beforeEach(async () => {
  graph = await ScriptedGraph.start();
});

afterEach(() => graph.stop());

const fields =
  'id,display_phone_number,verified_name,code_verification_status,platform_type,status,is_on_biz_app';

const phone = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  display_phone_number: `+1 631-555-0${id.slice(-3)}`,
  verified_name: 'Bakery Luna',
  code_verification_status: 'VERIFIED',
  platform_type: 'NOT_APPLICABLE',
  status: 'PENDING',
  is_on_biz_app: false,
  ...changes,
});

const classicScopes = (...wabaIds: string[]) => [
  {scope: 'business_management', target_ids: ['5001']},
  {scope: 'whatsapp_business_management', target_ids: wabaIds},
  {scope: 'whatsapp_business_messaging', target_ids: wabaIds},
];

function debugToken(granularScopes: unknown[], changes: Record<string, unknown> = {}): GraphReply {
  const data = {
    app_id: testMeta.appId,
    type: 'SYSTEM_USER',
    is_valid: true,
    expires_at: 0,
    user_id: '3001',
    scopes: (granularScopes as {scope: string}[]).map(({scope}) => scope),
    granular_scopes: granularScopes,
    ...changes,
  };
  return {body: {data}};
}

/** A token of these accounts, each with these numbers, is asked for what it opens. */
function grant(accounts: Record<string, object[]>): void {
  graph.on('GET /debug_token', debugToken(classicScopes(...Object.keys(accounts))));
  for (const [id, phones] of Object.entries(accounts)) addAccount(id, phones);
}

function addAccount(id: string, phones: object[]): void {
  graph.on(`GET /${id}/phone_numbers`, {body: {data: phones}});
  graph.on(`GET /${id}`, {body: {id, name: `Account ${id}`, account_review_status: 'APPROVED'}});
}

function discover(changes: Partial<MetaConfig> = {}) {
  return discoverNumbers(scriptedClient(graph, changes).client, {businessToken: 'client-token'});
}

async function foundIds(changes: Partial<MetaConfig> = {}): Promise<string[]> {
  const found = await discover(changes);
  if (found.kind === 'failed') throw new Error(JSON.stringify(found));
  return found.options.map(({accountId}) => accountId);
}

describe('a token', () => {
  test('is described by Meta, and each account is read with the token itself and its proof', async () => {
    grant({'2001': [phone('1001')]});
    expect(await discover()).toEqual({
      kind: 'found',
      options: [
        {
          channel: 'whatsapp',
          wabaId: '2001',
          wabaName: 'Account 2001',
          accountId: '1001',
          phoneNumber: '+16315550001',
          displayPhoneNumber: '+1 631-555-0001',
          name: 'Bakery Luna',
          isCoexistence: false,
        },
      ],
      providerUserId: '3001',
    });
    const proof = {appsecret_proof: proofOf('client-token')};
    expect(graph.requests).toMatchObject([
      {
        call: 'GET /debug_token',
        query: {input_token: 'client-token'},
        bearer: `${testMeta.appId}|${testMeta.appSecret}`,
      },
      {call: 'GET /2001/phone_numbers', query: {fields, limit: '100', ...proof}, bearer: 'client-token'},
      {call: 'GET /2001', query: {fields: 'name,account_review_status', ...proof}, bearer: 'client-token'},
    ]);
  });

  test.each<[string, GraphReply]>([
    ['of another app', debugToken(classicScopes('2001'), {app_id: '400000000000002'})],
    ['of no app', debugToken(classicScopes('2001'), {app_id: undefined})],
    ['that has expired', debugToken([], {is_valid: false, error: {code: 190, subcode: 463}})],
    ['that was taken back', debugToken([], {is_valid: false, error: {code: 190, subcode: 467}})],
    ['of an app that was removed', debugToken([], {is_valid: false, error: {code: 190, subcode: 458}})],
    ['that Meta does not describe', {body: {}}],
    ['that Meta refuses to describe', refusal(190, {status: 401})],
  ])('%s opens nothing, and no account is asked', async (_, reply) => {
    graph.on('GET /debug_token', reply);
    expect(await discover()).toMatchObject({kind: 'failed', reason: 'token_invalid'});
    expect(graph.requests).toHaveLength(1);
  });

  test('that becomes invalid between two reads is said to be so', async () => {
    grant({'2001': [phone('1001')]});
    graph.on('GET /2001/phone_numbers', refusal(190, {subcode: 460, status: 401}));
    expect(await discover()).toMatchObject({reason: 'token_invalid', detail: {code: 190, subcode: 460}});
  });

  test.each<[string, string[][]]>([
    ['the names of June 2026', [['whatsapp_business_manage_events', '2001']]],
    ['a name that nobody knows yet', [['whatsapp_business_anything', '2001']]],
    [
      'targets that differ and come in any order',
      [
        ['whatsapp_business_messaging', '2001', '2002'],
        ['whatsapp_business_management', '2002'],
      ],
    ],
  ])('with %s is judged by what it opens', async (_, scopes) => {
    grant({'2001': [phone('1001')], '2002': []});
    const granular = scopes.map(([scope, ...ids]) => ({scope, target_ids: ids}));
    graph.on(
      'GET /debug_token',
      debugToken([{scope: 'business_management', target_ids: ['5001']}, ...granular]),
    );
    expect(await foundIds()).toEqual(['1001']);
    expect(graph.calls, 'a business is no account').not.toContain('GET /5001/phone_numbers');
  });

  test('with nothing for WhatsApp: the client did not permit it', async () => {
    graph.on('GET /debug_token', debugToken([{scope: 'public_profile'}]));
    expect(await discover()).toMatchObject({
      reason: 'fb_not_authorized',
      detail: {scopes: ['public_profile']},
    });
  });
});

describe('a token that names no accounts', () => {
  const all = [{scope: 'business_management', target_ids: ['5002']}, {scope: 'whatsapp_business_management'}];
  const owned = (id: string) => `GET /${id}/owned_whatsapp_business_accounts`;
  const shared = (id: string) => `GET /${id}/client_whatsapp_business_accounts`;
  const ids = (...list: string[]): GraphReply => ({body: {data: list.map((id) => ({id}))}});

  test('opens those of its business, owned and shared', async () => {
    graph.on('GET /debug_token', debugToken([{scope: 'whatsapp_business_management'}]));
    graph.on('GET /me', {body: {id: '3001', client_business_id: '5001'}});
    graph.on(owned('5001'), ids('2001')).on(shared('5001'), ids('2002', '2001'));
    addAccount('2001', [phone('1001')]);
    addAccount('2002', [phone('1002')]);
    expect(await foundIds()).toEqual(['1001', '1002']);
    expect(graph.only('GET /me')).toMatchObject({
      query: {fields: 'client_business_id', appsecret_proof: proofOf('client-token')},
      bearer: 'client-token',
    });
    expect(graph.only(owned('5001')).query).toMatchObject({fields: 'id', limit: '100'});
  });

  test('of a person, who has no business of their own: those of the businesses it names', async () => {
    graph.on('GET /debug_token', debugToken(all, {type: 'USER'}));
    graph.on('GET /me', refusal(190)).on(owned('5002'), ids('2001')).on(shared('5002'), refusal(10));
    addAccount('2001', [phone('1001')]);
    expect(await foundIds()).toEqual(['1001']);
  });

  test('that may ask none of this: those shared with us last, read with the client’s token only', async () => {
    graph.on('GET /debug_token', debugToken([{scope: 'whatsapp_business_manage_events'}]));
    graph.on(shared(testPartner.businessId), ids('2009', '2001'));
    addAccount('2001', [phone('1001')]);
    expect(await foundIds({partner: testPartner})).toEqual(['1001']);
    expect(graph.only(shared(testPartner.businessId))).toMatchObject({
      query: {fields: 'id', sort: 'creation_time_descending', limit: '10'},
      bearer: 'system-user-token',
    });
    expect(graph.only('GET /2009/phone_numbers').bearer).toBe('client-token');
    expect(graph.only('GET /2001/phone_numbers').bearer).toBe('client-token');
    expect(graph.only('GET /2001').bearer).toBe('client-token');
  });

  test.each<[string, GraphReply]>([
    ['no business', {body: {id: '3001'}}],
    ['what is no id', {body: {client_business_id: '../5001'}}],
  ])('and whose person has %s: that is not asked for', async (_, reply) => {
    graph.on('GET /debug_token', debugToken([{scope: 'whatsapp_business_management'}])).on('GET /me', reply);
    expect(await discover()).toMatchObject({reason: 'waba_not_found'});
    expect(graph.calls).toEqual(['GET /debug_token', 'GET /me']);
  });

  test('and finds none that way either: there is no account', async () => {
    graph.on('GET /debug_token', debugToken(all));
    expect(await discover({partner: testPartner})).toMatchObject({reason: 'waba_not_found'});
  });

  test.each<[string, string, GraphReply]>([
    ['the person', 'GET /me', {silence: 'reset'}],
    ['the business', owned('5002'), refusal(2, {status: 503})],
    ['what is shared with us', shared(testPartner.businessId), {text: '<html>', status: 502}],
  ])('and Meta is down when asked for %s: it is asked later', async (_, call, reply) => {
    graph.on('GET /debug_token', debugToken(all)).on(call, reply);
    expect(await discover({partner: testPartner})).toMatchObject({reason: 'meta_unavailable'});
  });
});

describe('several accounts', () => {
  test('are all read, and all pages of their numbers', async () => {
    grant({'2001': [], '2002': [phone('1003')]});
    const next = 'https://graph.facebook.com/next';
    graph.on(
      'GET /2001/phone_numbers',
      {body: {data: [phone('1001')], paging: {cursors: {after: 'one'}, next}}},
      {body: {data: [phone('1002')], paging: {cursors: {after: 'two'}}}},
    );
    expect(await foundIds()).toEqual(['1001', '1002', '1003']);
    const pages = graph.requests.filter(({call}) => call === 'GET /2001/phone_numbers');
    expect(pages.map(({query}) => query['after'])).toEqual([undefined, 'one']);
  });

  test('are read side by side, some at a time, and offered in their order', async () => {
    const ids = Array.from({length: 12}, (_, index) => String(2001 + index));
    grant(Object.fromEntries(ids.map((id) => [id, [phone(`1${id}`)]])));
    const found = await discover();
    expect(found.kind === 'found' && found.options.map(({wabaId}) => wabaId)).toEqual(ids);
    const listings = graph.calls.filter((call) => call.endsWith('/phone_numbers'));
    expect(listings.slice(0, 5).sort()).toEqual(ids.slice(0, 5).map((id) => `GET /${id}/phone_numbers`));
    // The names of the first five are asked for before the numbers of the sixth.
    expect(graph.calls.indexOf('GET /2005')).toBeLessThan(graph.calls.indexOf('GET /2006/phone_numbers'));
  });

  test('that take longer to read than anyone waits are left for the next try', async () => {
    const ids = Array.from({length: 6}, (_, index) => String(2001 + index));
    grant(Object.fromEntries(ids.map((id) => [id, [phone(`1${id}`)]])));
    // Meta does not answer at first, and the wait for it takes its time.
    graph.on('GET /2001', {silence: 'reset'}, {body: {id: '2001'}});
    const clock = new TestClock();
    const wait = async () => clock.advance(20_001);
    const client = new GraphClient(
      {...testMeta, graphUrl: graph.url},
      {clock, log: pino({enabled: false}), wait},
    );
    expect(await discoverNumbers(client, {businessToken: 'client-token'})).toEqual({
      kind: 'failed',
      reason: 'meta_unavailable',
      detail: {slow: '5 of 6 were read'},
    });
    expect(graph.calls).not.toContain('GET /2006/phone_numbers');
  });

  test('whose pages never end are left after twenty', async () => {
    grant({'2001': []});
    const page = {data: [phone('1001')], paging: {cursors: {after: 'more'}, next: 'https://next.test'}};
    graph.on('GET /2001/phone_numbers', {body: page});
    expect(await foundIds()).toHaveLength(20);
  });

  test.each<[string, GraphReply]>([
    ['does not exist any more', refusal(100, {subcode: 33})],
    ['is another kind of thing', refusal(100)],
    ['is not permitted', refusal(200, {status: 403})],
    ['is restricted', refusal(368, {status: 403})],
    ['answers what nobody knows', {body: {data: [{}]}}],
  ])('of which one %s: the other is offered', async (_, reply) => {
    grant({'2001': [], '2002': [phone('1002')]});
    graph.on('GET /2001/phone_numbers', reply);
    expect(await foundIds()).toEqual(['1002']);
  });

  test.each<[string, GraphReply, GraphReply, string]>([
    ['not there', refusal(100, {subcode: 33}), refusal(100), 'waba_not_found'],
    ['not permitted', refusal(100, {subcode: 33}), refusal(10, {status: 403}), 'fb_not_authorized'],
    ['locked', refusal(10), refusal(131031, {status: 403}), 'account_restricted'],
  ])('none of which opens: %s', async (_, first, second, reason) => {
    grant({'2001': [], '2002': []});
    graph.on('GET /2001/phone_numbers', first).on('GET /2002/phone_numbers', second);
    expect(await discover()).toMatchObject({reason, detail: {wabaId: expect.any(String)}});
  });

  test.each<[GraphReply, string]>([
    [refusal(2, {status: 503}), 'meta_unavailable'],
    [{silence: 'reset'}, 'meta_unavailable'],
    [refusal(80007), 'meta_rate_limited'],
  ])('of which one answers %j: it is asked later, since it may be the one', async (reply, reason) => {
    grant({'2001': [phone('1001')], '2002': []});
    graph.on('GET /2002/phone_numbers', reply);
    expect(await discover()).toMatchObject({kind: 'failed', reason});
  });

  test('whose own names are refused are offered without', async () => {
    grant({'2001': [phone('1001')]});
    graph.on('GET /2001', refusal(10));
    expect(await discover()).toMatchObject({options: [{accountId: '1001', wabaName: null}]});
  });

  test.each<[string, GraphReply]>([
    ['was rejected by Meta', {body: {name: 'Shop', account_review_status: 'REJECTED'}}],
    ['is locked', refusal(368, {status: 403})],
  ])('of which the only one with numbers %s', async (_, reply) => {
    grant({'2001': [phone('1001')], '2002': []});
    graph.on('GET /2001', reply);
    expect(await discover()).toMatchObject({reason: 'account_restricted', detail: {wabaId: '2001'}});
  });
});

describe('a number', () => {
  async function offered(changes: Record<string, unknown>) {
    grant({'2001': [phone('1001', changes)]});
    return discover();
  }

  test('is missing: the client finished without one', async () => {
    grant({'2001': [], '2002': []});
    expect(await discover()).toEqual({kind: 'failed', reason: 'no_phone_number'});
  });

  test.each(['NOT_VERIFIED', 'UNVERIFIED', 'EXPIRED', null, undefined])(
    'that is not verified (%s) is not offered',
    async (status) => {
      expect(await offered({code_verification_status: status})).toMatchObject({
        reason: 'phone_not_verified',
        detail: {phones: [{id: '1001'}]},
      });
    },
  );

  test('that is not verified does not stand in the way of one that is', async () => {
    grant({'2001': [phone('1001', {code_verification_status: 'NOT_VERIFIED'}), phone('1002')]});
    expect(await foundIds()).toEqual(['1002']);
  });

  test.each<[string, Record<string, unknown>]>([
    ['connected', {status: 'CONNECTED'}],
    ['registered with us', {platform_type: 'CLOUD_API', status: 'LINKED'}],
    ['registered with us, as Meta says by default', {platform_type: 'CLOUD_API', status: undefined}],
    ['of Meta’s own, +1 555', {display_phone_number: '+1 555-123-4567'}],
  ])('that is %s is offered although its verification has lapsed', async (_, changes) => {
    const found = await offered({code_verification_status: 'EXPIRED', ...changes});
    expect(found).toMatchObject({options: [{accountId: '1001', isCoexistence: false}]});
  });

  test('of Meta’s own is noted for the operator', async () => {
    grant({'2001': [phone('1001', {display_phone_number: '+1 555-123-4567'})]});
    const {client, lines} = scriptedClient(graph);
    await discoverNumbers(client, {businessToken: 'client-token'});
    expect(lines.filter(({level}) => level === 30)).toMatchObject([{phone: '1001'}]);
  });

  test.each<[string, Record<string, unknown>, boolean]>([
    ['is also in the app', {is_on_biz_app: true, platform_type: 'CLOUD_API'}, true],
    ['is only in the app', {is_on_biz_app: true, platform_type: 'NOT_APPLICABLE'}, false],
    ['is only in the API', {is_on_biz_app: false, platform_type: 'CLOUD_API'}, false],
  ])('that %s', async (_, changes, isCoexistence) => {
    expect(await offered(changes)).toMatchObject({options: [{isCoexistence}]});
  });

  test('with only what Meta must tell is offered', async () => {
    grant({
      '2001': [{id: 1001, display_phone_number: '+44 20 7946 0000', code_verification_status: 'VERIFIED'}],
    });
    expect(await discover()).toMatchObject({
      options: [{accountId: '1001', phoneNumber: '+442079460000', name: null}],
    });
  });
});
