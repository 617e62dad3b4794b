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
  testMeta,
  testNumber,
  testSecrets,
} from '../../../support/scripted-graph.ts';

let graph: ScriptedGraph;

beforeEach(async () => {
  graph = await ScriptedGraph.start();
});

afterEach(() => graph.stop());

const call = 'POST /2001/subscribed_apps';
const overridden: Partial<MetaConfig> = {isWebhookOverridden: true, webhookVerifyToken: 'verify-token'};

const provider = (changes: Partial<MetaConfig> = {}) =>
  createWhatsAppProvider(scriptedClient(graph, changes).client);
const subscribe = (changes: Partial<MetaConfig> = {}) => provider(changes).subscribe(testNumber, testSecrets);

describe('the subscription', () => {
  test('is one call without a body', async () => {
    graph.on(call, {body: {success: true}});
    expect(await subscribe()).toEqual({kind: 'done'});
    expect(graph.only(call)).toMatchObject({
      query: {appsecret_proof: proofOf('client-token')},
      body: undefined,
      form: undefined,
      bearer: 'client-token',
    });
  });

  test('to an address of its own is a second call, after the first', async () => {
    graph.on(call, {body: {success: true}});
    expect(await subscribe(overridden)).toEqual({kind: 'done'});
    expect(graph.requests.map(({body}) => body)).toEqual([
      undefined,
      {override_callback_uri: testMeta.webhookUrl, verify_token: 'verify-token'},
    ]);
  });

  test('has no address of its own when the plain one is refused', async () => {
    graph.on(call, refusal(100));
    expect(await subscribe(overridden)).toMatchObject({reason: 'webhook_subscription_failed'});
    expect(graph.requests).toHaveLength(1);
  });

  test('that Meta cannot verify fails with Meta’s words for the operator, without the verify token', async () => {
    const words = 'Callback verification failed: HTTP Status Code = 403; verify_token=verify-token';
    graph.on(call, {body: {success: true}}, refusal(2200, {message: words}));
    const failure = await subscribe(overridden);
    expect(failure).toMatchObject({
      reason: 'webhook_subscription_failed',
      detail: {code: 2200, message: expect.stringContaining('HTTP Status Code = 403')},
    });
    expect(JSON.stringify(failure)).not.toContain('verify-token');
    expect(graph.requests).toHaveLength(2);
  });

  test('is tried again when Meta says that it will pass', async () => {
    graph.on(call, refusal(131016), {silence: 'reset'}, {body: {success: true}});
    expect(await subscribe()).toEqual({kind: 'done'});
    expect(graph.requests).toHaveLength(3);
  });

  test.each<[GraphReply, string]>([
    [refusal(200, {status: 403}), 'fb_not_authorized'],
    [refusal(190, {status: 401}), 'token_invalid'],
    [refusal(368, {status: 403}), 'account_restricted'],
    [refusal(80007), 'meta_rate_limited'],
    [refusal(2, {status: 503}), 'meta_unavailable'],
    [refusal(131009), 'webhook_subscription_failed'],
  ])('is refused by %j: %s', async (reply, reason) => {
    graph.on(call, reply);
    expect(await subscribe()).toMatchObject({kind: 'failed', reason});
  });

  test('of a Solution Partner is made with its own token', async () => {
    graph.on(call, {body: {success: true}});
    await subscribe(solutionPartner);
    expect(graph.only(call)).toMatchObject({
      query: {appsecret_proof: proofOf('system-user-token')},
      bearer: 'system-user-token',
    });
  });

  test('that a Solution Partner’s own token does not open is the operator’s affair', async () => {
    graph.on(call, refusal(190, {status: 401}));
    expect(await subscribe(solutionPartner)).toMatchObject({
      reason: 'configuration_error',
      detail: {fix: 'system_user_token', code: 190},
    });
  });
});

describe('the end of it', () => {
  const deletion = 'DELETE /2001/subscribed_apps';
  const disconnect = (changes: Partial<MetaConfig> = {}) =>
    provider(changes).disconnect(testNumber, {businessToken: 'client-token'});

  test.each<[Partial<MetaConfig>, string]>([
    [{}, 'client-token'],
    [solutionPartner, 'system-user-token'],
  ])('is one call with the token that works there', async (changes, token) => {
    graph.on(deletion, {body: {success: true}});
    expect(await disconnect(changes)).toEqual({kind: 'done'});
    expect(graph.only(deletion)).toMatchObject({bearer: token, query: {appsecret_proof: proofOf(token)}});
    expect(graph.calls, 'the number is the client’s').toEqual([deletion]);
  });

  test('is tried once: a person waits for it', async () => {
    graph.on(deletion, {silence: 'reset'});
    expect(await disconnect()).toMatchObject({reason: 'meta_unavailable'});
    expect(graph.requests).toHaveLength(1);
  });
});

describe('what the client’s app knows of a coexistence number', () => {
  const sync = 'POST /1001/smb_app_data';

  function ask(changes: Partial<MetaConfig> = {}) {
    const {client, lines} = scriptedClient(graph, changes);
    const result = createWhatsAppProvider(client).sync?.({...testNumber, isCoexistence: true}, testSecrets);
    return {result, levels: () => lines.map(({level}) => level).filter((level) => level !== 20)};
  }

  test('is asked for: contacts first, then the history', async () => {
    graph.on(sync, {body: {messaging_product: 'whatsapp', request_id: 'r'}});
    expect(await ask().result).toEqual({kind: 'done'});
    expect(graph.requests).toMatchObject([
      {
        call: sync,
        body: {messaging_product: 'whatsapp', sync_type: 'smb_app_state_sync'},
        bearer: 'client-token',
      },
      {call: sync, body: {messaging_product: 'whatsapp', sync_type: 'history'}, bearer: 'client-token'},
    ]);
  });

  test.each<[GraphReply, number]>([
    [refusal(2593107), 30],
    [refusal(2593108), 30],
    [refusal(200), 40],
    [{silence: 'reset'}, 40],
  ])('is no condition of a signup: %j is written into the log', async (reply, level) => {
    graph.on(sync, reply);
    const asked = ask();
    expect(await asked.result).toEqual({kind: 'done'});
    expect(asked.levels()).toEqual([level, level]);
    expect(graph.requests, 'each is asked for once').toHaveLength(2);
  });
});
