import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {dayMs, minuteMs} from '../../support/clock.ts';
import {change, readRows} from '../../support/database.ts';
import {eventually} from '../../support/harness.ts';
import {createSession} from '../../support/signups.ts';
import {ZavuChain} from '../../support/zavu-chain.ts';

const create = /^POST \/v1\/invitations$/;
let chain: ZavuChain;

beforeEach(async () => {
  chain = await ZavuChain.start();
});

afterEach(() => chain.stop());

const intents = () => readRows(chain.ours, 'SELECT * FROM remote_intents');
const ours = async () => (await chain.api('GET', '/v1/invitations')).body.items;
const open = <Listed extends {status: string}>(invitations: Listed[]) =>
  invitations.filter(({status}) => status === 'pending');

describe('creating', () => {
  test('Zavu has the same fields, and its link is ours; what is only ours stays here', async () => {
    const fields = {
      clientName: 'Ñandú & Co',
      clientEmail: 'hola@luna.example',
      clientPhone: '+34600111222',
      expiresInDays: 3,
      allowedPhoneCountries: ['ES'],
    };
    const invitation = await chain.invite({...fields, externalId: 'customer-42', metadata: {plan: 'pro'}});
    const [remote] = await chain.atZavu();
    expect(remote).toMatchObject({
      clientName: 'Ñandú & Co',
      clientEmail: 'hola@luna.example',
      clientPhone: '+34600111222',
      externalId: null,
      metadata: {},
    });
    expect(invitation).toMatchObject({
      ...{clientName: remote.clientName, url: remote.url, token: remote.token, expiresAt: remote.expiresAt},
      ...{mode: 'live', status: 'pending', externalId: 'customer-42', metadata: {plan: 'pro'}},
    });
    expect(Date.parse(remote.expiresAt) - Date.parse(remote.createdAt)).toBe(3 * dayMs);
    expect(await ours()).toEqual([invitation]);
    expect(intents()).toEqual([]);
  });

  test('test mode has its sandbox, whatever keeps live invitations', async () => {
    const invitation = await chain.ours.invite();
    expect(invitation.url).toBe(`${chain.ours.url}/invite/${invitation.token}`);
    expect(await chain.atZavu()).toEqual([]);
  });

  test('what Zavu refuses is refused in its words, and nothing is left behind', async () => {
    chain.line.answer(create, 400, {code: 'invalid_request', message: 'clientName is a curse'});
    const refused = await chain.api('POST', '/v1/invitations', {clientName: 'Luna'});
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({code: 'invalid_request', message: 'clientName is a curse'});
    chain.line.answer(create, 403, {error: {code: 'plan_limit', message: 'Too many invitations.'}});
    const limited = await chain.api('POST', '/v1/invitations', {clientName: 'Luna'});
    expect(limited.status).toBe(409);
    expect(limited.body).toMatchObject({
      code: 'provider_refused',
      message: 'Too many invitations.',
      details: {providerCode: 'plan_limit'},
    });
    expect(limited.headers.get('x-should-retry')).toBe('false');
    expect([await ours(), intents(), await chain.atZavu()]).toEqual([[], [], []]);
  });

  test.each([
    ['is down', () => chain.line.break(create)],
    ['answers 500', () => chain.line.answer(create, 500, 'oops')],
    ['answers what is no invitation', () => chain.line.answer(create, 201, {invitation: {id: 'inv_1'}})],
    ['does not know our key', () => chain.line.answer(create, 401, {code: 'unauthorized', message: 'no'})],
  ])('Zavu %s: 503 provider_unavailable, and the same request goes on', async (_, trouble) => {
    trouble();
    const {status, headers, body} = await chain.api('POST', '/v1/invitations', {clientName: 'Luna'});
    expect(status).toBe(503);
    expect(body.code).toBe('provider_unavailable');
    expect(headers.get('retry-after')).toBe('5');
    expect(await ours()).toEqual([]);
    await chain.invite({clientName: 'Luna'});
    expect(await ours()).toHaveLength(1);
    expect(await chain.atZavu()).toHaveLength(1);
    expect(intents()).toEqual([]);
  });

  test('Zavu is busy: its own time is passed on', async () => {
    const retryAfter = chain.ours.clock.now() + 20_000;
    chain.line.answer(create, 429, {code: 'rate_limited', message: 'slow down', details: {retryAfter}});
    const {status, headers} = await chain.api('POST', '/v1/invitations', {});
    expect(status).toBe(503);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(15);
  });

  test("the SDK's retries after lost answers make one invitation", async () => {
    chain.line.lose(create, 2);
    const {invitation} = await chain.sdk().invitations.create({clientName: 'Luna'});
    expect((await chain.atZavu()).map(({url}) => url)).toEqual([invitation.url]);
    expect(await ours()).toHaveLength(1);
  }, 30_000);

  test('a lost answer is found by its fields where Zavu ignores the key', async () => {
    chain.line.lose(create);
    expect((await chain.api('POST', '/v1/invitations', {clientName: 'Luna'})).status).toBe(503);
    const before = chain.line.count(create);
    const invitation = await chain.invite({clientName: 'Luna'});
    expect(chain.line.count(create), 'nothing was created anew').toBe(before);
    expect((await chain.atZavu())[0].url).toBe(invitation.url);
  });

  test('an invitation of others with other fields is never taken for ours', async () => {
    chain.line.break(create);
    expect((await chain.api('POST', '/v1/invitations', {clientName: 'Luna'})).status).toBe(503);
    const foreign = await chain.zavu.invite({clientName: 'Sol'});
    expect((await chain.invite({clientName: 'Luna'})).url).not.toBe(foreign.url);
  });

  test('two callers with the same body and lost answers get an invitation each', async () => {
    chain.line.lose(create, 2);
    const lost = await Promise.all([1, 2].map(() => chain.api('POST', '/v1/invitations', {})));
    expect(lost.map(({status}) => status)).toEqual([503, 503]);
    const [one, other] = await Promise.all([chain.invite({}), chain.invite({})]);
    expect(one.url).not.toBe(other.url);
    expect(await chain.atZavu()).toHaveLength(2);
    expect(intents()).toEqual([]);
  });

  test('20 creations at once are 20 invitations', async () => {
    const made = await Promise.all(Array.from({length: 20}, () => chain.invite({})));
    expect(new Set(made.map(({url}) => url)).size).toBe(20);
    expect(await chain.atZavu()).toHaveLength(20);
  });

  test('an Idempotency-Key is honoured here, also at the same moment and after a lost answer', async () => {
    const keyed = () =>
      chain.api('POST', '/v1/invitations', {clientName: 'Luna'}, {'idempotency-key': 'one'});
    chain.line.lose(create);
    expect((await keyed()).status).toBe(503);
    const answers = await Promise.all([keyed(), keyed(), keyed()]);
    expect(answers.map(({status}) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({body}) => body.invitation.id)).size).toBe(1);
    expect(answers.filter(({headers}) => headers.get('idempotency-replayed') === 'true')).toHaveLength(2);
    const reused = await chain.api('POST', '/v1/invitations', {}, {'idempotency-key': 'one'});
    expect(reused.body.code).toBe('idempotency_key_reused');
    expect(await chain.atZavu()).toHaveLength(1);
  });

  test('an import makes one for each row, stops while Zavu is down, and goes on when it is sent again', async () => {
    const file = 'clientName,clientEmail\nLuna,a@luna.example\nSol,b@sol.example\nMar,c@mar.example\n';
    const send = () => chain.api('POST', '/v1/invitations/import', file, {'content-type': 'text/csv'});
    chain.line.break(/^POST \/v1\/invitations$/);
    const stopped = await send();
    expect(stopped.status).toBe(503);
    expect(stopped.body.code).toBe('provider_unavailable');
    const {body} = await send();
    expect(body).toMatchObject({rows: 3, created: 3, existing: 0, failed: 0});
    expect((await send()).body).toMatchObject({created: 0, existing: 3});
    expect((await chain.atZavu()).map(({clientName}) => clientName).sort()).toEqual(['Luna', 'Mar', 'Sol']);
    expect((await chain.api('GET', '/v1/invitations/export')).body).toContain(`${chain.zavu.url}/invite/`);
  });
});

describe('a process that dies', () => {
  test.each([
    ['before Zavu has heard', () => chain.line.break(create)],
    ['before it hears the answer', () => chain.line.lose(create)],
  ])('%s: after its lock has run out the repeated request makes one', async (_, dies) => {
    dies();
    expect((await chain.api('POST', '/v1/invitations', {clientName: 'Luna'})).status).toBe(503);
    // As it would have been left: in the hands of a process that is no more.
    markAsDead();
    chain.ours.clock.advance(71_000);
    chain.zavu.clock.advance(71_000);
    await chain.invite({clientName: 'Luna'});
    expect(await chain.atZavu()).toHaveLength(1);
    expect(await ours()).toHaveLength(1);
    expect(intents()).toEqual([]);
  });

  test('after Zavu answered and before it was stored: nobody sees it, and it is found', async () => {
    const held = chain.line.hold(create);
    const first = chain.api('POST', '/v1/invitations', {clientName: 'Luna'});
    await held.reached;
    expect(await ours(), 'not there without its link').toEqual([]);
    markAsDead();
    chain.ours.clock.advance(71_000);
    chain.zavu.clock.advance(71_000);
    const invitation = await chain.invite({clientName: 'Luna'});
    expect(await chain.atZavu()).toHaveLength(1);
    held.release();
    // The one that seemed dead wakes up: its invitation is taken, so it gets one of its own.
    const late = await first;
    expect(late.body.invitation.url).not.toBe(invitation.url);
    expect(await chain.atZavu()).toHaveLength(2);
    expect(await ours()).toHaveLength(2);
    expect(intents()).toEqual([]);
  });

  test('whoever does not come back leaves nothing open at Zavu', async () => {
    chain.line.lose(create);
    expect((await chain.api('POST', '/v1/invitations', {clientName: 'Luna'})).status).toBe(503);
    expect(open(await chain.atZavu())).toHaveLength(1);
    chain.ours.clock.advance(11 * minuteMs);
    await eventually(
      async () => intents(),
      (left) => left.length === 0,
    );
    expect(open(await chain.atZavu())).toEqual([]);
    expect(await ours()).toEqual([]);
  });

  test('a client who got another invitation at this moment: that one counts, the other is taken back at Zavu', async () => {
    const held = chain.line.hold(create);
    const session = await createSession(chain.ours, {externalId: 'luna'}, chain.ours.keys.live);
    const started = chain.ours.fetch(
      'POST',
      '/client/v1/connection',
      {},
      {
        authorization: `Bearer ${session.clientSecret}`,
        origin: 'https://app.example.com',
      },
    );
    await held.reached;
    // The host makes one for the same client at this moment.
    const made = await chain.invite({externalId: 'luna'});
    held.release();
    expect((await started).body.startUrl).toBe(made.url);
    await eventually(
      async () => open(await chain.atZavu()),
      (left) => left.length === 1,
    );
    expect(open(await chain.atZavu()).map(({url}) => url)).toEqual([made.url]);
  });
});

function markAsDead(): void {
  change(
    chain.ours,
    'UPDATE remote_intents SET locked_by = ?, locked_until = ?',
    'another process',
    chain.ours.clock.now() + 30_000,
  );
}
