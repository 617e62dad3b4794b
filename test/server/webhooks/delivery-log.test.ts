import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Delivery} from '../../../server/contract/webhooks.ts';
import {dayMs} from '../../support/clock.ts';
import {eventually, TestService} from '../../support/harness.ts';
import {answer, Receiver} from '../../support/receiver.ts';
import {connectClient} from '../../support/signups.ts';

const ofProject = '/v1/invitations/webhook';

let service: TestService;
let receiver: Receiver;
/** The webhook routes of a sender that is connected. */
let ofSender: string;

beforeEach(async () => {
  service = await TestService.start({WEBHOOK_ALLOW_PRIVATE: '1'});
  receiver = await Receiver.start();
  const {senderId} = await connectClient(service);
  ofSender = `/v1/senders/${senderId}/webhook`;
  await service.api('POST', ofProject, {url: `${receiver.url}/project`});
  await service.api('PATCH', `/v1/senders/${senderId}`, {
    webhookUrl: `${receiver.url}/sender`,
    webhookEvents: [],
  });
});

afterEach(async () => {
  await service.stop();
  await receiver.stop();
});

const pathOf = (owner: string) => (owner === 'project' ? ofProject : ofSender);
const post = (path: string, body?: unknown, headers?: Record<string, string>) =>
  service.api('POST', path, body, headers);

async function list(path: string, query = ''): Promise<Delivery[]> {
  return (await service.api('GET', `${path}/deliveries${query}`)).body.items;
}

/** The delivery with its event and tries, once it is so. */
async function report(path: string, deliveryId: string, isDone: (delivery: Delivery) => boolean) {
  return eventually(
    async () => (await service.api('GET', `${path}/deliveries/${deliveryId}`)).body,
    (body) => isDone(body.delivery),
  );
}

const isTried = (times: number) => (delivery: Delivery) => delivery.attemptCount >= times;

/** Something that happens, of which the project's webhook is told. */
async function happen(): Promise<string> {
  const {id} = await service.invite();
  await post(`/v1/invitations/${id}/cancel`);
  return id;
}

async function switchOff(path: string): Promise<void> {
  if (path === ofProject) await service.api('PATCH', ofProject, {active: false});
  else await service.api('PATCH', ofSender.replace('/webhook', ''), {webhookActive: false});
}

describe.each(['project', 'sender'])('the webhook of a %s', (owner) => {
  test('is sent a test, it alone, whatever it is subscribed to', async () => {
    const path = pathOf(owner);
    const {status, body} = await post(`${path}/test`);
    expect(status).toBe(202);
    expect(body.delivery).toMatchObject({
      id: expect.stringMatching(/^dlv_/),
      eventType: 'webhook.test',
      invitationId: null,
      status: 'pending',
      attemptCount: 0,
      finishedAt: null,
    });
    await report(path, body.delivery.id, isTried(1));
    expect(receiver.received.map((received) => received.path)).toEqual([`/hook/${owner}`]);
    expect(receiver.events).toMatchObject([{id: body.delivery.eventId, type: 'webhook.test'}]);
  });

  test('shows what was sent and every try', async () => {
    const path = pathOf(owner);
    const {id} = (await post(`${path}/test`)).body.delivery;
    const {delivery, event, attempts} = await report(path, id, ({status}) => status === 'succeeded');
    expect(delivery).toMatchObject({attemptCount: 1, nextAttemptAt: null, finishedAt: expect.any(String)});
    expect(event, 'to the letter').toEqual(receiver.events[0]);
    expect(attempts).toEqual([
      {
        number: 1,
        trigger: 'schedule',
        outcome: 'succeeded',
        statusCode: 200,
        detail: expect.any(String),
        startedAt: expect.stringMatching(/Z$/),
        durationMs: expect.any(Number),
      },
    ]);
    expect(await list(path)).toEqual([delivery]);
  });

  test('sends again what failed when it is asked to, with the same id', async () => {
    const path = pathOf(owner);
    receiver.react = answer(500);
    const {id, eventId} = (await post(`${path}/test`)).body.delivery;
    const failed = await report(path, id, isTried(1));
    expect(failed.delivery).toMatchObject({status: 'pending', nextAttemptAt: expect.any(String)});
    receiver.react = answer(200);
    const {status, body} = await post(`${path}/deliveries/${id}/retry`);
    expect(status).toBe(202);
    expect(body.delivery).toMatchObject({id, status: 'pending'});
    const {attempts} = await report(path, id, (delivery) => delivery.status === 'succeeded');
    expect(attempts).toMatchObject([
      {number: 1, trigger: 'schedule', outcome: 'refused_status', statusCode: 500},
      {number: 2, trigger: 'manual', outcome: 'succeeded', statusCode: 200},
    ]);
    expect(receiver.received.map(({headers}) => headers['webhook-id'])).toEqual([eventId, eventId]);
  });

  test('sends again what arrived when it is asked to', async () => {
    const path = pathOf(owner);
    const {id} = (await post(`${path}/test`)).body.delivery;
    await report(path, id, ({status}) => status === 'succeeded');
    expect((await post(`${path}/deliveries/${id}/retry`)).body.delivery).toMatchObject({
      status: 'pending',
      finishedAt: null,
    });
    await report(path, id, isTried(2));
    expect(receiver.received).toHaveLength(2);
  });

  test('lists page by page and by status', async () => {
    const path = pathOf(owner);
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const {id} = (await post(`${path}/test`)).body.delivery;
      await report(path, id, ({status}) => status === 'succeeded');
      ids.unshift(id);
    }
    const first = (await service.api('GET', `${path}/deliveries?limit=2`)).body;
    const second = (await service.api('GET', `${path}/deliveries?limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map(({id}) => id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    expect(await list(path, '?status=succeeded')).toHaveLength(3);
    expect(await list(path, '?status=pending')).toEqual([]);
    for (const query of ['status=lost', 'limit=0', 'cursor=aW52XzE']) {
      const {status, body} = await service.api('GET', `${path}/deliveries?${query}`);
      expect(status, query).toBe(400);
      expect(body.details.errors[0].path).toEqual([query.split('=')[0]]);
    }
  });

  test('refuses to send while it is switched off, and says so', async () => {
    const path = pathOf(owner);
    const {id} = (await post(`${path}/test`)).body.delivery;
    await report(path, id, isTried(1));
    await switchOff(path);
    const from = new Date(service.clock.now() - 1_000).toISOString();
    for (const answered of [
      await post(`${path}/test`),
      await post(`${path}/deliveries/${id}/retry`),
      await post(`${path}/replay`, {from}),
    ]) {
      expect(answered.status).toBe(409);
      expect(answered.body.code).toBe('webhook_inactive');
      expect(answered.headers.get('x-should-retry')).toBe('false');
    }
    expect(await list(path), 'the log can still be read').toHaveLength(1);
  });

  test('is not there for another project, the other mode, or once it is deleted: 404', async () => {
    const path = pathOf(owner);
    const {id} = (await post(`${path}/test`)).body.delivery;
    const from = new Date(service.clock.now()).toISOString();
    const {key} = await service.makeKey('test', 'Foreign');
    const routes = [
      ['POST', '/test'],
      ['GET', '/deliveries'],
      ['GET', `/deliveries/${id}`],
      ['POST', `/deliveries/${id}/retry`],
      ['POST', '/replay'],
    ] as const;
    const statuses = async (headers?: Record<string, string>) => {
      const seen = [];
      for (const [method, below] of routes) {
        const body = below === '/replay' ? {from} : undefined;
        seen.push((await service.api(method, path + below, body, headers)).status);
      }
      return seen;
    };
    const none = routes.map(() => 404);
    expect(await statuses({authorization: `Bearer ${key}`})).toEqual(none);
    expect(await statuses({authorization: `Bearer ${service.keys.live}`})).toEqual(none);
    expect(await statuses({authorization: 'Bearer wrong'})).toEqual(routes.map(() => 401));
    await service.api('DELETE', ofProject);
    await service.api('DELETE', ofSender.replace('/webhook', ''));
    expect(await statuses()).toEqual(none);
  });

  test('knows no delivery but its own', async () => {
    const path = pathOf(owner);
    const other = path === ofProject ? ofSender : ofProject;
    const {id} = (await post(`${other}/test`)).body.delivery;
    for (const deliveryId of [id, 'dlv_unknown']) {
      const read = await service.api('GET', `${path}/deliveries/${deliveryId}`);
      const retried = await post(`${path}/deliveries/${deliveryId}/retry`);
      for (const {status, body} of [read, retried]) {
        expect(status).toBe(404);
        expect(body).toEqual({code: 'not_found', message: 'There is no such delivery of this webhook.'});
      }
    }
  });
});

describe('POST …/replay', () => {
  const timeOf = (ms: number) => new Date(ms).toISOString();

  test('sends what happened while the webhook was switched off, once; with "all" again', async () => {
    const from = timeOf(service.clock.now());
    await switchOff(ofProject);
    const ids = [await happen(), await happen()];
    await service.api('PATCH', ofProject, {active: true});
    expect(await list(ofProject), 'nothing is sent by itself').toEqual([]);

    expect(await post(`${ofProject}/replay`, {from})).toMatchObject({status: 202, body: {count: 2}});
    const isAllThere = (found: Delivery[]) => found.every(({status}) => status === 'succeeded');
    await eventually(() => list(ofProject), isAllThere);
    expect(receiver.events.map(({data}) => data.invitationId).sort()).toEqual([...ids].sort());

    expect((await post(`${ofProject}/replay`, {from, status: 'undelivered'})).body).toEqual({count: 0});
    expect((await post(`${ofProject}/replay`, {from, status: 'all'})).body).toEqual({count: 2});
    await eventually(
      async () => receiver.received.length,
      (count) => count === 4,
    );
  });

  test('sends what happened before the webhook was subscribed to it, in the range only', async () => {
    await service.api('PATCH', ofProject, {events: ['sender.deleted']});
    await happen();
    service.clock.advance(60_000);
    const from = timeOf(service.clock.now());
    const inside = await happen();
    service.clock.advance(60_000);
    const to = timeOf(service.clock.now());
    await happen();
    expect((await post(`${ofProject}/replay`, {from, to})).body, 'not subscribed').toEqual({count: 0});
    await service.api('PATCH', ofProject, {events: ['invitation.status_changed']});
    expect((await post(`${ofProject}/replay`, {from, to})).body).toEqual({count: 1});
    expect(await list(ofProject)).toMatchObject([{invitationId: inside}]);
  });

  test('of a sender is of what it is subscribed to', async () => {
    const from = timeOf(service.clock.now() - dayMs);
    expect(await post(`${ofSender}/replay`, {from})).toMatchObject({status: 202, body: {count: 0}});
  });

  test('says how a time is written', async () => {
    const {status, body} = await post(`${ofProject}/replay`, {from: '2026-11-23'});
    expect(status).toBe(400);
    expect(body.message).toBe(
      'Invalid request body: from: must be a time, for example "2026-11-22T08:00:00Z"',
    );
  });

  test('reaches back 30 days', async () => {
    const range = (days: number) => ({from: timeOf(service.clock.now() - days * dayMs + 5_000)});
    expect((await post(`${ofProject}/replay`, range(30))).status).toBe(202);
    const {status, body} = await post(`${ofProject}/replay`, range(31));
    expect(status).toBe(400);
    expect(body.message).toMatch(/from: must be in the last 30 days/);
  });

  test.each([
    [{}, 'from'],
    [{from: 'yesterday'}, 'from'],
    [{from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z'}, 'from'],
    [{from: '2026-01-02T00:00:00Z', to: 'now'}, 'to'],
    [{from: '2026-01-02T00:00:00Z', status: 'some'}, 'status'],
  ])('refuses %j', async (body, field) => {
    const answered = await post(`${ofProject}/replay`, body);
    expect(answered.status).toBe(400);
    expect(answered.body.details.errors[0].path).toEqual([field]);
  });
});
