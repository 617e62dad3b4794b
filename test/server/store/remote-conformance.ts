import {describe, expect, test} from 'vitest';
import type {Store} from '../../../server/store/store.ts';
import type {Intent, NewRemote} from '../../../server/zavu/remote.ts';
import type {StoreFixture} from './fixture.ts';

/** What every engine must do with invitations that are kept elsewhere. */
export function describeRemoteStore(get: () => {store: Store; f: StoreFixture}): void {
  const newIntent = ({f}: {f: StoreFixture}, requestHash = 'hash'): Intent => ({
    invitationId: f.newId('inv'),
    requestHash,
    fields: {connectionType: 'whatsapp_waba', expiresInDays: 7},
    remoteId: null,
    firstSentAt: f.clock.now(),
    lastSentAt: f.clock.now(),
    abandonedAt: f.clock.now() + 1_000,
    lockedBy: null,
    lockedUntil: null,
  });
  const taker = ({f}: {f: StoreFixture}, process = 'one') => ({
    process,
    now: f.clock.now(),
    lockedUntil: f.clock.now() + 500,
  });
  const tie = (
    {f}: {f: StoreFixture},
    remoteId: string,
    nextPollAt: number | null = f.clock.now(),
  ): NewRemote => ({
    remoteId,
    tokenHash: `token of ${remoteId}`,
    heardAt: f.clock.now(),
    nextPollAt,
  });

  describe('intents', () => {
    test('one that nobody has in hand is taken again; a twin in the same process is another', async () => {
      const parts = get();
      const {store} = parts;
      const first = await store.claimIntent(newIntent(parts), taker(parts), false);
      const twin = await store.claimIntent(newIntent(parts), taker(parts), false);
      expect([first.result, twin.result]).toEqual(['new', 'new']);
      if (first.result === 'busy') return;
      await store.releaseIntent(first.intent.invitationId);
      const again = await store.claimIntent(newIntent(parts), taker(parts, 'two'), false);
      expect(again).toMatchObject({result: 'again', intent: {invitationId: first.intent.invitationId}});
      expect((await store.claimIntent(newIntent(parts, 'other'), taker(parts), false)).result).toBe('new');
    });

    test('one in the hands of another process is waited for, until its lock runs out', async () => {
      const parts = get();
      const {store, f} = parts;
      await store.claimIntent(newIntent(parts), taker(parts), false);
      expect((await store.claimIntent(newIntent(parts), taker(parts, 'two'), false)).result).toBe('busy');
      expect((await store.claimIntent(newIntent(parts), taker(parts), true)).result).toBe('busy');
      f.clock.advance(501);
      expect((await store.claimIntent(newIntent(parts), taker(parts, 'two'), false)).result).toBe('again');
    });

    test('an invitation of Zavu’s belongs to one of them, or to an invitation', async () => {
      const parts = get();
      const {store, f} = parts;
      const [one, other] = [newIntent(parts), newIntent(parts)];
      for (const intent of [one, other]) await store.claimIntent(intent, taker(parts), false);
      expect(await store.adoptRemote(one.invitationId, 'remote')).toBe(true);
      expect(await store.adoptRemote(one.invitationId, 'remote')).toBe(true);
      expect(await store.adoptRemote(other.invitationId, 'remote')).toBe(false);
      const invitation = f.newInvitation({id: one.invitationId, sealedLink: 'sealed'});
      await store.createInvitation(invitation, undefined, undefined, tie(parts, 'remote'));
      expect(await store.adoptRemote(other.invitationId, 'remote')).toBe(false);
      expect(await store.listKnownRemotes(['remote', 'foreign'])).toEqual(['remote']);
      // The first has come true.
      await store.releaseIntent(other.invitationId, f.clock.now());
      expect(await store.claimAbandonedIntent(taker(parts), f.clock.now())).toMatchObject({
        invitationId: other.invitationId,
      });
      expect(await store.claimAbandonedIntent(taker(parts), f.clock.now())).toBeUndefined();
    });
  });

  describe('invitations of Zavu’s', () => {
    const create = async (remoteId: string) => {
      const parts = get();
      const invitation = parts.f.newInvitation({sealedLink: 'sealed'});
      await parts.store.createInvitation(invitation, undefined, undefined, tie(parts, remoteId));
      return invitation;
    };

    test('are asked for by one process at a time, when they are due', async () => {
      const {store, f} = get();
      const {id} = await create('remote');
      const now = f.clock.now();
      expect(await store.claimDueRemote(now - 10_000, now)).toBeUndefined();
      expect(await store.claimDueRemote(now, now + 500)).toMatchObject({
        invitationId: id,
        remoteId: 'remote',
      });
      expect(await store.claimDueRemote(now, now + 500)).toBeUndefined();
      expect(await store.claimDueRemote(now + 500, now + 900)).toMatchObject({invitationId: id});
      expect(await store.findRemoteByToken('token of remote')).toMatchObject({invitationId: id});
    });

    test('a hint that comes while they are asked for is not lost', async () => {
      const {store, f} = get();
      const {id} = await create('remote');
      const now = f.clock.now();
      const asked = await store.claimDueRemote(now, now + 500);
      if (!asked) throw new Error('nothing was due');
      expect(await store.wakeRemote({remoteId: 'remote'}, asked.nextPollAt ?? 0)).toBe(true);
      await store.saveHeard(asked, {heardAt: now, nextPollAt: null, polls: 3});
      expect((await store.findRemote(id))?.nextPollAt).toBe((asked.nextPollAt ?? 0) + 1);
      expect(await store.wakeRemote({remoteId: 'foreign'}, now)).toBe(false);
    });

    test('what may be older than what was heard meanwhile is not written, unless it is the end', async () => {
      const {store, f} = get();
      const before = await create('remote');
      const remote = await store.findRemote(before.id);
      if (!remote) throw new Error('no remote');
      const heard = {heardAt: remote.heardAt + 1, nextPollAt: null, polls: 0};
      await store.saveHeard(remote, heard);
      for (const [change, result] of [
        [f.decide(before, {to: 'in_progress', attemptId: null}), 'stale'],
        [f.decide(before, {to: 'cancelled'}), 'saved'],
      ] as const) {
        const {invitation, event} = change;
        expect(await store.saveHeard(remote, heard, {before, invitation, events: [event]})).toBe(result);
        expect((await f.read(before.id))?.status).toBe(result === 'saved' ? 'cancelled' : 'pending');
      }
    });

    test('a change is written with its events, or not at all when somebody was first', async () => {
      const {store, f} = get();
      const before = await create('remote');
      const remote = await store.findRemote(before.id);
      if (!remote) throw new Error('no remote');
      const {invitation, event} = f.decide(before, {to: 'in_progress', attemptId: null});
      const heard = {heardAt: f.clock.now(), nextPollAt: f.clock.now() + 99, polls: 0};
      expect(await store.saveHeard(remote, heard, {before, invitation, events: [event]})).toBe('saved');
      const after = (await store.findRemote(before.id)) ?? remote;
      expect(await store.saveHeard(after, heard, {before, invitation, events: [event]})).toBe('lost');
      expect(await store.listEvents({invitationId: before.id}, undefined, 10)).toHaveLength(1);
      expect(await f.read(before.id)).toMatchObject({status: 'in_progress', attemptId: null});
    });
  });
}
