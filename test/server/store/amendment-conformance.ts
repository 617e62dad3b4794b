import {describe, expect, test} from 'vitest';
import {amend, type Changes} from '../../../server/invitations/amendment.ts';
import type {Invitation} from '../../../server/invitations/invitation.ts';
import type {Project} from '../../../server/projects/project.ts';
import type {InvitationFilter} from '../../../server/store/invitation-store.ts';
import type {Store} from '../../../server/store/store.ts';
import {dayMs} from '../../support/clock.ts';
import type {StoreFixture} from './fixture.ts';

/** Changing, finding and counting invitations: what every engine must do. */
export function describeAmendmentStore(
  harness: () => {store: Store; project: Project; f: StoreFixture},
): void {
  const decide = (before: Invitation, changes: Changes) => {
    const {f} = harness();
    const result = amend(before, changes, {
      now: f.clock.now(),
      reminderDays: [2],
      newEventId: () => f.newId('evt'),
    });
    if (result.kind !== 'amended') throw new Error(`the change was ${result.kind}`);
    return result;
  };
  const save = async (before: Invitation, changes: Changes) => {
    const {invitation, events} = decide(before, changes);
    const {result} = await harness().store.saveAmendment(before, invitation, events);
    return {invitation, events, result};
  };
  const expire = async (before: Invitation) => {
    const {store, f} = harness();
    const {invitation, event} = f.decide(before, {to: 'expired'});
    await store.saveTransition(before, invitation, event);
    return invitation;
  };

  describe('an amendment', () => {
    test('is written with its events', async () => {
      const {store, f} = harness();
      const before = await f.create({metadata: {tier: 'gold'}});
      const {invitation, events, result} = await save(before, {metadata: {}, clientEmail: 'a@example.com'});
      expect(result).toBe('saved');
      expect(await f.read(before.id)).toEqual(invitation);
      expect(await store.listEvents({invitationId: before.id}, undefined, 10)).toEqual(events);
    });

    test('of two that were decided on the same invitation only one is written, with its event', async () => {
      const {store, f} = harness();
      const before = await f.create();
      const results = await Promise.all([save(before, {clientName: 'A'}), save(before, {locale: 'es'})]);
      expect(results.map(({result}) => result)).toEqual(['saved', 'lost']);
      expect(await f.read(before.id)).toMatchObject({clientName: 'A', locale: null});
      expect(await store.listEvents({invitationId: before.id}, undefined, 10)).toHaveLength(1);
    });

    test('keeps every change from being written that was decided before it', async () => {
      const {store, f} = harness();
      const before = await f.create();
      const {invitation: amended} = await save(before, {clientName: 'A'});
      expect((await f.start(before)).saved).toBe(false);
      const cancelled = f.decide(before, {to: 'cancelled'});
      expect(await store.saveTransition(before, cancelled.invitation, cancelled.event)).toBe(false);

      const started = await f.start(amended);
      const {invitation} = await save(started.invitation, {clientName: 'B'});
      expect((await f.finish(started.invitation, started.attempt)).result).toBe('lost');
      expect(await f.read(before.id)).toEqual(invitation);
      expect((await f.finish(invitation, started.attempt)).result).toBe('saved');
      expect((await f.read(before.id))?.clientName).toBe('B');
    });

    test('keeps a first view that came in meanwhile', async () => {
      const {store, f} = harness();
      const before = await f.create();
      await store.recordView(before.id, 10);
      expect((await save(before, {clientName: 'A'})).result).toBe('saved');
      expect(await f.read(before.id)).toMatchObject({clientName: 'A', viewedAt: 10});
    });

    test('that opens an invitation again reserves its number, unless another has it or it is gone', async () => {
      const {store, f} = harness();
      const {id: phoneNumberId} = await f.addNumber();
      const expired = await expire(await f.create({phoneNumberId}));
      const expiresAt = f.clock.now() + dayMs;
      const other = await f.create({phoneNumberId});
      expect((await save(expired, {expiresAt})).result).toBe('number_taken');
      expect(await f.read(expired.id)).toEqual(expired);
      const noted = await save(expired, {metadata: {a: 'b'}});
      expect(noted.result, 'other changes need no number').toBe('saved');
      await expire(other);
      const opened = await save(noted.invitation, {expiresAt});
      expect(opened.result).toBe('saved');
      expect((await save(opened.invitation, {expiresAt: expiresAt + 1})).result, 'it is its own').toBe(
        'saved',
      );

      const again = await f.read(expired.id);
      const over = await expire(again ?? expired);
      await store.releasePhoneNumber(f.scope(), phoneNumberId, f.clock.now());
      expect((await save(over, {expiresAt})).result).toBe('number_unusable');
    });
  });

  test('attempts of an invitation are listed in their order, and of no other', async () => {
    const {store, f} = harness();
    const {invitation, attempt} = await f.start(await f.create());
    await f.start(await f.create());
    const second = await f.start(invitation);
    const listed = await store.listAttempts(invitation.id);
    expect(listed.map(({id, number, status}) => [id, number, status])).toEqual([
      [attempt.id, 1, 'replaced'],
      [second.attempt.id, 2, 'running'],
    ]);
  });

  describe('a search', () => {
    const find = async (filter: InvitationFilter) => {
      const {store, f} = harness();
      const found = await store.listInvitations(f.scope(), {...filter, limit: 10, now: f.clock.now()});
      return found.map(({clientName}) => clientName);
    };

    test.each([
      ['luna', ['Bakery Luna']],
      ['LUNA', ['Bakery Luna']],
      ['ñandú', ['ÑANDÚ & Co']],
      ['ÑANDÚ', ['ÑANDÚ & Co']],
      ['hola@', ['Bakery Luna']],
      ['+5215', ['ÑANDÚ & Co']],
      ['+52 1 (55) 12-34', ['ÑANDÚ & Co']],
      ['crm_7', ['Bakery Luna']],
      ['%', ['100% a_b\\c']],
      ['crm%7', []],
      ['_rm', []],
      ['100% a_b\\c', ['100% a_b\\c']],
      ['nobody', []],
    ])('for %j looks through name, e-mail, phone and external id', async (text, expected) => {
      const {f} = harness();
      await f.create({clientName: 'Bakery Luna', clientEmail: 'Hola@luna.example', externalId: 'CRM_7'});
      await f.create({clientName: 'ÑANDÚ & Co', clientPhone: '+5215512345678'});
      await f.create({clientName: '100% a_b\\c'});
      await f.create({clientName: null});
      expect(await find({text})).toEqual(expected);
    });

    test('joins all that is asked for, and stays in its project and mode', async () => {
      const {f} = harness();
      await f.create({clientName: 'a 1', externalId: 'x'});
      await f.create({clientName: 'a 2', externalId: 'x', connectionType: 'messenger'});
      await f.create({clientName: 'a 3', externalId: 'y'});
      await f.create({clientName: 'a 4', externalId: 'x', lapsesAt: 1});
      await f.create({clientName: 'a 5', externalId: 'x', mode: 'live'});
      expect(await find({externalId: 'x'})).toEqual(['a 4', 'a 2', 'a 1']);
      expect(await find({externalId: 'x', connectionType: 'whatsapp_waba'})).toEqual(['a 4', 'a 1']);
      expect(
        await find({externalId: 'x', connectionType: 'whatsapp_waba', status: 'pending', text: 'A'}),
      ).toEqual(['a 1']);
      expect(await find({externalId: 'X'})).toEqual([]);
    });
  });

  describe('counting', () => {
    const day = Date.UTC(2026, 10, 20);
    const count = (range: {from: number; to: number; now?: number}) => {
      const {store, f} = harness();
      return store.countInvitations(f.scope(), {now: day + 30 * dayMs, ...range});
    };

    test('finds nothing where nothing is', async () => {
      expect(await count({from: 0, to: day})).toEqual({
        byStatus: [],
        opened: 0,
        started: 0,
        dropOff: [],
        medianTimeToConnectMs: null,
        reasons: [],
        created: [],
        connected: [],
        failed: [],
      });
    });

    test('takes those created in the range, its beginning included and its end not', async () => {
      const {f} = harness();
      for (const createdAt of [day - 1, day, day + dayMs - 1, day + dayMs]) {
        await f.create({createdAt, lapsesAt: createdAt + dayMs});
      }
      await f.create({createdAt: day, mode: 'live'});
      const counts = await count({from: day, to: day + dayMs});
      expect(counts.created).toEqual([{day: '2026-11-20', count: 2}]);
      expect(counts.byStatus).toEqual([{status: 'expired', count: 2}]);
      expect((await count({from: day, to: day + dayMs, now: day + 1})).byStatus).toEqual([
        {status: 'pending', count: 2},
      ]);
    });

    test.each([
      [[1_000], 1_000],
      [[1_000, 4_000], 2_500],
      [[9_000, 1_000, 4_000], 4_000],
    ])('of %j ms to connect the median is %i ms', async (durations, median) => {
      const {f} = harness();
      const now = f.clock.now();
      for (const duration of durations) {
        const {invitation, attempt} = await f.start(await f.create({createdAt: now}));
        const connected = await f.finish(invitation, attempt);
        const completedAt = connected.invitation.completedAt ?? 0;
        // As if it had been created so long before.
        await harness().store.saveAmendment(
          connected.invitation,
          {...connected.invitation, createdAt: completedAt - duration, updatedAt: now + 1_000_000},
          [],
        );
      }
      const counts = await count({from: now - dayMs, to: now + dayMs});
      expect(counts.medianTimeToConnectMs).toBe(median);
      expect(counts.connected.map((row) => row.count)).toEqual([durations.length]);
    });
  });
}
