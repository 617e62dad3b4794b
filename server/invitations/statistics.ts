import {invitationStatuses, type InvitationCounts as StatusCounts} from '../contract/invitations.ts';
import type {Statistics} from '../contract/statistics.ts';
import {wrongQuery} from '../errors.ts';
import type {InvitationCounts} from '../store/statistics-store.ts';

const dayMs = 24 * 60 * 60_000;
const daysDefault = 30;
const daysMax = 366;

/** Epoch ms; `to` is not included. */
export interface Range {
  from: number;
  to: number;
}

/** What was asked for, in whole days (UTC) unless it names times. Throws for a range that has no end or too much of it. */
export function findRange(query: {from?: string | undefined; to?: string | undefined}, now: number): Range {
  const to =
    query.to === undefined ? endOfDay(now) : isDate(query.to) ? endOfDay(timeOf(query.to)) : timeOf(query.to);
  const from = query.from === undefined ? startOfDay(to - 1) - (daysDefault - 1) * dayMs : timeOf(query.from);
  if (from >= to) throw wrongQuery('from', 'must be before "to"');
  if (to - from > daysMax * dayMs) throw wrongQuery('to', `must be at most ${daysMax} days after "from"`);
  return {from, to};
}

/** The counts as they leave the service: every status and every day is there, also with nothing. */
export function toStatistics({from, to}: Range, counts: InvitationCounts): Statistics {
  const {total, byStatus} = toCounts(counts.byStatus);
  const days: string[] = [];
  for (let day = startOfDay(from); day < to; day += dayMs) days.push(dateOf(day));
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    byStatus,
    funnel: {
      sent: total,
      opened: counts.opened,
      started: counts.started,
      connected: byStatus.completed,
    },
    dropOff: counts.dropOff,
    reasons: counts.reasons,
    medianTimeToConnectMs: counts.medianTimeToConnectMs,
    byDay: days.map((day) => ({
      day,
      created: onDay(counts.created, day),
      connected: onDay(counts.connected, day),
      failed: onDay(counts.failed, day),
    })),
  };
}

/** Of what was counted, every status, also with none. */
export function toCounts(counts: InvitationCounts['byStatus']): StatusCounts {
  const countOf = new Map(counts.map(({status, count}) => [status, count]));
  return {
    total: counts.reduce((total, {count}) => total + count, 0),
    byStatus: Object.fromEntries(
      invitationStatuses.map((status) => [status, countOf.get(status) ?? 0]),
    ) as StatusCounts['byStatus'],
  };
}

function onDay(rows: {day: string; count: number}[], day: string): number {
  return rows.reduce((total, row) => (row.day === day ? total + row.count : total), 0);
}

const isDate = (text: string) => text.length === 'YYYY-MM-DD'.length;
const timeOf = (text: string) => Date.parse(text);
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const startOfDay = (time: number) => Math.floor(time / dayMs) * dayMs;
const endOfDay = (time: number) => startOfDay(time) + dayMs;
