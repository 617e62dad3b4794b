import pino from 'pino';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {Background} from '../../../server/background.ts';
import {readConfig} from '../../../server/config.ts';
import type {Context} from '../../../server/context.ts';
import {EventStream} from '../../../server/events/stream.ts';
import {createSecrets} from '../../../server/secrets.ts';
import {openSqlite} from '../../../server/store/sqlite.ts';
import {DeliveryWorker} from '../../../server/webhooks/worker.ts';
import {minuteMs} from '../../support/clock.ts';
import {answer, cut, Receiver} from '../../support/receiver.ts';
import {addEndpoint} from '../../support/webhooks.ts';
import {createFixture, type StoreFixture} from '../store/fixture.ts';

const hourMs = 60 * minuteMs;
const invitations = 500;

let context: Context;
let f: StoreFixture;
let receiver: Receiver;
let worker: DeliveryWorker;

/** The parts that deliver, on a store in memory: tens of thousands of tries, none of which waits for a disk. */
beforeEach(async () => {
  const store = openSqlite(':memory:');
  const project = {id: 'prj_0', name: 'Platform', settings: {}, createdAt: 1};
  f = createFixture(store, await store.ensureProject(project));
  context = {
    config: readConfig({SECRET_KEY: 'x'.repeat(32), WEBHOOK_ALLOW_PRIVATE: '1'}),
    store,
    providers: {},
    profileProviders: {},
    numberProviders: {},
    zavu: undefined,
    metaApps: [],
    events: new EventStream(),
    background: new Background(),
    clock: f.clock,
    newId: f.newId,
    secrets: createSecrets(['x'.repeat(32)]),
    log: pino({level: 'silent'}),
  };
  receiver = await Receiver.start();
  worker = new DeliveryWorker(context, {restMaxMs: 0});
});

afterEach(async () => {
  await worker.close();
  await context.store.close();
  await receiver.stop();
});

/** Two events: a client begins, and the invitation is cancelled. */
async function startAndCancel(): Promise<void> {
  const {invitation} = await f.start(await f.create());
  const cancelled = f.decide(invitation, {to: 'cancelled'});
  await context.store.saveTransition(invitation, cancelled.invitation, cancelled.event);
}

async function deliverAllDue(): Promise<void> {
  do {
    await worker.look();
    await worker.idle();
  } while ((await context.store.listDueEndpoints(f.clock.now())).length > 0);
}

describe('a receiver that is down', () => {
  test.each([
    [1, 'cuts every connection', cut],
    [24, 'answers 503', answer(503)],
    [72, 'answers 500', answer(500)],
  ] as const)(
    'for %d hours (it %s) gets every event once, in order, when it is well',
    async (hours, _how, down) => {
      receiver.react = down;
      const {endpoint} = await addEndpoint(context, receiver.url);
      // The events happen all along, and the clock stands still nowhere.
      const rounds = 20;
      for (let round = 0; round < rounds; round += 1) {
        await Promise.all(Array.from({length: invitations / rounds}, startAndCancel));
        await deliverAllDue();
        f.clock.advance((hours * hourMs) / rounds);
        await deliverAllDue();
      }
      expect(receiver.received.length).toBeGreaterThan(0);
      receiver.received.length = 0;
      receiver.react = answer(200);
      // The next slot of anything tells that it is well; at the latest that of the newest event.
      for (let step = 0; step < 24 && receiver.received.length < 2 * invitations; step += 1) {
        f.clock.advance(hourMs);
        await deliverAllDue();
      }

      const ids = receiver.received.map(({headers}) => headers['webhook-id']);
      expect(ids).toHaveLength(2 * invitations);
      expect(new Set(ids).size).toBe(2 * invitations);
      const statuses = new Map<string, string[]>();
      for (const {data} of receiver.events) {
        statuses.set(data.invitationId, [...(statuses.get(data.invitationId) ?? []), data.currentStatus]);
      }
      expect(statuses.size).toBe(invitations);
      for (const order of statuses.values()) expect(order).toEqual(['in_progress', 'cancelled']);
      expect(await context.store.findEndpoint(endpoint)).toMatchObject({
        isActive: true,
        failingSince: null,
      });
    },
    60_000,
  );
});
