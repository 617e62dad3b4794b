import {describe, expect, test} from 'vitest';
import type {Store} from '../../../server/store/store.ts';
import type {StoreFixture} from './fixture.ts';

/** What every engine must do when many invitations come at once. */
export function describeBulkStore(get: () => {store: Store; f: StoreFixture}): void {
  describe('imports', () => {
    test('a row makes one invitation for ever, also when it comes twice at the same moment', async () => {
      const {store, f} = get();
      const rows = () => ['a', 'b', 'a'].map((rowHash) => ({rowHash, invitation: f.newInvitation()}));
      expect(await store.findImportedRows(f.scope(), ['a', 'b', 'c'])).toEqual(new Set());
      const outcomes = await Promise.all([store.importInvitations(rows()), store.importInvitations(rows())]);
      expect(outcomes.map((rows) => rows.map(({result}) => result))).toEqual([
        ['created', 'created', 'existing'],
        ['existing', 'existing', 'existing'],
      ]);
      expect(await store.findImportedRows(f.scope(), ['a', 'b', 'c'])).toEqual(new Set(['a', 'b']));
      expect(await store.listInvitations(f.scope(), {limit: 10, now: f.clock.now()})).toHaveLength(2);
    });

    test('rows are of one project and mode', async () => {
      const {store, f} = get();
      await store.importInvitations([{rowHash: 'a', invitation: f.newInvitation()}]);
      expect(await store.findImportedRows({...f.scope(), mode: 'live'}, ['a'])).toEqual(new Set());
      expect(await store.findImportedRows({...f.scope(), projectId: 'prj_x'}, ['a'])).toEqual(new Set());
      const live = f.newInvitation({mode: 'live'});
      expect(await store.importInvitations([{rowHash: 'a', invitation: live}])).toEqual([
        {result: 'created'},
      ]);
    });

    test('a number that is promised already is refused to its row alone, which may come again', async () => {
      const {store, f} = get();
      const [one, other] = [await f.addNumber(), await f.addNumber({phoneNumber: '+14155550101'})];
      const rowOf = (rowHash: string, phoneNumberId: string | null) => ({
        rowHash,
        invitation: f.newInvitation({phoneNumberId}),
      });
      const rows = [rowOf('a', one.id), rowOf('b', one.id), rowOf('c', null)];
      expect(await store.importInvitations(rows)).toEqual([
        {result: 'created'},
        {result: 'number_taken', heldBy: rows[0]?.invitation.id},
        {result: 'created'},
      ]);
      expect(await store.importInvitations([rowOf('b', other.id)])).toEqual([{result: 'created'}]);
    });

    test('all rows of a call are stored, or none', async () => {
      const {store, f} = get();
      const invitation = f.newInvitation();
      const rows = [
        {rowHash: 'a', invitation},
        {rowHash: 'b', invitation},
      ];
      await expect(store.importInvitations(rows)).rejects.toThrow();
      expect(await store.findImportedRows(f.scope(), ['a'])).toEqual(new Set());
      expect(await f.read(invitation.id)).toBeUndefined();
    });
  });
}
