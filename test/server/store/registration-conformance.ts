import {describe, expect, test} from 'vitest';
import {invitationEvent} from '../../../server/events/event.ts';
import type {Sender} from '../../../server/senders/sender.ts';
import type {Store} from '../../../server/store/store.ts';
import type {StoreFixture} from './fixture.ts';

/** The part of the conformance suite about numbers on their way to being registered. */
export function describeRegistrationStore(current: () => {store: Store; f: StoreFixture}): void {
  const budget = {callsMax: 3, windowMs: 1_000};
  const take = (now: number, accountId = '1001', mode: 'test' | 'live' = 'test') =>
    current().store.takeRegistrationCall(mode, accountId, now, budget);

  const connectPending = async (nextRegistrationAt: number | null) => {
    const {f} = current();
    const {invitation, attempt} = await f.start(await f.create());
    return f.finish(invitation, attempt, undefined, {registration: 'pending', nextRegistrationAt});
  };
  const read = async ({id}: Sender) => current().store.findSender(current().f.scope(), id);

  describe('calls that register a number', () => {
    test('are given to as many as there are, of a hundred who ask at once', async () => {
      const taken = await Promise.all(Array.from({length: 100}, () => take(5_000)));
      expect(taken.filter((freeAt) => freeAt === null)).toHaveLength(3);
      expect(new Set(taken.filter((freeAt) => freeAt !== null))).toEqual(new Set([6_000]));
    });

    test('come back one by one, each when its time is over', async () => {
      for (const now of [100, 200, 300]) expect(await take(now)).toBeNull();
      expect(await take(1_099)).toBe(1_100);
      expect(await take(1_100)).toBeNull();
      expect(await take(1_101)).toBe(1_200);
    });

    test('are counted for each number and mode', async () => {
      for (const now of [100, 200, 300]) await take(now);
      expect(await take(400)).not.toBeNull();
      expect(await take(400, '1002')).toBeNull();
      expect(await take(400, '1001', 'live')).toBeNull();
    });
  });

  describe('a sender whose registration is pending', () => {
    test('is claimed when it is due, by one of many', async () => {
      const {store} = current();
      const {sender} = await connectPending(500);
      await connectPending(700);
      await connectPending(null);
      expect(await store.claimDueRegistrations(499, 9_000, 10)).toEqual([]);
      const claims = await Promise.all(
        Array.from({length: 20}, () => store.claimDueRegistrations(600, 9_000, 10)),
      );
      expect(claims.flat()).toEqual([{...sender, isDefault: true, nextRegistrationAt: 9_000}]);
    });

    test('is due again when who claimed it is dead', async () => {
      const {store} = current();
      const {sender} = await connectPending(500);
      await store.claimDueRegistrations(600, 9_000, 10);
      expect(await store.claimDueRegistrations(9_000, 20_000, 10)).toMatchObject([{id: sender.id}]);
    });

    test('is written with its event by who has claimed it, and by nobody who has lost it', async () => {
      const {store, f} = current();
      const {invitation} = await connectPending(500);
      const [late] = await store.claimDueRegistrations(600, 9_000, 10);
      const [claimed] = await store.claimDueRegistrations(9_000, 20_000, 10);
      if (!late || !claimed) throw new Error('not claimed');
      const registered: Sender = {...claimed, registration: 'registered', nextRegistrationAt: null};
      const event = invitationEvent(invitation, {
        id: f.newId('evt'),
        type: 'sender.registration_changed',
        occurredAt: f.clock.now(),
        data: {},
      });
      expect(await store.saveRegistration(late, registered, event)).toBe(false);
      expect(await store.saveRegistration(claimed, registered, event)).toBe(true);
      expect(await store.saveRegistration(claimed, registered, event)).toBe(false);
      expect(await read(claimed)).toEqual(registered);
      const events = await store.listEvents({invitationId: invitation.id}, undefined, 10);
      expect(events.filter(({type}) => type === 'sender.registration_changed')).toEqual([event]);
    });

    test('is left alone once it is deleted', async () => {
      const {store, f} = current();
      const {sender} = await connectPending(500);
      const [claimed] = await store.claimDueRegistrations(600, 9_000, 10);
      await f.remove(sender);
      expect(claimed && (await store.saveRegistration(claimed, claimed))).toBe(false);
      expect(await store.claimDueRegistrations(10_000, 20_000, 10)).toEqual([]);
    });
  });
}
