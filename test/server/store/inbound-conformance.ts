import {describe, expect, test} from 'vitest';
import type {Event} from '../../../server/events/event.ts';
import type {Sender} from '../../../server/senders/sender.ts';
import type {AccountNews, AccountsTold, SenderChange} from '../../../server/store/inbound-store.ts';
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

    test('is addressed by number as people write it, and by whoever connected it', async () => {
      const {store, f} = current();
      const {invitation, attempt} = await f.start(await f.create());
      const {sender} = await f.finish(invitation, attempt, 'number', {
        phoneNumber: '+14155550177',
        providerUserId: 'user',
      });
      await f.connect();
      const ids = async (addresses: Parameters<Store['listAddressedSenders']>[1]) =>
        (await store.listAddressedSenders('test', addresses)).map(({id}) => id);
      expect(await ids({phoneNumbers: ['+14155550177']})).toEqual([sender.id]);
      expect(await ids({userIds: ['user', 'nobody']})).toEqual([sender.id]);
    });

    test('changes facts and forgets secrets, while they are as they were decided upon', async () => {
      const {store, f} = current();
      const before = await read((await f.connect()).sender);
      const facts = {quality: {value: 'FLAGGED', at: 5}};
      const after: Sender = {...before, facts, sealedBusinessToken: '', sealedPin: null};
      expect(await store.saveInbound({messages: [], changes: [{before, after, events: []}]})).toEqual([]);
      expect(await read(before)).toEqual(after);
      const stale = {before, after: {...before, facts: {}}, events: []};
      expect(await store.saveInbound({messages: [], changes: [stale]})).toBeUndefined();
    });
  });

  describe('what is told of accounts', () => {
    const keep = (told: Partial<AccountsTold>) =>
      current().store.saveInbound({
        messages: [],
        changes: [],
        accounts: {mode: 'test', senderIds: [], news: [], shares: [], ...told},
      });
    const news = (value: string, at: number, target = ''): AccountNews => ({
      wabaId: 'account',
      target,
      fact: 'quality',
      value,
      at,
    });
    const share = (wabaId: string, sharedAt: number) => ({
      wabaId,
      businessId: `business of ${wabaId}`,
      sharedAt,
      claimAfter: sharedAt + 10,
    });

    test('is kept, the latest of each number by Meta’s time, in whatever order it comes', async () => {
      const {store} = current();
      await keep({news: [news('new', 20), news('old', 10), {...news('other', 5, '+1'), detail: 'why'}]});
      await keep({news: [news('older', 1)]});
      expect(await store.listAccountNews('test', 'account')).toEqual([
        {...news('other', 5, '+1'), detail: 'why'},
        news('new', 20),
      ]);
      expect(await store.listAccountNews('live', 'account')).toEqual([]);
    });

    test('is not kept when a sender was made in the account meanwhile: it is for that one', async () => {
      const {store, f} = current();
      const {sender} = await f.connect();
      const ofSender = [{...news('x', 1), wabaId: 'waba'}];
      expect(await keep({news: ofSender})).toBeUndefined();
      expect(await store.listAccountNews('test', 'waba')).toEqual([]);
      expect(await keep({news: ofSender, senderIds: [sender.id]})).toEqual([]);
      expect(await store.listAccountNews('test', 'waba')).toHaveLength(1);
    });

    test('says which accounts are shared, in whatever order that comes', async () => {
      const {store} = current();
      const taken = (wabaId: string, removedAt: number) => ({wabaId, businessId: null, removedAt});
      await keep({shares: [share('a', 10), share('b', 30), taken('c', 25)]});
      await keep({shares: [taken('a', 20), share('c', 20), taken('b', 5), share('d', 2), share('d', 1)]});
      const shared = (since: number) => store.listSharedAccounts('test', since);
      expect(await shared(0)).toEqual([
        {wabaId: 'b', businessId: 'business of b', sharedAt: 30},
        {wabaId: 'd', businessId: 'business of d', sharedAt: 2},
      ]);
      expect((await shared(3)).map(({wabaId}) => wabaId)).toEqual(['b']);
      await keep({shares: [share('a', 21)]});
      expect((await shared(0)).map(({wabaId}) => wabaId)).toEqual(['b', 'a', 'd']);
      expect(await store.listAccountsOfBusinesses('test', ['business of a', 'x'])).toEqual([
        {wabaId: 'a', businessId: 'business of a'},
      ]);
      expect(await store.listSharedAccounts('live', 0)).toEqual([]);
    });

    test('an account without a sender is claimed by one of many', async () => {
      const {store, f} = current();
      const {sender} = await f.connect();
      await keep({shares: [share('account', 10), share('waba', 10)], senderIds: [sender.id]});
      const [account] = await store.listUnclaimedAccounts('test', 0);
      if (!account) throw new Error('none');
      expect(await store.listUnclaimedAccounts('test', 0)).toEqual([
        {wabaId: 'account', businessId: 'business of account', sharedAt: 10, claimAfter: 20},
      ]);
      const claims = await Promise.all([1, 2, 3].map(() => store.postponeClaim('test', account, 99)));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await store.postponeClaim('test', {...account, claimAfter: 99}, null)).toBe(true);
      expect(await store.listUnclaimedAccounts('test', 0)).toMatchObject([{claimAfter: null}]);
    });

    test('is forgotten in time, but whose the account of a sender is', async () => {
      const {store, f} = current();
      const {sender} = await f.connect();
      await keep({
        news: [news('x', 10)],
        shares: [share('account', 10), share('waba', 10)],
        senderIds: [sender.id],
      });
      await store.pruneAccounts(10);
      expect(await store.listSharedAccounts('test', 0)).toHaveLength(2);
      await store.pruneAccounts(11);
      expect(await store.listAccountNews('test', 'account')).toEqual([]);
      expect((await store.listSharedAccounts('test', 0)).map(({wabaId}) => wabaId)).toEqual(['waba']);
    });
  });
}
