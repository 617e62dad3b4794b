import {afterEach, beforeEach, expect, test} from 'vitest';
import {createWhatsAppProvider} from '../../../../server/signup/meta/whatsapp.ts';
import {
  type GraphReply,
  proofOf,
  refusal,
  scriptedClient,
  ScriptedGraph,
  solutionPartner,
  testNumber,
  testPartner,
  testSecrets,
} from '../../../support/scripted-graph.ts';

let graph: ScriptedGraph;

beforeEach(async () => {
  graph = await ScriptedGraph.start();
  graph.on(assign, {body: {success: true}}).on(read, {body: {id: '2001', currency: 'EUR'}});
  graph.on(attach, {body: {allocation_config_id: '7001', waba_id: '2001'}});
});

afterEach(() => graph.stop());

const assign = 'POST /2001/assigned_users';
const read = 'GET /2001';
const attach = `POST /${testPartner.creditLineId}/whatsapp_credit_sharing_and_attach`;
const proof = {appsecret_proof: proofOf('system-user-token')};

const share = () =>
  createWhatsAppProvider(scriptedClient(graph, solutionPartner).client).share?.(testNumber, testSecrets);

test('a Solution Partner puts its system user into the account and has its credit line pay, with its own token', async () => {
  expect(await share(), 'the client’s token is kept').toEqual({kind: 'done'});
  const bearer = 'system-user-token';
  expect(graph.requests).toMatchObject([
    {call: assign, query: {user: testPartner.systemUserId, tasks: '["MANAGE"]', ...proof}, bearer},
    {call: read, query: {fields: 'currency,primary_funding_id', ...proof}, bearer},
    {call: attach, query: {waba_currency: 'EUR', waba_id: '2001', ...proof}, bearer},
  ]);
});

test('an account that Meta says pays from nowhere by a zero is one that does not', async () => {
  graph.on(read, {body: {id: '2001', currency: 'EUR', primary_funding_id: '0'}});
  expect(await share()).toEqual({kind: 'done'});
  expect(graph.calls).toContain(attach);
});

test('an account that pays from somewhere already is left as it is', async () => {
  graph.on(read, {body: {id: '2001', currency: 'EUR', primary_funding_id: '8001'}});
  expect(await share()).toEqual({kind: 'done'});
  expect(await share()).toEqual({kind: 'done'});
  expect(graph.calls).not.toContain(attach);
});

test.each(['CHF', null, undefined])('a currency that cannot be billed is said: %s', async (currency) => {
  graph.on(read, {body: {id: '2001', currency}});
  expect(await share()).toMatchObject({
    reason: 'credit_line_failed',
    detail: {currency: currency ?? null, currencies: expect.arrayContaining(['EUR', 'USD'])},
  });
  expect(graph.calls).not.toContain(attach);
});

test.each<[string, GraphReply, string, string | undefined]>([
  [assign, refusal(200, {status: 403}), 'credit_line_failed', 'system_user'],
  [assign, refusal(100), 'credit_line_failed', 'system_user'],
  [assign, refusal(190, {status: 401}), 'credit_line_failed', 'system_user_token'],
  [assign, refusal(368, {status: 403}), 'account_restricted', undefined],
  [assign, refusal(80007), 'meta_rate_limited', undefined],
  [assign, {silence: 'reset'}, 'meta_unavailable', undefined],
  [read, refusal(10, {status: 403}), 'credit_line_failed', 'system_user'],
  [read, {silence: 'reset'}, 'meta_unavailable', undefined],
  [attach, refusal(200, {status: 403}), 'credit_line_failed', 'credit_line'],
  [attach, refusal(100), 'credit_line_failed', 'credit_line'],
  [attach, refusal(190, {status: 401}), 'credit_line_failed', 'system_user_token'],
  [attach, refusal(4), 'meta_rate_limited', undefined],
  [attach, {silence: 'reset'}, 'meta_unavailable', undefined],
])('%s answered by %j is %s', async (call, reply, reason, fix) => {
  graph.on(call, reply);
  expect(await share()).toMatchObject({kind: 'failed', reason, ...(fix !== undefined && {detail: {fix}})});
  expect(graph.calls.at(-1), 'nothing after it').toBe(call);
});
