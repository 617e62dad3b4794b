import {z} from 'zod';
import {failureReason} from './failure-reasons.ts';
import {time} from './fields.ts';

/**
 * How far an attempt has come. `dialog`, `choose` and `pin` wait for the client. `share` is for Solution Partners, `pin` for
 * numbers that have one of their own, `sync` for numbers that stay in the WhatsApp Business app. `done` has ended.
 */
export const attemptSteps = [
  'dialog',
  'exchange',
  'discover',
  'choose',
  'share',
  'subscribe',
  'register',
  'pin',
  'sync',
  'complete',
  'done',
] as const;
export type AttemptStep = (typeof attemptSteps)[number];

/** One run of a client through Meta's dialog. Ours. */
export const attemptSummary = z
  .object({
    id: z.string(),
    number: z.int().describe('1 for the first attempt of its invitation.'),
    step: z.enum(attemptSteps),
    status: z.enum(['running', 'succeeded', 'failed', 'replaced', 'cancelled']),
    failureReason: failureReason.nullable(),
    failureDetail: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe(
        "For whoever runs the service, not for clients: Meta's `code`, `subcode` and `traceId`, the screen that was left, and the like. Which keys there are depends on the reason.",
      ),
    failureAdvice: z.string().nullable().describe('What whoever runs the service looks at and mends.'),
    startedAt: time,
    finishedAt: time.nullable(),
  })
  .meta({id: 'Attempt', description: "One run of a client through Meta's dialog."});
export type AttemptSummary = z.infer<typeof attemptSummary>;
