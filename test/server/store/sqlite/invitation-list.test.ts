import Database from 'better-sqlite3';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readMigrations} from '../../../../server/store/migrate.ts';
import {createEngine} from '../../../../server/store/sqlite/engine.ts';
import {listStatement} from '../../../../server/store/sqlite/invitation-list.ts';
import type {InvitationFilter} from '../../../../server/store/invitation-store.ts';

let db: Database.Database;

beforeAll(() => {
  db = new Database(':memory:');
  createEngine(db);
  for (const {sql} of readMigrations('sqlite')) db.exec(sql);
});

afterAll(() => db.close());

describe('a list is read by an index, in its order', () => {
  test.each<[InvitationFilter & {before?: string}, string]>([
    [{}, 'invitations_by_project'],
    [{before: 'inv_9'}, 'invitations_by_project'],
    [{status: 'pending'}, 'invitations_by_status'],
    [{status: 'failed', before: 'inv_9'}, 'invitations_by_status'],
    [{status: 'expired'}, 'invitations_by_project'],
    [{externalId: 'client'}, 'invitations_by_client'],
    [{externalId: 'client', before: 'inv_9'}, 'invitations_by_client'],
    [{externalId: 'client', text: 'luna'}, 'invitations_by_client'],
    [{text: 'luna'}, 'invitations_by_project'],
  ])('%j: %s', (filter, index) => {
    const {sql, parameters} = listStatement({projectId: 'p', mode: 'test'}, {...filter, limit: 10, now: 1});
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(parameters) as {detail: string}[];
    const steps = plan.map(({detail}) => detail);
    expect(steps).toEqual([expect.stringContaining(`SEARCH invitations USING INDEX ${index} (`)]);
  });
});
