import {z} from 'zod';
import {eventEnvelope, type SubscribedType, webhookEventTypes, zavuEventTypes} from './events.ts';
import {pageQuery, time} from './fields.ts';

export const signatureVersions = ['v1', 'v1+v2', 'v2'] as const;
/** Which of Zavu's two signatures a receiver is sent. `v1` signs the body alone and can be replayed. */
export type SignatureVersion = (typeof signatureVersions)[number];

/** What a project's webhook may be told about; messages go to that of their sender. */
export const projectEventTypes = webhookEventTypes.filter((type) => !type.startsWith('message.'));
/** What a sender's webhook may name. */
export const senderEventTypes: SubscribedType[] = [...new Set([...zavuEventTypes, ...webhookEventTypes])];

const url = z
  .string()
  .max(2000)
  .describe('An https address that everyone can reach, on port 443 or 8443, with no user name.')
  .meta({examples: ['https://app.example.com/webhooks/zavu']});
const events = z.array(z.enum(projectEventTypes)).max(50);
const signatureVersion = z
  .enum(signatureVersions)
  .describe('Between `v1` and `v2` it goes by way of `v1+v2`, so that receivers can follow.');

/** The webhook of a project and mode. */
export const webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(z.string()).meta({examples: [['invitation.status_changed']]}),
    active: z.boolean(),
    signatureVersion: signatureVersion.meta({examples: ['v1+v2']}),
    disabledReason: z
      .enum(['failing', 'gone'])
      .nullable()
      .describe('Ours: why we switched it off. `gone`: it answered 410. Switching it on again clears it.'),
    disabledAt: time.nullable(),
    failingSince: time.nullable().describe('Ours: since when every try has failed.'),
    previousSecretExpiresAt: time
      .nullable()
      .describe('Ours: until when the secret before the last rotation signs too.'),
    createdAt: time,
    updatedAt: time,
  })
  .meta({id: 'Webhook', description: 'The webhook of a project and mode.'});
export type Webhook = z.infer<typeof webhook>;

export const webhookSecret = z.string().describe('`whsec_…`: verifies what is sent. Keep it on your server.');

/** Body of `POST /v1/invitations/webhook`. */
export const createWebhookBody = z.object({
  url,
  events: events.nullish().describe('Default: `invitation.status_changed`.'),
  signatureVersion: signatureVersion.nullish().describe('Default: `v1+v2`, which suits every receiver.'),
});

/** Body of `PATCH /v1/invitations/webhook`. */
export const updateWebhookBody = z.object({
  url: url.nullish(),
  events: events.nullish(),
  active: z
    .boolean()
    .meta({examples: [true]})
    .nullish(),
  signatureVersion: signatureVersion.nullish(),
});

/** Body of `POST /v1/invitations/webhook/secret`. */
export const rotateSecretBody = z.object({
  overlapHours: z
    .number()
    .min(0)
    .max(72)
    .nullish()
    .describe('How long the old secret signs too: 24 hours unless you say otherwise; 0 ends it at once.'),
});
export const rotatedSecret = z.object({secret: webhookSecret, previousSecretExpiresAt: time.nullable()});

const moment = z.iso.datetime({
  offset: true,
  error: 'must be a time, for example "2026-11-22T08:00:00Z"',
});

/** Body of `POST …/replay`. */
export const replayBody = z.object({
  from: moment.describe('From this time on; at most 30 days ago.'),
  to: moment.nullish().describe('Up to this time; default: now.'),
  status: z.enum(['undelivered', 'all']).nullish().describe('`all` also sends again what was delivered.'),
});

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
export const deliveryAttempt = z
  .object({
    number: z.int().describe('From 1.'),
    trigger: z.enum(deliveryTriggers),
    outcome: z.enum(deliveryOutcomes),
    statusCode: z.int().nullable(),
    detail: z.string().nullable().describe('What went wrong, in words, or the beginning of the answer.'),
    startedAt: time,
    durationMs: z.int(),
  })
  .meta({id: 'DeliveryAttempt', description: 'One HTTP try of a delivery.'});
export type DeliveryAttempt = z.infer<typeof deliveryAttempt>;

/** An event on its way to an endpoint. */
export const delivery = z
  .object({
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
  })
  .meta({id: 'Delivery', description: 'An event on its way to an endpoint.'});
export type Delivery = z.infer<typeof delivery>;

export const listDeliveriesQuery = pageQuery.extend({status: z.enum(deliveryStatuses).optional()});

export const wrappedDelivery = z.object({delivery});

/** A delivery with everything that was sent and answered. */
export const deliveryReport = z.object({
  delivery,
  event: eventEnvelope.describe('As it is sent.'),
  attempts: z.array(deliveryAttempt),
});
export type DeliveryReport = z.infer<typeof deliveryReport>;
