import {describe, expect, test} from 'vitest';
import type {Event} from '../../../server/events/event.ts';
import type {Project} from '../../../server/projects/project.ts';
import {afterTry} from '../../../server/webhooks/delivery.ts';
import {changeEndpoint, type Endpoint, testEvent} from '../../../server/webhooks/endpoint.ts';
import type {Store} from '../../../server/store/store.ts';
import type {StoreFixture} from './fixture.ts';

/** The part of the conformance suite about endpoints, the log of their deliveries, and the log of events. */
export function describeWebhookStore(current: () => {store: Store; project: Project; f: StoreFixture}): void {
  const newEndpoint = (changes: Partial<Endpoint> = {}): Endpoint => {
    const {f, project} = current();
    return {
      id: f.newId('ep'),
      projectId: project.id,
      mode: 'test',
      senderId: null,
      url: 'https://hooks.example.com',
      eventTypes: ['invitation.status_changed'],
      isActive: true,
      signatureVersion: 'v2',
      sealedSecret: 'sealed',
      sealedPreviousSecret: null,
      previousSecretExpiresAt: null,
      failingSince: null,
      disabledReason: null,
      disabledAt: null,
      createdAt: f.clock.now(),
      updatedAt: f.clock.now(),
      ...changes,
    };
  };

  const add = async (changes: Partial<Endpoint> = {}) => {
    const endpoint = newEndpoint(changes);
    expect(await current().store.saveEndpoint(undefined, endpoint)).toBe(true);
    return endpoint;
  };

  const projectOwner = () => ({...current().f.scope(), senderId: null});

  describe('endpoints', () => {
    test('come back as they were written, to their own project and mode only', async () => {
      const {store, f} = current();
      const endpoint = await add({failingSince: 5, disabledReason: 'gone', disabledAt: 6});
      expect(await store.findEndpoint(projectOwner())).toEqual(endpoint);
      expect(await store.findEndpoint({...projectOwner(), mode: 'live'})).toBeUndefined();
      expect(await store.findEndpoint({...projectOwner(), projectId: 'prj_other'})).toBeUndefined();
      expect(await store.deleteEndpoint({...f.scope(), mode: 'live', senderId: null})).toBe(false);
      expect(await store.findEndpoint(projectOwner())).toEqual(endpoint);
    });

    test('an owner has one: of two that are made at the same moment one is written', async () => {
      const {store, f} = current();
      const {sender} = await f.connect();
      for (const senderId of [null, sender.id]) {
        const made = await Promise.all(
          Array.from({length: 10}, () => store.saveEndpoint(undefined, newEndpoint({senderId}))),
        );
        expect(made.filter(Boolean)).toHaveLength(1);
      }
    });

    test('a change is written only if the endpoint still is as it was decided upon', async () => {
      const {store} = current();
      const before = await add();
      const moved = changeEndpoint(before, {url: 'https://other.example.com'}, 7);
      const switchedOff = {...before, isActive: false, disabledReason: 'failing' as const, disabledAt: 8};
      expect(await store.saveEndpoint(before, switchedOff)).toBe(true);
      expect(await store.saveEndpoint(before, moved)).toBe(false);
      expect(await store.findEndpoint(projectOwner())).toEqual(switchedOff);
      const again = changeEndpoint(switchedOff, {isActive: true}, 9);
      expect(await store.saveEndpoint(switchedOff, again)).toBe(true);
      expect(await store.findEndpoint(projectOwner())).toEqual(again);
      await store.deleteEndpoint(projectOwner());
      expect(await store.saveEndpoint(again, moved), 'one that is gone is not brought back').toBe(false);
    });

    test('those of several senders are read at once', async () => {
      const {store, f} = current();
      const [with1, without, with2] = [await f.connect(), await f.connect(), await f.connect()];
      const endpoints = [await add({senderId: with1.sender.id}), await add({senderId: with2.sender.id})];
      const ids = [with1, without, with2].map(({sender}) => sender.id);
      expect(await store.listSenderEndpoints(f.scope(), ids)).toEqual(expect.arrayContaining(endpoints));
      expect(await store.listSenderEndpoints(f.scope(), ids)).toHaveLength(2);
      expect(await store.listSenderEndpoints({...f.scope(), mode: 'live'}, ids)).toEqual([]);
      expect(await store.listSenderEndpoints(f.scope(), [])).toEqual([]);
    });

    test('are deleted with their deliveries; the events stay', async () => {
      const {store, f} = current();
      const {id} = await add();
      const {invitation} = await f.start(await f.create());
      expect(await store.listDeliveries(id, {limit: 10})).toHaveLength(1);
      expect(await store.deleteEndpoint(projectOwner())).toBe(true);
      expect(await store.deleteEndpoint(projectOwner())).toBe(false);
      expect(await store.listDeliveries(id, {limit: 10})).toEqual([]);
      expect(await store.listEvents({invitationId: invitation.id}, undefined, 10)).toHaveLength(1);
    });

    test('a sender takes its own along when it is deleted, and leaves that of the project', async () => {
      const {store, f} = current();
      const {sender} = await f.connect();
      const projects = await add({eventTypes: ['sender.deleted']});
      await add({senderId: sender.id, eventTypes: ['sender.deleted']});
      await f.remove(sender);
      expect(await store.findEndpoint({...f.scope(), senderId: sender.id})).toBeUndefined();
      expect(await store.listDeliveries(projects.id, {limit: 10})).toMatchObject([
        {eventType: 'sender.deleted', senderId: sender.id},
      ]);
    });
  });

  describe('a sender and its endpoint', () => {
    const keep = {before: undefined, after: undefined};

    test('change together or not at all', async () => {
      const {store, f} = current();
      const {sender} = await f.connect();
      const owner = {...f.scope(), senderId: sender.id};
      const after = newEndpoint({senderId: sender.id});
      const change = {name: 'New', setAsDefault: false, updatedAt: 9};
      const changed = await store.updateSender(owner, change, {before: undefined, after});
      expect(changed).toEqual({...sender, isDefault: true, name: 'New', updatedAt: 9});
      expect(await store.findEndpoint(owner)).toEqual(after);

      const late = {before: undefined, after: newEndpoint({senderId: sender.id})};
      expect(await store.updateSender(owner, {...change, name: 'Late'}, late)).toBeUndefined();
      expect(await store.findSender(owner, sender.id)).toMatchObject({name: 'New'});

      const removed = await store.updateSender(
        owner,
        {setAsDefault: false, updatedAt: 10},
        {before: after, after: undefined},
      );
      expect(removed, 'what is left out stays').toMatchObject({name: 'New', updatedAt: 10});
      expect(await store.findEndpoint(owner)).toBeUndefined();
    });

    test('the default moves, and is one', async () => {
      const {store, f} = current();
      const [first, second] = [await f.connect(), await f.connect()];
      const owner = {...f.scope(), senderId: second.sender.id};
      const asDefault = {setAsDefault: true, updatedAt: 9};
      expect(await store.updateSender(owner, asDefault, keep)).toMatchObject({isDefault: true});
      expect(await store.updateSender(owner, asDefault, keep), 'twice').toMatchObject({isDefault: true});
      expect(await store.findSender(owner, first.sender.id)).toMatchObject({isDefault: false});
      await store.updateSender(owner, {setAsDefault: false, updatedAt: 10}, keep);
      expect(await store.findSender(owner, second.sender.id)).toMatchObject({isDefault: true});
    });

    test('is changed by its own project and mode only, and not once it is gone', async () => {
      const {store, f} = current();
      const {sender} = await f.connect();
      const change = {name: 'Foreign', setAsDefault: false, updatedAt: 9};
      const owner = {...f.scope(), senderId: sender.id};
      expect(await store.updateSender({...owner, mode: 'live'}, change, keep)).toBeUndefined();
      expect(await store.updateSender({...owner, projectId: 'prj_other'}, change, keep)).toBeUndefined();
      expect(await store.findSender(owner, sender.id)).toMatchObject({name: 'Shop'});
      await f.remove(sender);
      expect(await store.updateSender(owner, change, keep)).toBeUndefined();
    });
  });

  describe('the log of deliveries', () => {
    test('is read newest first, page by page, with what it tells of the event', async () => {
      const {store, f} = current();
      const {id} = await add();
      const started = [];
      for (let count = 0; count < 5; count += 1) started.push(await f.start(await f.create()));
      const seen = [];
      for (let before: string | undefined; ; before = seen.at(-1)?.id) {
        const page = await store.listDeliveries(id, {before, limit: 2});
        if (page.length === 0) break;
        seen.push(...page);
      }
      expect(seen.map(({eventId}) => eventId)).toEqual(started.map(({event}) => event.id).reverse());
      expect(seen[0]).toMatchObject({
        id: expect.stringMatching(/^dlv_/),
        endpointId: id,
        eventType: 'invitation.status_changed',
        invitationId: started[4]?.invitation.id,
        senderId: null,
        status: 'pending',
        attempts: 0,
        trigger: 'schedule',
      });
      expect(await store.listDeliveries(id, {status: 'pending', limit: 10})).toHaveLength(5);
      expect(await store.listDeliveries(id, {status: 'failed', limit: 10})).toEqual([]);
      expect(await store.listDeliveries('ep_other', {limit: 10})).toEqual([]);
    });

    test('a delivery is found with its event, at its own endpoint only', async () => {
      const {store, f} = current();
      const {id} = await add();
      const {event} = await f.start(await f.create());
      const [delivery] = await store.listDeliveries(id, {limit: 1});
      const deliveryId = delivery?.id ?? '';
      expect(await store.findDelivery(id, deliveryId)).toEqual({delivery, event, attempts: []});
      expect(await store.findDelivery('ep_other', deliveryId)).toBeUndefined();
      expect(await store.retryDelivery('ep_other', deliveryId, 5)).toBeUndefined();
      expect(await store.findDelivery(id, 'dlv_unknown')).toBeUndefined();
      expect(await store.retryDelivery(id, 'dlv_unknown', 5)).toBeUndefined();
    });

    test('an event for one endpoint reaches no other, even one that is subscribed to it', async () => {
      const {store, f} = current();
      const {sender} = await f.connect();
      const projects = await add({eventTypes: ['webhook.test']});
      const senders = await add({senderId: sender.id, eventTypes: []});
      const event = testEvent(senders, f.newId('evt'), f.clock.now());
      const delivery = await store.sendToEndpoint(senders, event);
      expect(delivery).toMatchObject({endpointId: senders.id, eventType: 'webhook.test', status: 'pending'});
      expect(delivery?.nextAttemptAt).toBe(event.occurredAt);
      expect(await store.listDeliveries(projects.id, {limit: 10})).toEqual([]);
      await store.deleteEndpoint({...f.scope(), senderId: sender.id});
      const late = testEvent(senders, f.newId('evt'), f.clock.now());
      expect(await store.sendToEndpoint(senders, late)).toBeUndefined();
    });
  });

  /** One try of everything that is due, and then no more of it. */
  const end = async (endpoint: Endpoint, status: 'succeeded' | 'failed') => {
    const {store, f} = current();
    const now = f.clock.now();
    const claimed = await store.claimDeliveries(endpoint.id, now, now + 1_000, 10);
    for (const {delivery: before} of claimed?.deliveries ?? []) {
      const {delivery, attempt} = afterTry(
        before,
        {
          outcome: status === 'succeeded' ? 'succeeded' : 'refused_status',
          statusCode: 200,
          detail: 'As it was.',
          durationMs: 1,
          holdUntil: undefined,
        },
        {startedAt: now, now, random: 0},
      );
      const ended = {...delivery, status, nextAttemptAt: null, finishedAt: now};
      expect(await store.finishDelivery({endpoint, before, delivery: ended, attempt})).toBe('saved');
    }
  };

  describe('a retry', () => {
    test.each(['succeeded', 'failed'] as const)(
      'makes one that has %s due now, and the try that follows says that it was asked for',
      async (status) => {
        const {store, f} = current();
        const endpoint = await add();
        await f.start(await f.create());
        await end(endpoint, status);
        const [over] = await store.listDeliveries(endpoint.id, {status, limit: 10});
        if (!over) throw new Error(`none has ${status}`);
        const now = f.clock.now();
        const due = await store.retryDelivery(endpoint.id, over.id, now);
        expect(due).toEqual({
          ...over,
          status: 'pending',
          nextAttemptAt: now,
          trigger: 'manual',
          finishedAt: null,
        });
        await end(endpoint, 'succeeded');
        expect(await store.findDelivery(endpoint.id, over.id)).toMatchObject({
          delivery: {status: 'succeeded', attempts: 2, trigger: 'schedule'},
          attempts: [
            {number: 1, trigger: 'schedule'},
            {number: 2, trigger: 'manual'},
          ],
        });
      },
    );
  });

  describe('a replay', () => {
    /** Status changes before, in and after the range. */
    const happen = async () => {
      const {f} = current();
      const events: Event[] = [];
      for (let count = 0; count < 3; count += 1) {
        events.push((await f.start(await f.create())).event);
        f.clock.advance(10_000);
      }
      return events as [Event, Event, Event];
    };

    test('makes the deliveries that were never made, of its range and its types, due now', async () => {
      const {store} = current();
      const [before, inside, after] = await happen();
      const endpoint = await add();
      const range = {from: before.occurredAt + 1, to: after.occurredAt - 1, withSucceeded: false};
      expect(await store.replayEvents(endpoint, range, 77, 10)).toBe(1);
      expect(await store.listDeliveries(endpoint.id, {limit: 10})).toMatchObject([
        {
          id: expect.stringMatching(/^dlv_/),
          eventId: inside.id,
          status: 'pending',
          nextAttemptAt: 77,
          trigger: 'manual',
        },
      ]);
      const both = {...range, from: before.occurredAt, to: after.occurredAt};
      expect(await store.replayEvents(endpoint, both, 78, 10), 'both ends count').toBe(3);
      expect(await store.listDeliveries(endpoint.id, {limit: 10}), 'and each event once').toHaveLength(3);
      expect(await store.replayEvents({...endpoint, eventTypes: []}, both, 79, 10)).toBe(0);
      expect(await store.replayEvents({...endpoint, eventTypes: ['sender.deleted']}, both, 79, 10)).toBe(0);
      expect(await store.replayEvents({...endpoint, mode: 'live'}, both, 79, 10)).toBe(0);
    });

    test('begins what has failed anew, and what has succeeded only when it is asked to', async () => {
      const {store, f} = current();
      const endpoint = await add();
      const {occurredAt: from} = (await f.start(await f.create())).event;
      await end(endpoint, 'succeeded');
      await f.start(await f.create());
      await end(endpoint, 'failed');
      const range = {from, to: f.clock.now(), withSucceeded: false};
      expect(await store.replayEvents(endpoint, range, 77, 1)).toBe(1);
      expect(await store.listDeliveries(endpoint.id, {limit: 10})).toMatchObject([
        {status: 'pending', nextAttemptAt: 77, trigger: 'manual', firstAttemptAt: null, attempts: 1},
        {status: 'succeeded', nextAttemptAt: null},
      ]);
      expect(await store.replayEvents(endpoint, {...range, withSucceeded: true}, 78, 2)).toBe(2);
      expect(await store.listDeliveries(endpoint.id, {status: 'pending', limit: 10})).toHaveLength(2);
    });

    test('of more than the most writes nothing', async () => {
      const {store} = current();
      const [before, , after] = await happen();
      const endpoint = await add();
      const range = {from: before.occurredAt, to: after.occurredAt, withSucceeded: true};
      expect(await store.replayEvents(endpoint, range, 77, 2)).toBeUndefined();
      expect(await store.listDeliveries(endpoint.id, {limit: 10})).toEqual([]);
      expect(await store.replayEvents(endpoint, range, 77, 3)).toBe(3);
    });

    test("of a sender's endpoint is of that sender only; tests are not sent again", async () => {
      const {store, f} = current();
      const [one, other] = [await f.connect(), await f.connect()];
      const endpoint = await add({senderId: one.sender.id, eventTypes: ['webhook.test', 'sender.deleted']});
      const projects = await add({eventTypes: ['webhook.test', 'sender.deleted']});
      await store.sendToEndpoint(endpoint, testEvent(endpoint, f.newId('evt'), f.clock.now()));
      await f.remove(other.sender);
      const range = {from: 0, to: f.clock.now() + 1, withSucceeded: true};
      expect(await store.replayEvents(endpoint, range, 77, 10)).toBe(0);
      expect(await store.replayEvents(projects, range, 77, 10)).toBe(1);
    });
  });

  describe('the log of events', () => {
    test('is of a project and mode, newest first, page by page, by type and by invitation', async () => {
      const {store, f} = current();
      const {invitation, sender} = await f.connect();
      const other = await f.start(await f.create());
      await f.remove(sender);
      const ids = async (query: object) =>
        (await store.listProjectEvents(f.scope(), {limit: 10, ...query})).map(({id}) => id);
      const all = await ids({});
      expect(all).toHaveLength(4);
      const ofOne = await store.listEvents({invitationId: invitation.id}, undefined, 10);
      const [started, completed, deleted] = ofOne.map(({id}) => id);
      expect(all).toEqual([deleted, other.event.id, completed, started]);
      expect(await ids({limit: 2})).toEqual(all.slice(0, 2));
      expect(await ids({before: all[1]})).toEqual(all.slice(2));
      const type = 'invitation.status_changed';
      expect(await ids({type})).toEqual([other.event.id, completed, started]);
      expect(await ids({type, before: other.event.id, limit: 1})).toEqual([completed]);
      expect(await ids({invitationId: invitation.id})).toEqual([deleted, completed, started]);
      expect(await ids({invitationId: invitation.id, type, before: completed})).toEqual([started]);
      expect(await store.listProjectEvents({...f.scope(), mode: 'live'}, {limit: 10})).toEqual([]);
      expect(await store.listProjectEvents({...f.scope(), projectId: 'prj_other'}, {limit: 10})).toEqual([]);
    });
  });
}
