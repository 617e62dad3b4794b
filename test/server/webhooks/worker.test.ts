import Database from 'better-sqlite3';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createApiKey} from '../../../server/access/api-keys.ts';
import {readConfig} from '../../../server/config.ts';
import {startService} from '../../../server/service.ts';
import {secretIdentity} from '../../../server/webhooks/endpoint.ts';
import {newWebhookSecret} from '../../../server/secrets.ts';
import {DeliveryWorker} from '../../../server/webhooks/worker.ts';
import {dayMs, minuteMs} from '../../support/clock.ts';
import {change, readRows} from '../../support/database.ts';
import {eventually, TestService} from '../../support/harness.ts';
import {answer, cut, Receiver, type Received} from '../../support/receiver.ts';
import {connectClient} from '../../support/signups.ts';
import {addEndpoint, cancelOne, drain} from '../../support/webhooks.ts';
import {isStandardSigned, isZavuSigned} from '../../support/webhook-verifiers.ts';

const hourMs = 60 * minuteMs;

let service: TestService;
let receiver: Receiver;
let worker: DeliveryWorker;

beforeEach(async () => {
  service = await TestService.start({WEBHOOK_ALLOW_PRIVATE: '1'});
  receiver = await Receiver.start();
  worker = new DeliveryWorker(service.context);
});

afterEach(async () => {
  await worker.close();
  await service.stop();
  await receiver.stop();
});

const received = (count: number) =>
  eventually(
    async () => receiver.received,
    (all) => all.length >= count,
  );
const log = () =>
  readRows(
    service,
    'SELECT number, trigger, outcome, status_code, detail FROM delivery_attempts ORDER BY delivery_id, number',
  );
const deliveries = () => readRows(service, 'SELECT * FROM deliveries ORDER BY event_seq');
const isSigned = (secret: string, {headers, body}: Received, at: number) =>
  isZavuSigned(secret, headers['x-zavu-signature'], body, at / 1000) &&
  isStandardSigned(secret, headers, body, at);

describe('an event', () => {
  test('reaches its endpoint at once, signed for receivers of both kinds', async () => {
    const {secret} = await addEndpoint(service.context, `${receiver.url}?tenant=1`);
    const invitationId = await cancelOne(service);
    const [first] = await received(1);
    const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};
    const [event] = readRows(service, 'SELECT * FROM events');
    expect(first).toMatchObject({
      path: '/hook?tenant=1',
      headers: {
        'content-type': 'application/json',
        'x-zavu-event': 'invitation.status_changed',
        'user-agent': `zavu-partner-invite/${version}`,
        'webhook-id': event?.['id'],
      },
    });
    // Exactly these bytes: receivers may check the signature over what they parsed and wrote again.
    expect(first?.body).toBe(
      JSON.stringify({
        id: event?.['id'],
        type: 'invitation.status_changed',
        timestamp: event?.['occurred_at'],
        projectId: event?.['project_id'],
        data: JSON.parse(String(event?.['data'])),
      }),
    );
    expect(receiver.events[0].data).toMatchObject({invitationId, currentStatus: 'cancelled'});
    expect(first && isSigned(secret, first, Date.now())).toBe(true);
    await drain(service, worker);
    expect(log()).toEqual([
      {number: 1, trigger: 'schedule', outcome: 'succeeded', status_code: 200, detail: 'Answered 200.'},
    ]);
  });

  test('names its sender when it is of one, but never as an event of an invitation', async () => {
    await addEndpoint(service.context, receiver.url);
    await connectClient(service);
    const {body} = await service.api('GET', '/v1/senders');
    await service.api('DELETE', `/v1/senders/${body.items[0].id}`);
    await received(3);
    expect(receiver.events.map(({type, senderId}) => [type, senderId])).toEqual([
      ['invitation.status_changed', undefined],
      ['invitation.status_changed', undefined],
      ['sender.deleted', body.items[0].id],
    ]);
  });

  test('is not sent to endpoints that did not ask for it, are off, or are of another mode', async () => {
    await addEndpoint(service.context, receiver.url, {mode: 'live'});
    const {endpoint} = await addEndpoint(service.context, receiver.url, {eventTypes: ['sender.deleted']});
    await cancelOne(service);
    await drain(service, worker);
    await service.context.store.saveEndpoint(endpoint, {...endpoint, isActive: false});
    await cancelOne(service);
    await drain(service, worker);
    expect(deliveries()).toEqual([]);
    expect(receiver.received).toEqual([]);
  });

  test('is signed with both secrets while they are rotated, then with the new one only', async () => {
    const {endpoint, secret: old} = await addEndpoint(service.context, receiver.url);
    const secret = newWebhookSecret();
    const {secrets, store} = service.context;
    await store.saveEndpoint(endpoint, {
      ...endpoint,
      sealedSecret: secrets.seal(secret, secretIdentity(endpoint.id)),
      sealedPreviousSecret: endpoint.sealedSecret,
      previousSecretExpiresAt: service.clock.now() + dayMs,
    });
    await cancelOne(service);
    const [during] = await received(1);
    expect(during && isSigned(secret, during, Date.now())).toBe(true);
    expect(during && isStandardSigned(old, during.headers, during.body)).toBe(true);
    service.clock.advance(dayMs + 1);
    await cancelOne(service);
    const [, after] = await received(2);
    expect(after && isSigned(secret, after, service.clock.now())).toBe(true);
    expect(after && isStandardSigned(old, after.headers, after.body, service.clock.now())).toBe(false);
  });
});

describe('a failed try', () => {
  test('is repeated with the same id and body, and a time and signature of its own', async () => {
    receiver.react = answer(500, 'out of order\r\n');
    const {secret} = await addEndpoint(service.context, receiver.url);
    await cancelOne(service);
    await drain(service, worker);
    receiver.react = answer(204);
    service.clock.advance(6 * minuteMs);
    await drain(service, worker);
    const [first, second] = receiver.received;
    expect(receiver.received).toHaveLength(2);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    const sentAt = (one?: Received) => Number(one?.headers['webhook-timestamp']);
    expect(sentAt(second) - sentAt(first)).toBeGreaterThanOrEqual(360);
    expect(second && isSigned(secret, second, service.clock.now())).toBe(true);
    expect(log()).toMatchObject([
      {number: 1, outcome: 'refused_status', status_code: 500, detail: 'Answered 500: out of order'},
      {number: 2, outcome: 'succeeded', status_code: 204, detail: 'Answered 204.'},
    ]);
  });

  test('is the last after 75 hours, and then the delivery has failed', async () => {
    receiver.react = cut;
    await addEndpoint(service.context, receiver.url);
    await cancelOne(service);
    await drain(service, worker);
    for (let hour = 0; hour < 110; hour += 1) {
      service.clock.advance(hourMs);
      await drain(service, worker);
    }
    expect(deliveries()).toMatchObject([{status: 'failed', attempts: 10, next_attempt_at: null}]);
    expect(receiver.received).toHaveLength(10);
  });

  test.each([
    ['seconds', () => '7200'],
    ['a date', () => new Date(service.clock.now() + 2 * hourMs).toUTCString()],
  ])('is not repeated before the receiver wants it, said in %s', async (_form, retryAfter) => {
    receiver.react = (res, got) => answer(429, '', {'Retry-After': retryAfter()})(res, got);
    await addEndpoint(service.context, receiver.url);
    await cancelOne(service);
    await drain(service, worker);
    service.clock.advance(2 * hourMs - minuteMs);
    await drain(service, worker);
    expect(receiver.received).toHaveLength(1);
    service.clock.advance(2 * minuteMs);
    await drain(service, worker);
    expect(receiver.received).toHaveLength(2);
  });

  test('does not hold up later events of another subject, nor for long those of its own', async () => {
    receiver.react = (res, got) => answer(got.body.includes('poison') ? 500 : 200)(res, got);
    await addEndpoint(service.context, receiver.url);
    await service.play('abandon');
    const {body} = await service.api('POST', '/v1/invitations', {clientName: 'poison'});
    await service.fetch('POST', `/invite/${body.invitation.token}/start`, '', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    await received(1);
    await cancelOne(service);
    await service.api('POST', `/v1/invitations/${body.invitation.id}/cancel`);
    await drain(service, worker);
    // The first of the subject was given another chance before the second one left.
    expect(receiver.events.map(({data}) => [data.clientName, data.currentStatus])).toEqual([
      ['poison', 'in_progress'],
      [null, 'cancelled'],
      ['poison', 'in_progress'],
      ['poison', 'cancelled'],
    ]);
  });
});

describe('an endpoint', () => {
  const stored = (id: string) => readRows(service, 'SELECT * FROM endpoints WHERE id = ?', id)[0];

  test('is switched off after five days of only failures, with an event that says so', async () => {
    receiver.react = answer(500);
    const {endpoint} = await addEndpoint(service.context, `${receiver.url}?token=secret`);
    const failingSince = service.clock.now();
    for (let day = 0; day < 5; day += 1) {
      await cancelOne(service);
      await drain(service, worker);
      expect(stored(endpoint.id)).toMatchObject({is_active: 1});
      service.clock.advance(dayMs);
    }
    await cancelOne(service);
    await drain(service, worker);
    expect(stored(endpoint.id)).toMatchObject({is_active: 0, disabled_reason: 'failing'});
    const told = readRows(service, "SELECT data FROM events WHERE type = 'webhook.disabled'");
    expect(told).toHaveLength(1);
    const data = JSON.parse(String(told[0]?.['data']));
    expect(data).toEqual({
      endpointId: endpoint.id,
      url: `${new URL(receiver.url).host}/hook`,
      reason: 'failing',
      failingSince: expect.any(String),
    });
    expect(Math.abs(Date.parse(data.failingSince) - failingSince)).toBeLessThan(minuteMs);
  });

  test('that succeeds now and then is not switched off', async () => {
    const {endpoint} = await addEndpoint(service.context, receiver.url);
    for (let day = 0; day < 8; day += 1) {
      receiver.react = answer(day === 4 ? 200 : 500);
      await cancelOne(service);
      await drain(service, worker);
      service.clock.advance(dayMs);
    }
    expect(stored(endpoint.id)).toMatchObject({is_active: 1, disabled_reason: null});
  });

  test("of a sender that answers 410 is switched off at once, and the project's own is told", async () => {
    const project = await Receiver.start();
    receiver.react = answer(410);
    await connectClient(service);
    const {body} = await service.api('GET', '/v1/senders');
    const senderId: string = body.items[0].id;
    await addEndpoint(service.context, project.url, {eventTypes: ['webhook.disabled']});
    const {endpoint} = await addEndpoint(service.context, receiver.url, {senderId});
    change(
      service,
      `INSERT INTO deliveries (id, endpoint_id, event_id, event_seq, subject, status, next_attempt_at, created_at)
       SELECT 'dlv_1', ?, id, seq, subject, 'pending', occurred_at, occurred_at FROM events LIMIT 1`,
      endpoint.id,
    );
    await drain(service, worker);
    expect(stored(endpoint.id)).toMatchObject({is_active: 0, disabled_reason: 'gone'});
    await eventually(
      async () => project.events,
      (all) => all.length === 1,
    );
    expect(project.events[0]).toMatchObject({
      type: 'webhook.disabled',
      senderId,
      data: {senderId, reason: 'gone'},
    });
    await project.stop();
  });

  test('that was switched off goes on with what waited when it is switched on again', async () => {
    receiver.react = answer(410);
    const {endpoint} = await addEndpoint(service.context, receiver.url);
    await cancelOne(service);
    await drain(service, worker);
    receiver.react = answer(200);
    service.clock.advance(200 * hourMs);
    await drain(service, worker);
    expect(receiver.received).toHaveLength(1);
    const off = await service.context.store.findEndpoint(endpoint);
    if (!off) throw new Error('It is gone.');
    await service.context.store.saveEndpoint(off, {
      ...off,
      isActive: true,
      disabledReason: null,
      disabledAt: null,
    });
    await drain(service, worker);
    expect(receiver.received).toHaveLength(2);
    expect(deliveries()).toMatchObject([{status: 'succeeded'}]);
  });
});

describe('the worker', () => {
  test('two on one store send nothing twice', async () => {
    const second = new DeliveryWorker(service.context);
    await addEndpoint(service.context, receiver.url);
    await Promise.all(Array.from({length: 100}, () => cancelOne(service)));
    await Promise.all([drain(service, worker), drain(service, second)]);
    await second.close();
    expect(receiver.received).toHaveLength(100);
    expect(new Set(receiver.received.map(({headers}) => headers['webhook-id'])).size).toBe(100);
  });

  test('ends a try that has no answer when it stops; that counts as none, and the next start goes on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zpi-stop-'));
    const config = readConfig({
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: `file:${join(folder, 'test.db')}`,
      LOG_LEVEL: 'silent',
      WEBHOOK_ALLOW_PRIVATE: '1',
    });
    receiver.react = () => undefined;
    const before = await startService(config, {clock: service.clock});
    const {key} = await createApiKey(before.context, {mode: 'test', name: 'test'});
    await addEndpoint(before.context, receiver.url);
    const call = (path: string, body: object) =>
      fetch(before.localUrl + path, {
        method: 'POST',
        headers: {authorization: `Bearer ${key}`, 'content-type': 'application/json'},
        body: JSON.stringify(body),
      }).then((response) => response.json() as any);
    const {invitation} = await call('/v1/invitations', {});
    await call(`/v1/invitations/${invitation.id}/cancel`, {});
    await received(1);
    const stoppedAt = performance.now();
    await before.close();
    expect(performance.now() - stoppedAt).toBeLessThan(5_000);

    receiver.react = answer(200);
    service.clock.advance(minuteMs);
    const after = await startService(config, {clock: service.clock});
    await received(2);
    await after.close();
    const db = new Database(config.databaseFile, {readonly: true});
    expect(db.prepare('SELECT status, attempts FROM deliveries').all()).toEqual([
      {status: 'succeeded', attempts: 1},
    ]);
    db.close();
    rmSync(folder, {recursive: true});
  });

  test('forgets what ended a month ago, and keeps its event', async () => {
    await addEndpoint(service.context, receiver.url);
    await cancelOne(service);
    await drain(service, worker);
    const {store} = service.context;
    await store.pruneDeliveries(service.clock.now() - minuteMs);
    expect(deliveries()).toHaveLength(1);
    await store.pruneDeliveries(service.clock.now() + 1);
    expect([...deliveries(), ...log()]).toEqual([]);
    expect(readRows(service, 'SELECT * FROM events')).toHaveLength(1);
  });
});
