import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {claimToken} from '../../../../server/signup/meta/claim.ts';
import {dialogUrl, exchangeCode} from '../../../../server/signup/meta/oauth.ts';
import {createMetaProviders} from '../../../../server/signup/meta/providers.ts';
import {
  proofOf,
  refusal,
  scriptedClient,
  ScriptedGraph,
  solutionPartner,
  testMeta,
  testPartner,
} from '../../../support/scripted-graph.ts';

let graph: ScriptedGraph;

beforeEach(async () => {
  graph = await ScriptedGraph.start();
});

afterEach(() => graph.stop());

const redirectUri = 'https://invite.test/signup/meta/callback';

test('the dialog is named with configuration, state and our own address', () => {
  const meta = {...testMeta, graphUrl: graph.url};
  const dialog = {redirectUri, state: 'the-state', configId: '9001', extras: {setup: {}}};
  const url = new URL(dialogUrl(meta, dialog));
  expect(url.origin + url.pathname).toBe('https://dialog.test/v25.0/dialog/oauth');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: testMeta.appId,
    redirect_uri: redirectUri,
    state: 'the-state',
    config_id: '9001',
    response_type: 'code',
    override_default_response_type: 'true',
    extras: '{"setup":{}}',
  });
});

describe('the exchange of a code', () => {
  const call = 'GET /oauth/access_token';
  const exchange = (query: Record<string, string>, uri = redirectUri) =>
    exchangeCode(scriptedClient(graph).client, {redirectUri: uri}, query);

  test('names the code, the secret and the same address as the dialog', async () => {
    graph.on(call, {body: {access_token: 'client-token', token_type: 'bearer'}});
    expect(await exchange({code: 'the-code'})).toEqual({kind: 'token', businessToken: 'client-token'});
    expect(graph.only(call)).toMatchObject({
      query: {
        client_id: testMeta.appId,
        client_secret: testMeta.appSecret,
        code: 'the-code',
        redirect_uri: redirectUri,
      },
      bearer: undefined,
    });
  });

  test('of a code from Meta’s script names no address', async () => {
    graph.on(call, {body: {access_token: 'client-token'}});
    await exchange({code: 'the-code'}, '');
    expect(Object.keys(graph.only(call).query)).toEqual(['client_id', 'client_secret', 'code']);
  });

  test.each([
    [refusal(100, {subcode: 36007}), 'code_expired', undefined],
    [refusal(100, {subcode: 36009}), 'code_already_used', undefined],
    [refusal(100, {subcode: 36008}), 'configuration_error', 'redirect_uri_mismatch'],
    [refusal(1), 'configuration_error', 'app_secret'],
    [refusal(101), 'configuration_error', 'app_id'],
    [refusal(100), 'token_exchange_failed', undefined],
    [refusal(191), 'token_exchange_failed', undefined],
    [refusal(2, {status: 503}), 'meta_unavailable', undefined],
    [refusal(4), 'meta_rate_limited', undefined],
    [{silence: 'reset' as const}, 'meta_unavailable', undefined],
    [{body: {oops: true}}, 'token_exchange_failed', undefined],
  ])('is made once, and a refusal is told apart: %j is %s', async (reply, reason, fix) => {
    graph.on(call, reply);
    const failure = await exchange({code: 'the-code'});
    expect(failure).toMatchObject({kind: 'failed', reason});
    expect('detail' in failure ? failure.detail?.['fix'] : undefined).toBe(fix);
    expect(graph.requests).toHaveLength(1);
  });

  test.each<[Record<string, string>, string]>([
    [{error: 'access_denied', error_code: '200', error_reason: 'user_denied'}, 'fb_cancelled'],
    [{error: 'access_denied'}, 'fb_cancelled'],
    [{error_code: '4201', error_message: 'User canceled the Dialog flow'}, 'fb_cancelled'],
    [{error: 'server_error'}, 'token_exchange_failed'],
    [{}, 'signup_abandoned'],
    [{code: ''}, 'signup_abandoned'],
  ])('is not made when %j comes back: %s', async (query, reason) => {
    expect(await exchange(query)).toMatchObject({kind: 'failed', reason});
    expect(graph.requests).toEqual([]);
  });
});

describe('the token of an account that was shared without a code', () => {
  const call = 'POST /5001/system_user_access_tokens';
  const claim = () => {
    const {client} = scriptedClient(graph, {partner: testPartner});
    return claimToken(client, testPartner, '5001');
  };

  test('is fetched with our own token and its proof, as a form', async () => {
    graph.on(call, {body: {access_token: 'client-token'}});
    expect(await claim()).toEqual({kind: 'token', businessToken: 'client-token'});
    expect(graph.only(call)).toMatchObject({
      query: {},
      form: {fetch_only: 'true', appsecret_proof: proofOf('system-user-token')},
      bearer: 'system-user-token',
    });
  });

  test.each([
    [refusal(200), 'fb_not_authorized', undefined],
    [refusal(3962), 'fb_not_authorized', undefined],
    [refusal(452), 'fb_not_authorized', undefined],
    [refusal(190, {status: 401}), 'configuration_error', 'system_user_token'],
    [refusal(80007), 'meta_rate_limited', undefined],
    [{silence: 'reset' as const}, 'meta_unavailable', undefined],
    [{body: {}}, 'token_exchange_failed', undefined],
  ])('is refused by %j: %s', async (reply, reason, fix) => {
    graph.on(call, reply);
    expect(await claim()).toMatchObject({reason, ...(fix !== undefined && {detail: {fix}})});
    expect(graph.requests).toHaveLength(1);
  });

  test('can be had only by who has a portfolio of their own at Meta', () => {
    const methods = (changes: Parameters<typeof scriptedClient>[1]) => {
      const provider = createMetaProviders(scriptedClient(graph, changes).client).whatsapp_waba;
      return {claims: provider?.claim !== undefined, shares: provider?.share !== undefined};
    };
    expect(methods({})).toEqual({claims: false, shares: false});
    expect(methods({partner: testPartner})).toEqual({claims: true, shares: false});
    expect(methods(solutionPartner)).toEqual({claims: true, shares: true});
  });
});
