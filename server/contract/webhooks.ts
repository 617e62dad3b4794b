import {z} from 'zod';
import {pageQuery, time} from './fields.ts';

export const signatureVersions = ['v1', 'v1+v2', 'v2'] as const;
/** Which of Zavu's two signatures a receiver is sent. `v1` signs the body alone and can be replayed. */
export type SignatureVersion = (typeof signatureVersions)[number];

export const deliveryStatuses = ['pending', 'succeeded', 'failed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export const deliveryTriggers = ['schedule', 'manual'] as const;
/** What made a try: the schedule, or somebody who asked for it. */
export type DeliveryTrigger = (typeof deliveryTriggers)[number];

/** How one HTTP try ended. Only `succeeded` counts as delivered. */
export const deliveryOutcomes = [
  'succeeded',
  'refused_status',
  'redirected',
  'gone',
  'timed_out',
  'not_reached',
  'bad_tls',
  'forbidden_address',
] as const;
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

/** One HTTP try of a delivery. */
export const deliveryAttempt = z.object({
  number: z.int().describe('From 1.'),
  trigger: z.enum(deliveryTriggers),
  outcome: z.enum(deliveryOutcomes),
  statusCode: z.int().nullable(),
  detail: z.string().nullable().describe('What went wrong, in words, or the beginning of the answer.'),
  startedAt: time,
  durationMs: z.int(),
});
export type DeliveryAttempt = z.infer<typeof deliveryAttempt>;

/** An event on its way to an endpoint. */
export const delivery = z.object({
  id: z.string(),
  eventId: z.string().describe('Sent as `webhook-id`, the same on every try.'),
  eventType: z.string(),
  invitationId: z.string().nullable(),
  senderId: z.string().nullable(),
  status: z.enum(deliveryStatuses),
  attemptCount: z.int(),
  nextAttemptAt: time.nullable(),
  createdAt: time,
  finishedAt: time.nullable(),
});
export type Delivery = z.infer<typeof delivery>;

export const listDeliveriesQuery = pageQuery.extend({status: z.enum(deliveryStatuses).optional()});
