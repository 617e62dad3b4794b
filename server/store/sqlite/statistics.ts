import {setImmediate} from 'node:timers/promises';
import type {InvitationCounts, StatisticsStore} from '../statistics-store.ts';
import type {SqliteEngine} from './engine.ts';
import {countStatement} from './invitation-list.ts';

const scope = 'invitations.project_id = @projectId AND invitations.mode = @mode';
const createdInRange = `${scope} AND created_at >= @from AND created_at < @to`;
const dayOf = (column: string) => `strftime('%Y-%m-%d', ${column} / 1000, 'unixepoch')`;

const statements = {
  byStatus: `SELECT CASE WHEN lapses_at <= @now THEN 'expired' ELSE status END AS status, count(*) AS count,
      count(coalesce(viewed_at, started_at)) AS opened, count(started_at) AS started
    FROM invitations WHERE ${createdInRange} GROUP BY 1`,
  created: `SELECT ${dayOf('created_at')} AS day, count(*) AS count
    FROM invitations WHERE ${createdInRange} GROUP BY 1`,
  dropOff: `SELECT attempts.step, count(*) AS count
    FROM invitations JOIN attempts ON attempts.id = invitations.attempt_id
    WHERE ${createdInRange} AND invitations.status <> 'completed'
    GROUP BY 1 ORDER BY 2 DESC, 1`,
  // The middle one, or the middle two.
  median: `SELECT avg(duration) AS median FROM (
      SELECT completed_at - created_at AS duration, row_number() OVER (ORDER BY completed_at - created_at) AS place,
        count(*) OVER () AS total
      FROM invitations WHERE ${createdInRange} AND completed_at IS NOT NULL)
    WHERE place IN ((total + 1) / 2, (total + 2) / 2)`,
  connected: `SELECT ${dayOf('completed_at')} AS day, count(*) AS count
    FROM invitations WHERE ${scope} AND completed_at >= @from AND completed_at < @to GROUP BY 1`,
  // CROSS: in this order, by time; else SQLite goes through every invitation that the project ever had.
  failed: `SELECT ${dayOf('finished_at')} AS day, attempts.failure_reason AS failureReason, count(*) AS count
    FROM attempts CROSS JOIN invitations ON invitations.id = attempts.invitation_id
    WHERE attempts.status = 'failed' AND finished_at >= @from AND finished_at < @to
      AND ${scope}
    GROUP BY 1, 2`,
};

export function createStatisticsStore({prepare}: SqliteEngine): StatisticsStore {
  return {
    async countByStatus(scope, filter) {
      const {sql, parameters} = countStatement(scope, filter);
      return prepare(sql).all(parameters) as InvitationCounts['byStatus'];
    },

    async countInvitations({projectId, mode}, range) {
      const parameters = {projectId, mode, ...range};
      const rows = async <Row>(statement: keyof typeof statements) => {
        // Others have their turn between two statements.
        await setImmediate();
        return prepare(statements[statement]).all(parameters) as Row[];
      };
      const byStatus = await rows<InvitationCounts['byStatus'][number] & {opened: number; started: number}>(
        'byStatus',
      );
      const failed = await rows<FailedRow>('failed');
      const [median] = await rows<{median: number | null}>('median');
      return {
        byStatus: byStatus.map(({status, count}) => ({status, count})),
        opened: sum(byStatus.map(({opened}) => opened)),
        started: sum(byStatus.map(({started}) => started)),
        dropOff: await rows('dropOff'),
        medianTimeToConnectMs: median?.median == null ? null : Math.round(median.median),
        reasons: reasonsOf(failed),
        created: await rows('created'),
        connected: await rows('connected'),
        failed: failed.map(({day, count}) => ({day, count})),
      };
    },
  };
}

type FailedRow = InvitationCounts['failed'][number] &
  Pick<InvitationCounts['reasons'][number], 'failureReason'>;

function reasonsOf(failed: FailedRow[]): InvitationCounts['reasons'] {
  const counts = new Map<FailedRow['failureReason'], number>();
  for (const {failureReason, count} of failed) {
    counts.set(failureReason, (counts.get(failureReason) ?? 0) + count);
  }
  return [...counts]
    .map(([failureReason, count]) => ({failureReason, count}))
    .sort((a, b) => b.count - a.count || (a.failureReason < b.failureReason ? -1 : 1));
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
