import {describe, expect, test} from 'vitest';
import type {Project} from '../../../server/projects/project.ts';
import type {Store} from '../../../server/store/store.ts';
import type {StoreFixture} from './fixture.ts';

/** The part of the conformance suite about numbers and who has them. */
export function describeNumberStore(current: () => {store: Store; project: Project; f: StoreFixture}): void {
  const look = async (id: string) => {
    const {store, f} = current();
    return store.findPhoneNumber(f.scope(), id, f.clock.now());
  };

  describe('phone numbers', () => {
    test('come back as they were added, to their own project and mode only', async () => {
      const {store, f} = current();
      const number = await f.addNumber({name: 'Main line'});
      expect(await look(number.id)).toEqual(number);
      const now = f.clock.now();
      expect(await store.findPhoneNumber({...f.scope(), mode: 'live'}, number.id, now)).toBeUndefined();
      const foreign = {...f.scope(), projectId: 'prj_other'};
      expect(await store.findPhoneNumber(foreign, number.id, now)).toBeUndefined();
      expect(await store.findNumberOwner('test', number.phoneNumber, now)).toEqual(number);
      expect(await store.findNumberOwner('live', number.phoneNumber, now)).toBeUndefined();
      expect(await store.listOwnedAmong('test', [number.phoneNumber, '+14155550199'])).toEqual([
        number.phoneNumber,
      ]);
    });

    test('belong to one owner in a mode, however many add the same', async () => {
      const {store, f} = current();
      const other = await store.ensureProject({id: 'prj_1', name: 'Other', settings: {}, createdAt: 1});
      const number = await f.addNumber();
      const add = (changes: object) =>
        store.addPhoneNumber({...number, id: f.newId('pn'), ...changes}, f.clock.now());
      const results = await Promise.all([add({}), add({projectId: other.id}), add({mode: 'live'})]);
      expect(results).toMatchObject([
        {result: 'owned', phoneNumber: {id: number.id}},
        {result: 'taken'},
        {result: 'added'},
      ]);
    });

    test('are listed newest first, by status and in pages', async () => {
      const {store, f} = current();
      const ids: string[] = [];
      for (const [index, status] of (['active', 'suspended', 'active'] as const).entries()) {
        ids.unshift((await f.addNumber({phoneNumber: `+1415555010${index}`, status})).id);
      }
      const list = async (query: object) => {
        const all = {limit: 10, now: f.clock.now(), ...query};
        return (await store.listPhoneNumbers(f.scope(), all)).map(({id}) => id);
      };
      expect(await list({})).toEqual(ids);
      expect(await list({limit: 1})).toEqual(ids.slice(0, 1));
      expect(await list({before: ids[0]})).toEqual(ids.slice(1));
      expect(await list({status: 'suspended'})).toEqual([ids[1]]);
    });

    test('a released one is gone, and can be had again', async () => {
      const {store, f} = current();
      const {id} = await f.addNumber();
      expect(await store.releasePhoneNumber({...f.scope(), mode: 'live'}, id, 1)).toBe('not_found');
      expect(await store.releasePhoneNumber(f.scope(), id, 1)).toBe('released');
      expect(await store.releasePhoneNumber(f.scope(), id, 1)).toBe('not_found');
      expect(await look(id)).toBeUndefined();
      const again = await f.addNumber();
      expect(await look(again.id)).toEqual(again);
    });
  });

  describe('a number of a pool', () => {
    test('whose time has come is claimed by one of 20 that look, and again after the lease', async () => {
      const {store, f} = current();
      const now = f.clock.now();
      const due = await f.addNumber({nextCheckAt: now, providerNumberId: '9001'});
      await f.addNumber({phoneNumber: '+14155550191', nextCheckAt: now + 1});
      await f.addNumber({phoneNumber: '+14155550192', nextCheckAt: null});
      const claims = await Promise.all(
        Array.from({length: 20}, () => store.claimNumberChecks('test', now, now + 100, 10)),
      );
      expect(claims.flat()).toEqual([due]);
      expect(await store.claimNumberChecks('live', now + 100, now + 200, 10)).toEqual([]);
      const later = await store.claimNumberChecks('test', now + 100, now + 200, 10);
      expect(later.map(({id}) => id).includes(due.id)).toBe(true);
    });

    test('changes only while it is as it was when the change was decided', async () => {
      const {store, f} = current();
      const now = f.clock.now();
      const number = await f.addNumber({status: 'pending', verification: 'unverified', nextCheckAt: now});
      const state = {
        status: 'active' as const,
        verification: 'verified' as const,
        verificationExpiresAt: now + 90,
        providerNumberId: '9001',
        nextCheckAt: now + 1,
      };
      const results = await Promise.all(
        Array.from({length: 5}, () => store.savePoolState(number, state, now + 5)),
      );
      expect(results.filter(Boolean)).toHaveLength(1);
      expect(await look(number.id)).toEqual({...number, ...state, updatedAt: now + 5});
      await store.releasePhoneNumber(f.scope(), number.id, now + 6);
      expect(await store.savePoolState({...number, ...state}, state, now + 7)).toBe(false);
    });
  });

  describe('a pre-assigned number', () => {
    test('is reserved by exactly one of 50 invitations that want it', async () => {
      const {store, f} = current();
      const {id: phoneNumberId} = await f.addNumber();
      const wanted = Array.from({length: 50}, () => f.newInvitation({phoneNumberId}));
      const results = await Promise.all(
        wanted.map((invitation, index) =>
          index % 2
            ? store.createInvitation(invitation)
            : store.ensureInvitation({...invitation, externalId: `client ${index}`}, f.clock.now()),
        ),
      );
      const won = results.filter(({result}) => result === 'created');
      expect(won).toHaveLength(1);
      const holder = won[0] && 'invitation' in won[0] ? won[0].invitation.id : '';
      expect(results.filter(({result}) => result === 'number_taken')).toEqual(
        Array.from({length: 49}, () => ({result: 'number_taken', heldBy: holder})),
      );
      expect((await look(phoneNumberId))?.invitationId).toBe(holder);
      expect(await store.releasePhoneNumber(f.scope(), phoneNumberId, f.clock.now())).toBe('in_use');
    });

    test('must be there, active, unconnected, of the same project and mode', async () => {
      const {store, f} = current();
      const released = await f.addNumber();
      await store.releasePhoneNumber(f.scope(), released.id, f.clock.now());
      const suspended = await f.addNumber({phoneNumber: '+14155550101', status: 'suspended'});
      const live = await f.addNumber({phoneNumber: '+14155550102', mode: 'live'});
      for (const phoneNumberId of ['pn_none', released.id, suspended.id, live.id]) {
        const created = await store.createInvitation(f.newInvitation({phoneNumberId}));
        expect(created).toEqual({result: 'number_unusable'});
      }
    });

    test('is shown with the signup, and free again once the invitation is over', async () => {
      const {store, f} = current();
      const number = await f.addNumber();
      const invitation = await f.create({phoneNumberId: number.id});
      const state = await store.findConnection(invitation.id);
      expect(state?.assignedNumber).toMatchObject({phoneNumber: number.phoneNumber});
      const cancelled = f.decide(invitation, {to: 'cancelled'});
      await store.saveTransition(invitation, cancelled.invitation, cancelled.event);
      expect((await look(number.id))?.invitationId).toBeNull();
      const next = await store.createInvitation(f.newInvitation({phoneNumberId: number.id}));
      expect(next.result).toBe('created');
    });

    test('is not shown as reserved by one that has lapsed, though that holds it until its end is written', async () => {
      const {store, f} = current();
      const {id: phoneNumberId} = await f.addNumber();
      const lapsed = await f.create({phoneNumberId, lapsesAt: f.clock.now() - 1});
      expect((await look(phoneNumberId))?.invitationId).toBeNull();
      const wanted = f.newInvitation({phoneNumberId});
      expect(await store.createInvitation(wanted)).toEqual({result: 'number_taken', heldBy: lapsed.id});
      const expired = f.decide(lapsed, {to: 'expired'});
      await store.saveTransition(lapsed, expired.invitation, expired.event);
      expect((await store.createInvitation(wanted)).result).toBe('created');
    });

    test('goes to the sender with the completion, and is free when that is deleted', async () => {
      const {store, f} = current();
      const number = await f.addNumber({phoneNumber: '+14155550100'});
      const {sender} = await f.connect({phoneNumberId: number.id});
      expect(await look(number.id)).toMatchObject({senderId: sender.id, invitationId: null});
      expect(await store.releasePhoneNumber(f.scope(), number.id, f.clock.now())).toBe('in_use');
      const wanted = f.newInvitation({phoneNumberId: number.id});
      expect(await store.createInvitation(wanted)).toEqual({result: 'number_unusable'});
      await f.remove(sender);
      expect((await look(number.id))?.senderId).toBeNull();
      expect((await store.createInvitation(wanted)).result).toBe('created');
    });
  });

  describe('the sender of a number', () => {
    test('can be set and taken away, if it is one of the project and has no other', async () => {
      const {store, f} = current();
      const {sender} = await f.connect();
      const number = await f.addNumber({phoneNumber: '+14155550111'});
      const other = await f.addNumber({phoneNumber: '+14155550112'});
      const update = (id: string, changes: {name?: string | null; senderId?: string | null}) =>
        store.updatePhoneNumber(f.scope(), id, changes, f.clock.now() + 5);
      expect(await update('pn_none', {})).toBe('not_found');
      expect(await update(number.id, {senderId: 'snd_none'})).toBe('no_sender');
      expect(await update(number.id, {senderId: sender.id, name: 'Support'})).toBe('updated');
      expect(await update(number.id, {senderId: sender.id})).toBe('updated');
      expect(await look(number.id)).toMatchObject({senderId: sender.id, name: 'Support'});
      expect(await update(other.id, {senderId: sender.id})).toBe('sender_taken');
      expect(await update(number.id, {senderId: null, name: null})).toBe('updated');
      expect(await look(number.id)).toMatchObject({senderId: null, name: null});
      expect((await look(number.id))?.updatedAt).toBeGreaterThan(number.updatedAt);
    });

    test('cannot be set while an invitation waits for the number, though its name can', async () => {
      const {store, f} = current();
      const {sender} = await f.connect();
      const {id} = await f.addNumber({phoneNumber: '+14155550111'});
      await f.create({phoneNumberId: id});
      const now = f.clock.now();
      expect(await store.updatePhoneNumber(f.scope(), id, {senderId: sender.id}, now)).toBe('reserved');
      expect(await store.updatePhoneNumber(f.scope(), id, {name: 'Main'}, now)).toBe('updated');
    });
  });
}
