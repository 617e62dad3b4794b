import {z} from 'zod';
import {attemptSteps} from './attempts.ts';
import {failureReason} from './failure-reasons.ts';
import {time} from './fields.ts';
import {invitationStatuses} from './invitations.ts';

const moment = z
  .union([z.iso.date(), z.iso.datetime({offset: true})], 'must be a date or a time, for example "2026-11-22"')
  .optional();

export const statisticsQuery = z.object({
  from: moment.describe('A date (its beginning, UTC) or a time; default: 29 days before the day of `to`.'),
  to: moment.describe(
    'A date (its end, UTC) or a time; default: the end of today. At most 366 days after `from`.',
  ),
});

const count = z.int();

/** How the invitations do that were created from `from` up to `to`. */
export const statistics = z
  .object({
    from: time,
    to: time.describe('Not included.'),
    byStatus: z
      .record(z.enum(invitationStatuses), count)
      .describe('Of those created in the range, as of now.'),
    funnel: z
      .object({sent: count, opened: count, started: count, connected: count})
      .describe('Of those created in the range, how many came how far.'),
    dropOff: z
      .array(z.object({step: z.enum(attemptSteps), count}))
      .describe('Where the last attempt of those stopped that were started and are not connected.'),
    reasons: z
      .array(z.object({failureReason, count}))
      .describe('Of the attempts that failed in the range, most frequent first.'),
    medianTimeToConnectMs: count
      .nullable()
      .describe('From creation to connection, of those created in the range; `null` when none is connected.'),
    byDay: z
      .array(
        z.object({
          day: z.iso.date().meta({examples: ['2026-11-22']}),
          created: count,
          connected: count,
          failed: count,
        }),
      )
      .describe('What happened on each day (UTC) of the range; `failed` counts attempts.'),
  })
  .meta({id: 'Statistics', description: 'How the invitations do that were created from `from` up to `to`.'});
export type Statistics = z.infer<typeof statistics>;
