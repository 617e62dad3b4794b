import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {MetaConfig} from '../../../../server/config.ts';
import {createWhatsAppProvider} from '../../../../server/signup/meta/whatsapp.ts';
import {
  type GraphReply,
  proofOf,
  refusal,
  scriptedClient,
  ScriptedGraph,
  solutionPartner,
  testNumber,
  testSecrets,
} from '../../../support/scripted-graph.ts';

let graph: ScriptedGraph;
let takenCalls: number;

beforeEach(async () => {
  graph = await ScriptedGraph.start();
  graph.on(status, fresh);
  takenCalls = 0;
});

afterEach(() => graph.stop());

const status = 'GET /1001';
const call = 'POST /1001/register';
const fresh: GraphReply = {body: {id: '1001', status: 'PENDING', platform_type: 'NOT_APPLICABLE'}};
const connected: GraphReply = {body: {id: '1001', status: 'CONNECTED', platform_type: 'CLOUD_API'}};

function register(changes: Partial<MetaConfig> = {}, mayCall = true) {
  const provider = createWhatsAppProvider(scriptedClient(graph, changes).client);
  return provider.register?.(testNumber, testSecrets, () => {
    takenCalls += 1;
    return Promise.resolve(mayCall);
  });
}

const counted = () => graph.calls.filter((one) => one === call).length;

test('a number is registered with its PIN, after a look at what it is', async () => {
  graph.on(call, {body: {success: true}});
  expect(await register()).toEqual({kind: 'done'});
  const proof = {appsecret_proof: proofOf('client-token')};
  expect(graph.requests).toMatchObject([
    {call: status, query: {fields: 'status,platform_type', ...proof}, bearer: 'client-token'},
    {call, query: proof, body: {messaging_product: 'whatsapp', pin: '123456'}, bearer: 'client-token'},
  ]);
  expect(takenCalls).toBe(1);
});

test('the region of the settings is named', async () => {
  graph.on(call, {body: {success: 'true'}});
  expect(await register({dataRegion: 'DE'})).toEqual({kind: 'done'});
  expect(graph.only(call).body).toEqual({
    messaging_product: 'whatsapp',
    pin: '123456',
    data_localization_region: 'DE',
  });
});

test('a Solution Partner registers with its own token', async () => {
  graph.on(call, {body: {success: true}});
  await register(solutionPartner);
  expect(graph.requests.map(({bearer}) => bearer)).toEqual(['system-user-token', 'system-user-token']);
});

test.each([
  {status: 'CONNECTED', platform_type: 'CLOUD_API'},
  {status: 'CONNECTED'},
  {status: 'LINKED', platform_type: 'CLOUD_API'},
  {platform_type: 'CLOUD_API'},
])('what is registered already is not registered again: %j', async (body) => {
  graph.on(status, {body: {id: '1001', ...body}});
  expect(await register()).toEqual({kind: 'done'});
  expect([counted(), takenCalls]).toEqual([0, 0]);
});

test.each([
  {status: 'DISCONNECTED', platform_type: 'CLOUD_API'},
  {status: 'PENDING', platform_type: 'CLOUD_API'},
  {status: 'PENDING', platform_type: 'NOT_APPLICABLE'},
  {status: null, platform_type: null},
  {},
])('what is not is registered: %j', async (body) => {
  graph.on(status, {body: {id: '1001', ...body}}).on(call, {body: {success: true}});
  expect(await register()).toEqual({kind: 'done'});
  expect(counted()).toBe(1);
});

test('without a call left, none is made', async () => {
  expect(await register({}, false)).toEqual({kind: 'spent'});
  expect(counted()).toBe(0);
});

test.each<[GraphReply, string]>([
  [{silence: 'reset'}, 'meta_unavailable'],
  [refusal(80007), 'meta_rate_limited'],
  [refusal(190, {status: 401}), 'token_invalid'],
  [refusal(368, {status: 403}), 'account_restricted'],
])('a look that is answered by %j ends it before a call is counted: %s', async (reply, reason) => {
  graph.on(status, reply);
  expect(await register()).toMatchObject({kind: 'failed', reason});
  expect([counted(), takenCalls]).toEqual([0, 0]);
});

test('a look that is not permitted decides nothing', async () => {
  graph.on(status, refusal(10)).on(call, {body: {success: true}});
  expect(await register()).toEqual({kind: 'done'});
});

describe('a refusal is made once and told apart', () => {
  test('133005: the number has a PIN of its own', async () => {
    graph.on(call, refusal(133005, {details: 'PIN mismatch'}));
    expect(await register()).toMatchObject({
      kind: 'pin_needed',
      detail: {code: 133005, details: 'PIN mismatch'},
    });
    expect(counted()).toBe(1);
  });

  test.each([133008, 133009])('%i: guessed too often, and for how long in Meta’s words', async (code) => {
    graph.on(call, refusal(code, {details: 'Wait 300 seconds'}));
    expect(await register()).toMatchObject({
      reason: 'pin_mismatch',
      detail: {code, retryAfter: 'Wait 300 seconds'},
    });
  });

  test.each<[GraphReply, string]>([
    [refusal(133015, {details: 'Deleted a moment ago'}), '133015: Deleted a moment ago'],
    [refusal(100, {subcode: 2388001}), '100/2388001: (#100) Something is wrong'],
  ])('%j: registered later', async (reply, detail) => {
    graph.on(call, reply);
    expect(await register()).toEqual({kind: 'pending', detail});
    expect(graph.calls).toEqual([status, call]);
  });

  test.each([
    [133006, 'phone_not_verified'],
    [133016, 'registration_rate_limited'],
    [368, 'account_restricted'],
    [131031, 'account_restricted'],
    [131005, 'fb_not_authorized'],
    [190, 'token_invalid'],
    [4, 'meta_rate_limited'],
    [80007, 'meta_rate_limited'],
    [100, 'internal_error'],
    [131009, 'internal_error'],
  ])('%i is %s', async (code, reason) => {
    graph.on(call, refusal(code));
    expect(await register()).toMatchObject({kind: 'failed', reason, detail: {code, traceId: 'AbCdEf'}});
    expect(counted()).toBe(1);
  });
});

describe('when Meta does not say how it went', () => {
  const replies: [GraphReply, string][] = [
    [refusal(2, {status: 503}), '2: (#2) Something is wrong'],
    [refusal(133004, {status: 503}), '133004: (#133004) Something is wrong'],
    [refusal(1, {status: 500}), '1: (#1) Something is wrong'],
    [{status: 502, text: '<html>'}, 'Meta did not answer'],
    [{silence: 'reset'}, 'Meta did not answer'],
  ];

  test.each(replies)('%j, and it was done: it is not done again', async (reply) => {
    graph.on(status, fresh, connected).on(call, reply);
    expect(await register()).toEqual({kind: 'done'});
    expect(graph.calls).toEqual([status, call, status]);
  });

  test.each(replies)('%j, and it was not done: it is done later', async (reply, detail) => {
    graph.on(call, reply);
    expect(await register()).toEqual({kind: 'pending', detail});
    expect(counted(), 'one call that Meta counts').toBe(1);
    expect(takenCalls).toBe(1);
  });

  test('and cannot be asked either: it is done later', async () => {
    graph.on(status, fresh, {silence: 'reset'}).on(call, {silence: 'reset'});
    expect(await register()).toEqual({kind: 'pending', detail: 'Meta did not answer'});
  });
});
