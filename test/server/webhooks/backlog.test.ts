import {afterEach, beforeEach, expect, test} from 'vitest';
import {type Endpoint, testEvent} from '../../../server/webhooks/endpoint.ts';
import {DeliveryWorker} from '../../../server/webhooks/worker.ts';
import {change, readRows} from '../../support/database.ts';
import {TestService} from '../../support/harness.ts';
import {answer, Receiver} from '../../support/receiver.ts';
import {addEndpoint, drain} from '../../support/webhooks.ts';

let service: TestService;
let receiver: Receiver;
let worker: DeliveryWorker;
let endpoint: Endpoint;

beforeEach(async () => {
  service = await TestService.start({WEBHOOK_ALLOW_PRIVATE: '1'});
  receiver = await Receiver.start();
  worker = new DeliveryWorker(service.context);
  ({endpoint} = await addEndpoint(service.context, receiver.url, {isActive: false}));
});

afterEach(async () => {
  await worker.close();
  await service.stop();
  await receiver.stop();
});

/** Events that wait for the endpoint to be switched on, the subjects in this order. */
async function queue(subjects: string[]): Promise<void> {
  const {store, newId, clock} = service.context;
  await Promise.all(
    subjects.map((subject) =>
      store.sendToEndpoint(endpoint, {...testEvent(endpoint, newId('evt'), clock.now()), subject}),
    ),
  );
}

const switchOn = () => change(service, 'UPDATE endpoints SET is_active = 1');
const queued = () => readRows(service, 'SELECT id FROM events ORDER BY seq').map(({id}) => id);
const pending = () => readRows(service, "SELECT id FROM deliveries WHERE status = 'pending'").length;

test('a long row behind an event that is tried again goes on, in its order', async () => {
  await queue(Array.from({length: 600}, () => 'conversation'));
  // The first was tried and comes later than those that have never been.
  const now = service.clock.now();
  change(
    service,
    `UPDATE deliveries SET attempts = 1, first_attempt_at = @now, last_attempt_at = @now, next_attempt_at = @now + 5000
     WHERE event_seq = (SELECT min(event_seq) FROM deliveries)`,
    {now},
  );
  service.clock.advance(6_000);
  switchOn();
  await drain(service, worker);
  expect(pending()).toBe(0);
  expect(receiver.received.map(({headers}) => headers['webhook-id'])).toEqual(queued());
});

test('a receiver that refuses everything at once is not hammered with what waits', async () => {
  receiver.react = answer(503);
  await queue(Array.from({length: 50}, (_, number) => `subject ${number}`));
  switchOn();
  await drain(service, worker);
  // Two workers, of which each pauses a tenth of a second.
  const [first, last] = [receiver.received[0]?.at ?? 0, receiver.received.at(-1)?.at ?? 0];
  expect(receiver.received).toHaveLength(50);
  expect(last - first).toBeGreaterThan(1_000);
});

test('a retry that is asked for while a try fails is made after it', async () => {
  receiver.react = () => undefined;
  await queue(['subject']);
  const {store, clock} = service.context;
  switchOn();
  await worker.look();
  const [delivery] = readRows(service, 'SELECT id FROM deliveries');
  await store.retryDelivery(endpoint.id, String(delivery?.['id']), clock.now());
  await expect.poll(() => receiver.received.length).toBe(1);
  receiver.react = answer(200);
  receiver.cutAll();
  await drain(service, worker);
  expect(readRows(service, 'SELECT number, trigger, outcome FROM delivery_attempts ORDER BY number')).toEqual(
    [
      {number: 1, trigger: 'schedule', outcome: 'not_reached'},
      {number: 2, trigger: 'manual', outcome: 'succeeded'},
    ],
  );
});
