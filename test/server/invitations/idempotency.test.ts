import {afterAll, beforeAll, expect, test} from 'vitest';
import {dayMs} from '../../support/clock.ts';
import {TestService} from '../../support/harness.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

const create = (body: unknown, key: string, headers: Record<string, string> = {}) =>
  service.api('POST', '/v1/invitations', body, {'idempotency-key': key, ...headers});

test('the same Idempotency-Key and body answer the same invitation with 201', async () => {
  const first = await create({clientName: 'Luna'}, 'again');
  const second = await create({clientName: 'Luna'}, 'again');
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).toEqual(first.body);
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  expect(second.headers.get('idempotency-replayed')).toBe('true');
});

test('a replay shows the invitation as it is now', async () => {
  const {body} = await create({clientName: 'Luna'}, 'cancelled later');
  await service.api('POST', `/v1/invitations/${body.invitation.id}/cancel`);
  expect((await create({clientName: 'Luna'}, 'cancelled later')).body.invitation.status).toBe('cancelled');
});

test('the same key with another body is refused, once and for all', async () => {
  await create({clientName: 'Luna'}, 'reused');
  const {status, headers, body} = await create({clientName: 'Sol'}, 'reused');
  expect(status).toBe(409);
  expect(body).toMatchObject({code: 'idempotency_key_reused'});
  expect(headers.get('x-should-retry')).toBe('false');
});

test('20 requests with the same key at the same moment make one invitation', async () => {
  const {key} = await service.makeKey('test', 'In parallel');
  const headers = {authorization: `Bearer ${key}`};
  const answers = await Promise.all(
    Array.from({length: 20}, () => create({clientName: 'Luna'}, 'parallel', headers)),
  );
  expect(answers.map(({status}) => status)).toEqual(Array(20).fill(201));
  expect(new Set(answers.map(({body}) => body.invitation.id)).size).toBe(1);
  expect((await service.api('GET', '/v1/invitations', undefined, headers)).body.items).toHaveLength(1);
});

test('a key is of one project and mode: elsewhere it is a new one', async () => {
  const {key: foreign} = await service.makeKey('test', 'Elsewhere');
  const made = await Promise.all(
    [service.keys.test, service.keys.live, foreign].map((key) =>
      create({}, 'everywhere', {authorization: `Bearer ${key}`}),
    ),
  );
  expect(new Set(made.map(({body}) => body.invitation.id)).size).toBe(3);
});

test('a refused request does not use up its key', async () => {
  expect((await create({expiresInDays: 0}, 'corrected')).status).toBe(400);
  expect((await create({expiresInDays: 1}, 'corrected')).status).toBe(201);
});

test('a key is forgotten after 24 hours', async () => {
  const {body: first} = await create({}, 'yesterday');
  service.clock.advance(dayMs - 60_000);
  expect((await create({}, 'yesterday')).body.invitation.id).toBe(first.invitation.id);
  service.clock.advance(60_000);
  expect((await create({}, 'yesterday')).body.invitation.id).not.toBe(first.invitation.id);
});

test('a key of 255 characters works, a longer or an empty one does not', async () => {
  expect((await create({}, 'k'.repeat(255))).status).toBe(201);
  for (const key of ['k'.repeat(256), '']) {
    const {status, body} = await create({}, key);
    expect(status).toBe(400);
    expect(body.details.errors[0].path).toEqual(['Idempotency-Key']);
  }
});
