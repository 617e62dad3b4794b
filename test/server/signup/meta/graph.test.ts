import pino from 'pino';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {type GraphCall, GraphClient} from '../../../../server/signup/meta/graph.ts';
import {minuteMs, TestClock} from '../../../support/clock.ts';
import {proofOf, refusal, scriptedClient, ScriptedGraph, testMeta} from '../../../support/scripted-graph.ts';

let graph: ScriptedGraph;

beforeEach(async () => {
  graph = await ScriptedGraph.start();
});

afterEach(() => graph.stop());

const read: GraphCall = {path: '/2001', accessToken: 'client-token', isRepeatable: true};
const once: GraphCall = {...read, method: 'POST', isRepeatable: false};

describe('a request', () => {
  test('names the version, the token and the proof that we have the app’s secret', async () => {
    graph.on('GET /2001', {body: {id: '2001'}});
    const answer = await scriptedClient(graph).client.call({...read, query: {fields: 'id,name'}});
    expect(answer).toEqual({kind: 'answer', body: {id: '2001'}});
    expect(graph.requests).toEqual([
      {
        call: 'GET /2001',
        version: 'v25.0',
        query: {fields: 'id,name', appsecret_proof: proofOf('client-token')},
        form: undefined,
        body: undefined,
        bearer: 'client-token',
      },
    ]);
  });

  test('with the app’s own token needs no proof, and neither does one without a token', async () => {
    const {client} = scriptedClient(graph);
    await client.call({path: '/debug_token', accessToken: '4001|secret', isRepeatable: false});
    await client.call({path: '/oauth/access_token', isRepeatable: false});
    expect(graph.requests.map(({query}) => query)).toEqual([{}, {}]);
  });

  test('sends JSON with the proof in the address, and a form with the proof in it', async () => {
    const {client} = scriptedClient(graph);
    await client.call({...once, body: {pin: '123456'}});
    await client.call({...once, form: {fetch_only: 'true'}});
    const proof = {appsecret_proof: proofOf('client-token')};
    expect(graph.requests).toMatchObject([
      {query: proof, body: {pin: '123456'}},
      {query: {}, form: {fetch_only: 'true', ...proof}},
    ]);
  });
});

describe('an answer', () => {
  test('that refuses keeps Meta’s numbers, and its words for the operator', async () => {
    graph.on('GET /2001', {
      status: 400,
      body: {
        error: {
          message: '(#100) Invalid',
          code: 100,
          error_subcode: 33,
          fbtrace_id: 'AbC',
          error_user_title: 'Title',
          error_user_msg: 'Message',
          error_data: {details: 'Details'},
        },
      },
    });
    expect(await scriptedClient(graph).client.call(read)).toEqual({
      kind: 'error',
      error: {
        status: 400,
        code: 100,
        subcode: 33,
        isTransient: false,
        traceId: 'AbC',
        message: '(#100) Invalid',
        details: 'Details',
        userTitle: 'Title',
        userMessage: 'Message',
        retryAfterSeconds: undefined,
      },
    });
  });

  test('that repeats a secret of the call is kept without it', async () => {
    const {client} = scriptedClient(graph);
    const secrets = ['client-token', testMeta.appSecret, 'the-code', '123456'];
    graph.on(
      'POST /2001',
      refusal(100, {message: `Malformed ${secrets.join(' ')}`, details: `${secrets.join(' and ')}`}),
    );
    const answer = await client.call({...once, query: {code: 'the-code'}, body: {pin: '123456'}});
    const text = JSON.stringify(answer);
    expect(text).toContain('Malformed … … … …');
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  test.each([
    ['is no JSON', {text: '<html>Bad gateway</html>', status: 502}],
    ['is no JSON, but a success', {text: 'ok'}],
    ['is JSON of no known kind', {body: {oops: true}, status: 500}],
    ['is larger than anything we ask for', {text: JSON.stringify('x'.repeat(1_100_000))}],
    ['is a redirect to somewhere else', {status: 302, headers: {location: 'http://127.0.0.1:1/'}}],
    ['is cut off', {silence: 'reset' as const}],
  ])('that %s counts as none', async (_, reply) => {
    graph.on('POST /2001', reply);
    expect(await scriptedClient(graph).client.call(once)).toEqual({kind: 'unreachable'});
  });

  test('that does not come within eight seconds counts as none', async () => {
    graph.on('POST /2001', {silence: 'hang'});
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    // A thousand times as fast.
    const limit = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms / 1000));
    expect(await scriptedClient(graph).client.call(once)).toEqual({kind: 'unreachable'});
    expect(limit.mock.calls).toEqual([[8_000]]);
    limit.mockRestore();
  });
});

describe('a repeatable call', () => {
  test.each([
    ['2', refusal(2)],
    ['4', refusal(4)],
    ['17', refusal(17)],
    ['80007', refusal(80007)],
    ['131000', refusal(131000)],
    ['131016', refusal(131016)],
    ['131057', refusal(131057)],
    ['133004', refusal(133004)],
    ['is_transient', refusal(100, {transient: true})],
    ['500', refusal(1, {status: 500})],
    ['503', refusal(2, {status: 503})],
    ['502 without Graph', {status: 502, text: '<html>'}],
    ['429 without Graph', {status: 429, text: '<html>'}],
    ['a reset', {silence: 'reset' as const}],
  ])('is made again after %s, and waits longer each time', async (_, reply) => {
    graph.on('GET /2001', reply, reply, {body: {id: '2001'}});
    const {client, waits} = scriptedClient(graph);
    expect(await client.call(read)).toEqual({kind: 'answer', body: {id: '2001'}});
    expect(graph.requests).toHaveLength(3);
    const [first = 0, second = 0] = waits;
    expect(first).toBeGreaterThanOrEqual(320);
    expect(first).toBeLessThanOrEqual(480);
    expect(second).toBeGreaterThanOrEqual(1280);
    expect(second).toBeLessThanOrEqual(1920);
  });

  test('is given up after three tries, with Meta’s last word', async () => {
    graph.on('GET /2001', refusal(2), refusal(131016), refusal(133004));
    const answer = await scriptedClient(graph).client.call(read);
    expect(answer).toMatchObject({kind: 'error', error: {code: 133004}});
    expect(graph.requests).toHaveLength(3);
  });

  test('is not made a third time when ten seconds are over: a person waits for it', async () => {
    graph.on('GET /2001', {silence: 'reset'});
    const clock = new TestClock();
    const log = pino({enabled: false});
    const wait = async () => clock.advance(6_000);
    const client = new GraphClient({...testMeta, graphUrl: graph.url}, {clock, log, wait});
    expect(await client.call(read)).toEqual({kind: 'unreachable'});
    expect(graph.requests).toHaveLength(3);
    graph.requests.length = 0;
    const slow = async () => clock.advance(10_001);
    const other = new GraphClient({...testMeta, graphUrl: graph.url}, {clock, log, wait: slow});
    expect(await other.call(read)).toEqual({kind: 'unreachable'});
    expect(graph.requests).toHaveLength(2);
  });

  test('is not made again for what the app may not do, though Meta says it like a failure of its own', async () => {
    graph.on('GET /2001', refusal(3, {status: 500}));
    const {client} = scriptedClient(graph);
    for (let calls = 0; calls < 6; calls += 1) {
      // Neither is it a Meta that is down.
      expect(await client.call(read)).toMatchObject({kind: 'error', error: {code: 3}});
    }
    expect(graph.requests).toHaveLength(6);
  });

  test.each([190, 100, 200, 10, 368, 2200])('is not made again after %i', async (code) => {
    graph.on('GET /2001', refusal(code));
    const {client} = scriptedClient(graph);
    expect(await client.call(read)).toMatchObject({kind: 'error', error: {code}});
    expect(graph.requests).toHaveLength(1);
  });

  test('is different from one that is not: that is made once, whatever happens', async () => {
    graph.on('POST /2001', refusal(2, {transient: true, status: 503}));
    const {client} = scriptedClient(graph);
    await client.call(once);
    expect(graph.requests).toHaveLength(1);
  });
});

describe('a Meta that is down', () => {
  const down = {status: 502, text: '<html>'};

  /** Meta is asked five times in vain, each time with all tries. */
  async function breakIt() {
    graph.on('GET /2001', down);
    const parts = scriptedClient(graph);
    for (let calls = 0; calls < 5; calls += 1) await parts.client.call(read);
    expect(graph.requests).toHaveLength(15);
    return parts;
  }

  test('is left alone after five calls in a row: each is answered at once, without one', async () => {
    const {client, lines} = await breakIt();
    expect(await client.call(read)).toEqual({kind: 'unreachable'});
    expect(await client.call(once)).toEqual({kind: 'unreachable'});
    expect(graph.requests).toHaveLength(15);
    expect(lines.filter(({level}) => level === 40)).toMatchObject([
      {msg: 'Meta does not answer and is left alone'},
    ]);
  });

  test('is asked by one call after ten seconds; while it waits the others are not made', async () => {
    const {client, clock} = await breakIt();
    graph.on('GET /2001', {body: {id: '2001'}});
    clock.advance(10_000);
    const answers = await Promise.all([client.call(read), client.call(read), client.call(read)]);
    expect(answers.map(({kind}) => kind)).toEqual(['answer', 'unreachable', 'unreachable']);
    expect(graph.requests).toHaveLength(16);
    expect(await client.call(read)).toMatchObject({kind: 'answer'});
  });

  test('is left alone again when that call fails, which is not repeated', async () => {
    const {client, clock} = await breakIt();
    clock.advance(10_000);
    await client.call(read);
    await client.call(read);
    expect(graph.requests).toHaveLength(16);
    clock.advance(10_000);
    await client.call(read);
    expect(graph.requests).toHaveLength(17);
  });

  test('is not what refuses: a refusal in between begins the count anew', async () => {
    graph.on('GET /2001', down).on('GET /2002', refusal(100, {subcode: 33}));
    const {client} = scriptedClient(graph);
    for (let calls = 0; calls < 4; calls += 1) await client.call(read);
    await client.call({...read, path: '/2002'});
    for (let calls = 0; calls < 4; calls += 1) await client.call(read);
    await client.call({...read, path: '/2002'});
    expect(graph.calls.filter((call) => call === 'GET /2002')).toHaveLength(2);
  });

  test('is not what one account’s requests break by themselves: the others are not cut off for them', async () => {
    graph.on('GET /2001', refusal(1, {status: 500})).on('GET /2002', {body: {id: '2002'}});
    graph.on('POST /2001', refusal(131000, {status: 500}));
    const {client} = scriptedClient(graph);
    for (let calls = 0; calls < 10; calls += 1) await client.call(calls % 2 === 0 ? read : once);
    expect(await client.call({...read, path: '/2002'})).toMatchObject({kind: 'answer'});
  });

  test.each([
    ['code 2', refusal(2, {status: 503})],
    ['its own word for what passes', refusal(1, {status: 500, transient: true})],
  ])('is left alone when it says itself that it is down, by %s', async (_, reply) => {
    graph.on('GET /2001', reply);
    const {client} = scriptedClient(graph);
    for (let calls = 0; calls < 5; calls += 1) await client.call(read);
    expect(await client.call(once)).toEqual({kind: 'unreachable'});
  });

  test('is asked although the clock was set back', async () => {
    const {client, clock} = await breakIt();
    clock.advance(-60 * minuteMs);
    await client.call(read);
    expect(graph.requests).toHaveLength(16);
  });
});

describe('how much was asked', () => {
  const usage = (figures: Record<string, number>) => ({
    'x-business-use-case-usage': JSON.stringify({'2001': [{type: 'whatsapp', call_count: 3}, figures]}),
  });
  const okWith = (headers: Record<string, string>) => ({body: {id: '2001'}, headers});

  test('of an account holds back what can wait until Meta says that it is over', async () => {
    const headers = usage({call_count: 100, estimated_time_to_regain_access: 7});
    graph.on('GET /2001', okWith(headers)).on('GET /2001/phone_numbers', {body: {data: []}});
    const {client, clock, lines} = scriptedClient(graph);
    await client.call(read);
    const edge = {...read, path: '/2001/phone_numbers'};
    expect(await client.call(edge)).toEqual({kind: 'limited', retryAfterSeconds: 420});
    clock.advance(7 * minuteMs - 1_000);
    expect(await client.call(edge)).toEqual({kind: 'limited', retryAfterSeconds: 1});
    clock.advance(1_000);
    expect(await client.call(edge)).toMatchObject({kind: 'answer'});
    expect(graph.calls).toEqual(['GET /2001', 'GET /2001/phone_numbers']);
    expect(lines.filter(({level}) => level === 40)).toMatchObject([{account: '2001', heldSeconds: 420}]);
  });

  test.each(['call_count', 'total_cputime', 'total_time'])('is read from %s, too', async (name) => {
    graph.on('GET /2001', okWith(usage({[name]: 95})));
    const {client, clock} = scriptedClient(graph);
    await client.call(read);
    expect(await client.call(read)).toMatchObject({kind: 'limited', retryAfterSeconds: 60});
    clock.advance(minuteMs);
    expect(await client.call(read)).toMatchObject({kind: 'answer'});
  });

  test('below the limit changes nothing', async () => {
    graph.on('GET /2001', okWith({...usage({call_count: 94}), 'x-app-usage': '{"call_count":94}'}));
    const {client} = scriptedClient(graph);
    await client.call(read);
    expect(await client.call(read)).toMatchObject({kind: 'answer'});
  });

  test('of one account holds back no other, and not what a person waits for', async () => {
    graph.on('GET /2001', okWith(usage({call_count: 99}))).on('GET /2002', {body: {id: '2002'}});
    graph.on('POST /2001', {body: {success: true}});
    const {client} = scriptedClient(graph);
    await client.call(read);
    expect(await client.call({...read, path: '/2002'})).toMatchObject({kind: 'answer'});
    expect(await client.call(once)).toMatchObject({kind: 'answer'});
  });

  test('of a business holds back the account that was asked of it', async () => {
    const headers = {'x-business-use-case-usage': '{"5001":[{"estimated_time_to_regain_access":2}]}'};
    graph.on('GET /2001', okWith(headers));
    const {client} = scriptedClient(graph);
    await client.call(read);
    expect(await client.call(read)).toMatchObject({kind: 'limited', retryAfterSeconds: 120});
    expect(await client.call({...read, path: '/5001/owned_pages'})).toMatchObject({kind: 'limited'});
  });

  test('of the whole app holds back everything that can wait', async () => {
    graph.on('GET /2001', okWith({'x-app-usage': '{"call_count":10,"total_cputime":97,"total_time":3}'}));
    const {client} = scriptedClient(graph);
    await client.call(read);
    expect(await client.call({...read, path: '/me'})).toMatchObject({kind: 'limited'});
    expect(await client.call({...read, path: '/2002'})).toMatchObject({kind: 'limited'});
  });

  test.each([
    ['HTTP 400', refusal(80007)],
    ['HTTP 429', refusal(80007, {status: 429})],
    ['HTTP 429 without Graph', {status: 429, text: 'slow down'}],
  ])('too much, told by %s and a time: it is not tried again before', async (_, reply) => {
    graph.on('GET /2001', {...reply, headers: {'retry-after': '90'}});
    const {client} = scriptedClient(graph);
    expect(await client.call(read)).toMatchObject({kind: 'error', error: {retryAfterSeconds: 90}});
    expect(await client.call(read)).toMatchObject({kind: 'limited', retryAfterSeconds: 90});
    expect(graph.requests).toHaveLength(1);
  });

  test.each(['', 'nonsense', '[]', '{"2001":"full"}', '{"2001":[{"call_count":"full"}]}', 'null'])(
    'in a header like %j is not there',
    async (header) => {
      const headers = {'x-app-usage': header, 'x-business-use-case-usage': header, 'retry-after': header};
      graph.on('GET /2001', okWith(headers));
      const {client} = scriptedClient(graph);
      await client.call(read);
      expect(await client.call(read)).toMatchObject({kind: 'answer'});
    },
  );
});

test('no secret of a call reaches the log, which names each call', async () => {
  graph.on('GET /oauth/access_token', refusal(100, {subcode: 36007, message: 'the-code client-token'}));
  const {client, lines} = scriptedClient(graph);
  const query = {client_secret: testMeta.appSecret, code: 'the-code', input_token: 'other-token'};
  await client.call({path: '/oauth/access_token', query, accessToken: 'client-token', isRepeatable: false});
  expect(lines).toMatchObject([{path: '/oauth/access_token', method: 'GET', outcome: 'error', code: 100}]);
  const log = JSON.stringify(lines);
  for (const secret of [...Object.values(query), 'client-token', proofOf('client-token')]) {
    expect(log).not.toContain(secret);
  }
});
