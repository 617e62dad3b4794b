import {describe, expect, test} from 'vitest';
import type {Attempt} from '../../../server/signup/attempt.ts';
import type {Store} from '../../../server/store/store.ts';
import type {DataDeletion} from '../../../server/store/user-data-store.ts';
import type {StoreFixture} from './fixture.ts';

/** The part of the conformance suite about people who take their consent or their data back. */
export function describeUserDataStore(current: () => {store: Store; f: StoreFixture}): void {
  const user = (userId = 'user', later = 0) => ({
    mode: 'test' as const,
    userId,
    until: current().f.clock.now() + later,
  });

  /** An attempt of this person, with all that it can hold. */
  const startAs = async (userId: string, changes: Partial<Attempt> = {}) => {
    const {store, f} = current();
    const {attempt, invitation} = await f.start(await f.create());
    const known: Attempt = {
      ...attempt,
      step: 'choose',
      providerUserId: userId,
      sealedBusinessToken: 'token',
      sealedPin: 'pin',
      hints: {wabaId: 'waba'},
      ...changes,
    };
    await store.saveAttempt('dialog', known);
    return {attempt: known, invitation};
  };

  const newDeletion = (code: string): DataDeletion => ({
    code,
    mode: 'test',
    providerUserId: 'user',
    issuedAt: 5,
    requestedAt: 10,
    finishedAt: null,
    senders: 2,
  });

  describe('people at Meta', () => {
    test('their running attempts are found, of their mode and until then', async () => {
      const {store} = current();
      const {attempt} = await startAs('user');
      await startAs('other');
      const found = async (of: ReturnType<typeof user>) =>
        (await store.listAttemptsOfUser(of)).map(({id}) => id);
      expect(await found(user())).toEqual([attempt.id]);
      expect(await found(user('user', -60_000))).toEqual([]);
      expect(await store.listAttemptsOfUser({...user(), mode: 'live'})).toEqual([]);
    });

    test('secrets are forgotten of attempts that are over, and of nobody else', async () => {
      const {store} = current();
      const [over, runs, other] = [await startAs('user'), await startAs('user'), await startAs('other')];
      for (const {attempt} of [over, other])
        await store.saveAttempt('choose', {...attempt, status: 'failed'});
      await store.forgetAttemptSecrets(user());
      const tokens = [over, runs, other].map(
        async ({attempt}) => (await store.findAttempt(attempt.id))?.sealedBusinessToken,
      );
      expect(await Promise.all(tokens)).toEqual([null, 'token', 'token']);
    });

    test('a deletion is noted once for its code', async () => {
      const {store} = current();
      expect(await store.addDeletion(newDeletion('code'))).toEqual(newDeletion('code'));
      const again = await store.addDeletion({...newDeletion('code'), requestedAt: 99});
      expect(again).toEqual(newDeletion('code'));
      expect(await store.findDeletion('code')).toEqual(again);
      expect(await store.findDeletion('other')).toBeUndefined();
    });

    test('an unfinished deletion is one process’s until its lock is over', async () => {
      const {store, f} = current();
      await store.addDeletion(newDeletion('code'));
      const claim = async (now: number) =>
        (await store.claimDeletions(now, now + 10, 5)).map(({code}) => code);
      const claims = await Promise.all([claim(100), claim(100), claim(109)]);
      expect(claims.flat()).toEqual(['code']);
      expect(await claim(110)).toEqual(['code']);
      await store.eraseUserData(user(), 'code', f.clock.now());
      expect(await claim(1_000)).toEqual([]);
    });

    test('erasing leaves nothing of a deleted sender and its attempts, and touches nobody else’s', async () => {
      const {store, f} = current();
      const theirs = await startAs('user');
      const others = await startAs('other');
      const connect = async ({attempt, invitation}: typeof theirs, accountId: string) => {
        const {result, sender} = await f.finish(invitation, attempt, accountId, {
          providerUserId: attempt.providerUserId,
        });
        expect(result).toBe('saved');
        return sender;
      };
      const sender = await connect(theirs, 'their number');
      const other = await connect(others, 'other number');
      await store.addDeletion(newDeletion('code'));
      // One that lives is not touched.
      await store.eraseUserData(user('user', 1_000), 'none', 1);
      expect((await store.findSender(f.scope(), sender.id))?.phoneNumber).toBe(sender.phoneNumber);

      await f.remove(sender);
      const again = await startAs('user');
      await store.eraseUserData(user('user', 1_000), 'code', 77);
      expect(await store.findAttempt(again.attempt.id)).toMatchObject({
        providerUserId: null,
        sealedBusinessToken: null,
        sealedPin: null,
        hints: null,
        options: null,
        account: null,
      });
      expect((await f.read(theirs.invitation.id))?.connectedAccount).toBeNull();
      const events = await store.listEvents({invitationId: theirs.invitation.id}, undefined, 10);
      expect(JSON.stringify(events)).not.toContain('their number');
      expect(await store.findDeletion('code')).toMatchObject({finishedAt: 77, providerUserId: null});
      expect(await store.findSender(f.scope(), other.id)).toMatchObject({accountId: 'other number'});
      expect((await f.read(others.invitation.id))?.connectedAccount?.id).toBe('other number');
    });
  });
}
