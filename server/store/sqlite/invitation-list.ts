import type {Scope} from '../../projects/project.ts';
import type {InvitationFilter} from '../invitation-store.ts';
import {invitations} from './tables.ts';

type FilterQuery = InvitationFilter & {now: number};
type ListQuery = FilterQuery & {before?: string | undefined; limit: number};

interface Statement {
  sql: string;
  parameters: Record<string, unknown>;
}

/** Newest first, only what is asked for: SQLite chooses its index by the conditions that are there. */
export function listStatement(scope: Scope, query: ListQuery): Statement {
  const {where, parameters} = filterOf(scope, query);
  const before = query.before === undefined ? '' : ' AND id < @before';
  return {
    sql: `SELECT ${invitations.select} FROM invitations WHERE ${where}${before} ORDER BY id DESC LIMIT @limit`,
    parameters,
  };
}

/** How many of them there are in each status. */
export function countStatement(scope: Scope, query: FilterQuery): Statement {
  const {where, parameters} = filterOf(scope, query);
  return {
    sql: `SELECT CASE WHEN lapses_at <= @now THEN 'expired' ELSE status END AS status, count(*) AS count
      FROM invitations WHERE ${where} GROUP BY 1`,
    parameters,
  };
}

function filterOf(scope: Scope, query: FilterQuery): {where: string; parameters: Record<string, unknown>} {
  const conditions = [
    'project_id = @projectId',
    'mode = @mode',
    query.status && statusCondition(query.status),
    query.externalId !== undefined && 'external_id = @externalId',
    query.connectionType && 'connection_type = @connectionType',
    query.text && `(instr(${searchedText}, @text) > 0 OR instr(client_phone, @phone) > 0)`,
  ].filter(Boolean);
  return {
    where: conditions.join(' AND '),
    parameters: {
      ...query,
      projectId: scope.projectId,
      mode: scope.mode,
      text: query.text?.toLowerCase(),
      phone: query.text && phoneAsStored(query.text),
    },
  };
}

/** As of `@now`: an expiry that nobody has written down counts. */
function statusCondition(status: NonNullable<InvitationFilter['status']>): string {
  return status === 'expired'
    ? "(status = 'expired' OR lapses_at <= @now)"
    : 'status = @status AND (lapses_at IS NULL OR lapses_at > @now)';
}

// One call for each row: SQLite's own LIKE knows upper and lower case of English only. No name has a character 31.
const searchedText = `lower_case(concat_ws(char(31), client_name, client_email, client_phone, external_id))`;

/** People write numbers with spaces and brackets; they are stored without. */
function phoneAsStored(text: string): string {
  return /^\+?[\d\s().-]{4,}$/.test(text) ? text.replace(/[\s().-]/g, '') : text;
}
