import {describe, expect, test} from 'vitest';
import type {Event} from '../../../server/events/event.ts';
import type {Sender} from '../../../server/senders/sender.ts';
import type {SenderChange} from '../../../server/store/inbound-store.ts';
import type {Store} from '../../../server/store/store.ts';
import type {StoreFixture} from './fixture.ts';

/** The part of the conformance suite about what the outside world tells. */
export function describeInboundStore(current: () => {store: Store; f: StoreFixture}): void {
  const newEvent = (sender: Sender, changes: Partial<Event>): Event => ({
    id: current().f.newId('evt'),
    type: 'message.inbound',
    occurredAt: current().f.clock.now(),
    projectId: sender.projectId,
    mode: sender.mode,
    subject: sender.id,
    invitationId: null,
    senderId: sender.id,
    externalId: null,
    data: {},
    originId: null,
    ...changes,
  });

  const disconnect = (before: Sender, at: number): SenderChange => ({
    before,
    after: {...before, health: 'disconnected', healthReason: 'DISABLE', healthChangedAt: at, updatedAt: at},
    events: [newEvent(before, {type: 'sender.health_changed', invitationId: before.invitationId})],
  });

  const read = async (sender: Sender) => {
    const {store, f} = current();
    const found = await store.findSender(f.scope(), sender.id);
    if (!found) throw new Error('no such sender');
    return found;
  };

  describe('what the outside world tells', () => {
    test('is addressed by number or account, to living senders of the mode', async () => {
      const {store, f} = current();
      const [one, two, gone] = [await f.connect(), await f.connect(), await f.connect()];
      await f.remove(gone.sender);
      const find = async (mode: 'test' | 'live', accountIds: string[], wabaIds: string[]) =>
        (await store.listAddressedSenders(mode, {accountIds, wabaIds})).map(({id}) => id);
      const phones = [one.sender.accountId, gone.sender.accountId, 'unknown'];
      expect(await find('test', phones, [])).toEqual([one.sender.id]);
      expect(await find('test', phones, ['waba'])).toEqual([one.sender.id, two.sender.id]);
      expect(await find('live', phones, ['waba'])).toEqual([]);
      expect(await find('test', [], [])).toEqual([]);
    });

    test('is written once for each origin, and only what was news is answered', async () => {
      const {store, f} = current();
      const {sender} = await f.connect();
      const told = ['a', 'b', 'a'].map((originId) => newEvent(sender, {originId}));
      expect(await store.saveInbound({messages: told, changes: []})).toEqual(told.slice(0, 2));
      const again = ['b', 'c'].map((originId) => newEvent(sender, {originId}));
      expect(await store.saveInbound({messages: again, changes: []})).toEqual(again.slice(1));
    });

    test('is dropped for a sender that was deleted meanwhile', async () => {
      const {store, f} = current();
      const {sender} = await f.connect();
      await f.remove(sender);
      expect(await store.saveInbound({messages: [newEvent(sender, {})], changes: []})).toEqual([]);
    });

    test('changes a health that is as it was decided upon', async () => {
      const {store, f} = current();
      const before = await read((await f.connect()).sender);
      const change = disconnect(before, f.clock.now());
      expect(await store.saveInbound({messages: [], changes: [change]})).toEqual(change.events);
      expect(await read(before)).toEqual(change.after);
    });

    test('is refused whole when one health is not: the messages that came with it, too', async () => {
      const {store, f} = current();
      const [one, two] = [await read((await f.connect()).sender), await read((await f.connect()).sender)];
      const now = f.clock.now();
      await store.saveInbound({messages: [], changes: [disconnect(two, now)]});
      const message = newEvent(one, {originId: 'm'});
      const changes = [disconnect(one, now), disconnect(two, now + 1)];
      expect(await store.saveInbound({messages: [message], changes})).toBeUndefined();
      expect((await read(one)).health).toBe('connected');
      expect((await read(two)).healthChangedAt).toBe(now);
      expect(await store.saveInbound({messages: [message], changes: []})).toEqual([message]);
    });

    test('of two that decide at the same moment, one wins', async () => {
      const {store, f} = current();
      const before = await read((await f.connect()).sender);
      const saved = await Promise.all(
        [1, 2, 3].map((later) =>
          store.saveInbound({messages: [], changes: [disconnect(before, f.clock.now() + later)]}),
        ),
      );
      expect(saved.filter(Boolean)).toHaveLength(1);
    });
  });
}
