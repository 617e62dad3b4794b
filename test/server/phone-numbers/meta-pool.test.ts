import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createMetaNumbers} from '../../../server/phone-numbers/meta-numbers.ts';
import {type NumberProvider, NumberProviderError} from '../../../server/phone-numbers/provider.ts';
import {type GraphReply, refusal, ScriptedGraph, scriptedClient} from '../../support/scripted-graph.ts';

const list = 'GET /200/preverified_numbers';
const add = 'POST /200/add_phone_numbers';
const partner = {
  businessId: '200',
  systemUserId: '300',
  systemUserToken: 'system-token',
  creditLineId: '600',
};

let graph: ScriptedGraph;
let numbers: NumberProvider;

beforeEach(async () => {
  graph = await ScriptedGraph.start();
  numbers = createMetaNumbers(scriptedClient(graph).client, partner);
});

afterEach(() => graph.stop());

const pool = () => {
  if (!numbers.pool) throw new Error('There is no pool.');
  return numbers.pool;
};
const pages = (...nodes: object[]): GraphReply => ({body: {data: nodes}});

/** What is thrown, as far as callers look at it. */
async function troubleOf(run: () => Promise<unknown>): Promise<unknown> {
  const error: unknown = await run().then(
    (answer) => answer,
    (thrown: unknown) => thrown,
  );
  return error instanceof NumberProviderError ? error.kind : error;
}

describe('a code', () => {
  test.each<[string, GraphReply, unknown]>([
    ['taken', {body: {success: true}}, {kind: 'verified'}],
    ['wrong', refusal(100, {status: 400}), {kind: 'wrong_code'}],
    ['wrong, by a number that nobody has told us of', refusal(136025, {status: 400}), {kind: 'wrong_code'}],
    ['run out', refusal(100, {status: 422}), {kind: 'code_expired'}],
    ['for an id that is gone', refusal(100, {subcode: 33}), {kind: 'gone'}],
    ['tried too often', refusal(100, {status: 429}), 'limited'],
    ['tried too often by the app', refusal(4, {status: 400}), 'limited'],
    ['without permission', refusal(200, {status: 403}), 'refused'],
    ['without permission, told with 400', refusal(10, {status: 400}), 'refused'],
    ['with a dead token', refusal(190, {status: 400}), 'refused'],
    ['during an outage', refusal(2, {status: 503}), 'silent'],
    ['into the void', {silence: 'reset'}, 'silent'],
  ])('%s', async (_, reply, expected) => {
    graph.on('POST /9001/verify_code', reply);
    expect(await troubleOf(() => pool().confirmCode('9001', '123456'))).toEqual(expected);
    // A second try would count as one of the person's.
    expect(graph.only('POST /9001/verify_code')).toMatchObject({
      body: {code: '123456'},
      bearer: 'system-token',
    });
  });

  test('is asked for in the words of Meta, once', async () => {
    graph.on('POST /9001/request_code', {body: {success: true}});
    expect(await pool().requestCode('9001', {method: 'voice', language: 'es_MX'})).toEqual({kind: 'sent'});
    expect(graph.only('POST /9001/request_code').body).toEqual({code_method: 'VOICE', language: 'es_MX'});
  });
});

describe('the pool', () => {
  const node = {id: '9001', display_phone_number: '+1 415-555-0134'};

  test.each<[string, object, object]>([
    [
      'as one page of Meta’s names the fields',
      {...node, verification_status: 'VERIFIED', country_code: 'US'},
      {verification: 'verified'},
    ],
    [
      'as the other does',
      {
        id: 9001,
        phone_number: '+1 415-555-0134',
        code_verification_status: 'VERIFIED',
        verification_expiry_time: '2026-12-01T10:00:00+0000',
      },
      {verification: 'verified', verificationExpiresAt: Date.parse('2026-12-01T10:00:00Z')},
    ],
    [
      'with the time in seconds',
      {...node, verification_expiry_time: 1_790_000_000},
      {verificationExpiresAt: 1_790_000_000_000},
    ],
    ['with a time that is none', {...node, verification_expiry_time: 'soon'}, {verificationExpiresAt: null}],
    ['expired', {...node, code_verification_status: 'EXPIRED'}, {verification: 'expired'}],
    ['never verified', {...node, code_verification_status: 'NOT_VERIFIED'}, {verification: 'unverified'}],
    ['with a word of next year', {...node, verification_status: 'MAYBE'}, {verification: 'unverified'}],
  ])('is read %s', async (_, given, expected) => {
    graph.on(list, pages(given));
    expect(await pool().list()).toMatchObject([
      {id: '9001', phoneNumber: '+14155550134', countryCode: 'US', ...expected},
    ]);
  });

  test('is read to its end, unless that never comes', async () => {
    const next = 'https://graph.facebook.com/next';
    const first = {body: {data: [node], paging: {cursors: {after: 'x'}, next}}};
    graph.on(list, first, pages({...node, id: '9002'}));
    expect((await pool().list()).map(({id}) => id)).toEqual(['9001', '9002']);
    graph.on(list, first);
    await pool().list();
    expect(graph.requests.length).toBeLessThan(30);
  });

  test('that cannot be read is no pool', async () => {
    graph.on(list, {body: {data: 'all of them'}});
    expect(await troubleOf(() => pool().list())).toBe('silent');
  });

  test.each<[string, GraphReply]>([
    ['an error', refusal(100, {subcode: 33})],
    ['an answer', {body: {id: '9001', error_msg: 'none', is_input_id_valid: false}}],
  ])('says by %s that an id is gone', async (_, reply) => {
    graph.on('GET /9001', reply);
    expect(await pool().find('9001')).toBeUndefined();
  });

  test('offers nothing that a client has claimed, and sells it to nobody', async () => {
    graph.on(
      list,
      pages({...node, availability_status: 'CLAIMED'}, {id: '9002', display_phone_number: '+1 415-555-0135'}),
    );
    const offered = await numbers.available({countryCode: 'US'});
    expect(offered.map(({phoneNumber}) => phoneNumber)).toEqual(['+14155550135']);
    expect(await numbers.purchase('+14155550134')).toEqual({kind: 'unavailable'});
    expect(graph.calls).not.toContain(add);
  });
});

describe('adding a number', () => {
  test('whose answer was lost finds it in the pool', async () => {
    graph
      .on(list, pages(), pages({id: '9001', display_phone_number: '+1 415-555-0134'}))
      .on(add, {silence: 'reset'});
    expect(await numbers.purchase('+14155550134')).toMatchObject({
      kind: 'bought',
      providerNumberId: '9001',
      countryCode: 'US',
      verification: 'unverified',
    });
    expect(graph.only(add).body).toEqual({phone_number: '14155550134'});
  });

  test('that Meta refuses says so, after a look', async () => {
    graph.on(list, pages()).on(add, refusal(100));
    expect(await troubleOf(() => numbers.purchase('+14155550134'))).toBe('refused');
  });
});

describe('giving a number up', () => {
  test('deletes its id, which may be gone', async () => {
    graph.on('DELETE /9001', {body: {success: true}}, refusal(100, {subcode: 33}));
    const number = {phoneNumber: '+14155550134', providerNumberId: '9001'};
    await numbers.release(number);
    await numbers.release(number);
    expect(graph.calls).toEqual(['DELETE /9001', 'DELETE /9001']);
  });

  test('that a client has claimed leaves it to the client', async () => {
    await numbers.release({phoneNumber: '+14155550134', providerNumberId: null});
    expect(graph.calls).toEqual([]);
  });
});
