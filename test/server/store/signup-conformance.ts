import {describe, expect, test} from 'vitest';
import type {Project} from '../../../server/projects/project.ts';
import {attemptLifetimeMs} from '../../../server/invitations/invitation.ts';
import {type Attempt, stepEvent} from '../../../server/signup/attempt.ts';
import type {Store} from '../../../server/store/store.ts';
import type {StoreFixture} from './fixture.ts';

/** The part of the conformance suite about changes, attempts and their end. */
export function describeSignupStore(current: () => {store: Store; project: Project; f: StoreFixture}): void {
  describe('changes', () => {
    test('are written with their event when the invitation is as it was', async () => {
      const {store, f} = current();
      const before = await f.create();
      const {invitation, event} = f.decide(before, {to: 'cancelled'});
      expect(await store.saveTransition(before, invitation, event)).toBe(true);
      expect(await f.read(before.id)).toEqual(invitation);
      expect(await store.listEvents({invitationId: before.id}, undefined, 10)).toEqual([event]);
    });

    test('are refused whole when someone was first: one of two wins, with one event', async () => {
      const {store, f} = current();
      const before = await f.create();
      const decisions = [f.decide(before, {to: 'cancelled'}), f.decide(before, {to: 'expired'})];
      const saved = await Promise.all(
        decisions.map(({invitation, event}) => store.saveTransition(before, invitation, event)),
      );
      expect(saved.filter(Boolean)).toHaveLength(1);
      expect(await store.listEvents({invitationId: before.id}, undefined, 10)).toHaveLength(1);
    });

    test('cancelling ends the running attempt and forgets its secrets', async () => {
      const {store, f} = current();
      const {attempt, invitation} = await f.start(await f.create());
      await store.saveAttempt('dialog', {
        ...attempt,
        step: 'register',
        sealedBusinessToken: 'x',
        sealedPin: 'y',
      });
      const cancelled = f.decide(invitation, {to: 'cancelled'});
      await store.saveTransition(invitation, cancelled.invitation, cancelled.event);
      expect(await store.findAttempt(attempt.id)).toMatchObject({
        status: 'cancelled',
        sealedBusinessToken: null,
        sealedPin: null,
      });
    });
  });

  describe('attempts', () => {
    test('are numbered; a newer one replaces the one that runs', async () => {
      const {store, f} = current();
      const first = await f.start(await f.create());
      const second = await f.start(first.invitation);
      expect(second.saved).toBe(true);
      expect(await store.findAttempt(first.attempt.id)).toMatchObject({status: 'replaced', number: 1});
      expect(await store.findAttempt(second.attempt.id)).toMatchObject({status: 'running', number: 2});
    });

    test('of many that start from the same look at the invitation, one is written', async () => {
      const {f} = current();
      const before = await f.create();
      const started = await Promise.all(Array.from({length: 20}, () => f.start(before)));
      expect(started.filter(({saved}) => saved)).toHaveLength(1);
    });

    test('a state is taken by exactly one of a hundred', async () => {
      const {store, f} = current();
      const {attempt} = await f.start(await f.create());
      expect(await store.findAttemptByState(attempt.stateHash)).toMatchObject({id: attempt.id});
      const claims = await Promise.all(Array.from({length: 100}, () => store.claimReturn(attempt.id, 5, 50)));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await store.findAttempt(attempt.id)).toMatchObject({
        step: 'exchange',
        returnedAt: 5,
        lockedUntil: 50,
      });
    });

    test('a step is written only while the attempt runs', async () => {
      const {store, f} = current();
      const first = await f.start(await f.create());
      const moved: Attempt = {...first.attempt, step: 'discover', sealedBusinessToken: 'sealed'};
      const event = stepEvent(first.invitation, moved, f.newId('evt'), f.clock.now());
      expect(await store.saveAttempt('dialog', moved, event)).toBe(true);
      expect(await store.findAttempt(moved.id)).toEqual(moved);
      await f.start(first.invitation);
      expect(await store.saveAttempt('discover', {...moved, step: 'register'})).toBe(false);
    });

    test('the steps of many attempts are found at once, of those that are there', async () => {
      const {store, f} = current();
      const one = await f.start(await f.create());
      const other = await f.start(await f.create());
      await store.saveAttempt('dialog', {...other.attempt, step: 'register'});
      expect(await store.findSteps([one.attempt.id, other.attempt.id, 'att_none'])).toEqual(
        new Map([
          [one.attempt.id, 'dialog'],
          [other.attempt.id, 'register'],
        ]),
      );
      expect(await store.findSteps([])).toEqual(new Map());
    });

    test('a process that was slow cannot put back what another has done meanwhile', async () => {
      const {store, f} = current();
      const {attempt, invitation} = await f.start(await f.create());
      const registered: Attempt = {...attempt, step: 'register'};
      await store.saveAttempt('dialog', registered);
      expect(await store.saveAttempt('dialog', {...attempt, step: 'discover'})).toBe(false);
      expect((await f.finish(invitation, attempt)).result).toBe('lost');
      expect((await f.finish(invitation, registered)).result).toBe('saved');
    });

    test('those of a mode are listed since a moment, whatever became of them', async () => {
      const {store, f} = current();
      const first = await f.start(await f.create());
      await f.start(first.invitation);
      const since = (mode: 'test' | 'live', at: number) => store.listAttemptsSince(mode, at);
      const {startedAt} = first.attempt;
      expect((await since('test', startedAt)).map(({status}) => status)).toEqual(['replaced', 'running']);
      expect(await since('test', f.clock.now() + 60_000)).toEqual([]);
      expect(await since('live', startedAt)).toEqual([]);
    });

    test('a process holds an attempt until its lock is over', async () => {
      const {store, f} = current();
      const {attempt} = await f.start(await f.create());
      expect(await store.claimAttempt(attempt.id, 100, 200)).toBe(true);
      expect(await store.claimAttempt(attempt.id, 199, 300)).toBe(false);
      expect(await store.claimAttempt(attempt.id, 200, 300)).toBe(true);
    });

    test('stalled ones are past the dialog, wait for nobody and are in nobody’s hands', async () => {
      const {store, f} = current();
      const {attempt} = await f.start(await f.create());
      const stalled = async (now: number) => (await store.listStalledAttempts(now, 10)).map(({id}) => id);
      expect(await stalled(1_000)).toEqual([]);
      await store.saveAttempt('dialog', {...attempt, step: 'choose'});
      expect(await stalled(1_000)).toEqual([]);
      await store.saveAttempt('choose', {...attempt, step: 'subscribe', lockedUntil: 500});
      expect(await stalled(499)).toEqual([]);
      expect(await stalled(500)).toEqual([attempt.id]);
    });

    test('overdue ones and lapsed invitations are found from their moment on', async () => {
      const {store, f} = current();
      const {attempt, invitation} = await f.start(
        await f.create({expiresAt: f.clock.now() + 1_000, lapsesAt: f.clock.now() + 1_000}),
      );
      const at = attempt.startedAt;
      expect(await store.listOverdueAttempts(at - 1, 10)).toEqual([]);
      expect((await store.listOverdueAttempts(at, 10)).map(({id}) => id)).toEqual([attempt.id]);
      expect(await store.listLapsedInvitations(at + attemptLifetimeMs - 1, 10)).toEqual([]);
      expect(await store.listLapsedInvitations((invitation.lapsesAt ?? 0) + 1, 10)).toHaveLength(1);
    });
  });

  describe('completion', () => {
    test('writes sender, invitation, attempt and event together', async () => {
      const {store, project, f} = current();
      const {result, invitation, sender, event} = await f.connect();
      expect(result).toBe('saved');
      const state = await store.findConnection(invitation.id);
      expect(state).toMatchObject({
        project,
        invitation,
        attempt: {status: 'succeeded', step: 'done'},
        sender: {...sender, isDefault: true},
      });
      expect((await store.listEvents({invitationId: invitation.id}, undefined, 10)).at(-1)).toEqual(event);
    });

    test('happens once: of many that finish, one makes a sender', async () => {
      const {store, f} = current();
      const {invitation, attempt} = await f.start(await f.create());
      const finished = await Promise.all(Array.from({length: 20}, () => f.finish(invitation, attempt)));
      expect(finished.filter(({result}) => result === 'saved')).toHaveLength(1);
      expect(finished.filter(({result}) => result === 'lost')).toHaveLength(19);
      expect(await store.listSenders(f.scope(), {limit: 10})).toHaveLength(1);
    });

    test('of a replaced attempt is lost', async () => {
      const {f} = current();
      const first = await f.start(await f.create());
      await f.start(first.invitation);
      expect((await f.finish(first.invitation, first.attempt)).result).toBe('lost');
    });

    test('with a number that has a sender writes nothing, until that sender is deleted', async () => {
      const {store, f} = current();
      const one = await f.start(await f.create());
      const {sender} = await f.finish(one.invitation, one.attempt, 'number');
      const two = await f.start(await f.create());
      expect((await f.finish(two.invitation, two.attempt, 'number')).result).toBe('phone_taken');
      expect(await f.read(two.invitation.id)).toEqual(two.invitation);
      expect(await store.listTakenAccounts('test', ['number', 'other'])).toEqual(['number']);
      expect(await store.listTakenAccounts('live', ['number'])).toEqual([]);
      await f.remove(sender);
      expect((await f.finish(two.invitation, two.attempt, 'number')).result).toBe('saved');
    });

    test('with a Page takes it from the sender that had it, and tells that one’s project', async () => {
      const {store, f} = current();
      const other = await store.ensureProject({id: 'prj_1', name: 'Other', settings: {}, createdAt: 1});
      const elsewhere = {projectId: other.id, mode: 'test'} as const;
      const {sender: older} = await f.connectPage('page', undefined, elsewhere);
      const {sender: rest} = await f.connectPage('their other page', undefined, elsewhere);

      const {result, sender} = await f.connectPage('page', older);
      expect(result).toBe('saved');
      expect(await store.listSenders(f.scope(), {limit: 10})).toEqual([{...sender, isDefault: true}]);
      expect(await store.listSenders(elsewhere, {limit: 10})).toEqual([{...rest, isDefault: true}]);
      const told = await store.listEvents(elsewhere, undefined, 10, ['sender.deleted']);
      expect(told).toMatchObject([{senderId: older.id, invitationId: older.invitationId}]);
      expect(await store.listEvents(f.scope(), undefined, 10, ['sender.deleted'])).toEqual([]);
    });

    test('with a Page that the same project connects anew keeps it the default', async () => {
      const {store, f} = current();
      const {sender: older} = await f.connectPage('page');
      const {sender: rest} = await f.connectPage('another page');
      const {sender} = await f.connectPage('page', older);
      expect(await store.listSenders(f.scope(), {limit: 10})).toEqual([{...sender, isDefault: true}, rest]);
    });

    test('with a Page is decided anew when it has another sender by now, or none', async () => {
      const {store, f} = current();
      const {sender: first} = await f.connectPage('page');
      expect((await f.connectPage('page')).result).toBe('lost');
      const {sender: second} = await f.connectPage('page', first);
      expect((await f.connectPage('page', first)).result).toBe('lost');
      await f.remove(second);
      const lost = await f.connectPage('page', second);
      expect(lost.result).toBe('lost');
      expect(await store.listSenders(f.scope(), {limit: 10})).toEqual([]);
      expect((await f.read(lost.invitation.id))?.status).toBe('in_progress');
    });

    test('of one Page by many at once leaves one sender', async () => {
      const {store, f} = current();
      const {sender: older} = await f.connectPage('page');
      const finished = await Promise.all(Array.from({length: 10}, () => f.connectPage('page', older)));
      expect(finished.map(({result}) => result).sort()).toEqual([...Array(9).fill('lost'), 'saved']);
      expect(await store.listSenders(f.scope(), {limit: 10})).toHaveLength(1);
    });
  });
}
