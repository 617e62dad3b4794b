import {z} from 'zod';
import {pageQuery} from './fields.ts';

/** What a browser that speaks for one client is told about. */
export const clientEventTypes = [
  'invitation.status_changed',
  'invitation.updated',
  'invitation.link_rotated',
  'attempt.step_changed',
  'sender.deleted',
] as const;

/** What a webhook may be told about, besides. The names that Zavu has are Zavu's. */
export const webhookEventTypes = [
  'invitation.status_changed',
  'invitation.expiring',
  'invitation.link_requested',
  'sender.deleted',
  'sender.health_changed',
  'message.inbound',
  'message.sent',
  'message.delivered',
  'message.read',
  'message.failed',
  'webhook.disabled',
  'webhook.test',
] as const;
export type WebhookEventType = (typeof webhookEventTypes)[number];

/** What Zavu tells a sender's webhook about. Those that we never have are accepted and never come. */
export const zavuEventTypes = [
  'message.queued',
  'message.sent',
  'message.delivered',
  'message.read',
  'message.status',
  'message.failed',
  'message.inbound',
  'message.unsupported',
  'broadcast.status_changed',
  'conversation.new',
  'template.status_changed',
  'invitation.status_changed',
  'call.initiated',
  'call.answered',
  'call.completed',
  'call.failed',
  'domain.verified',
  'domain.failed',
] as const;

/** A name that an endpoint may be subscribed to. */
export type SubscribedType = WebhookEventType | (typeof zavuEventTypes)[number];

/** Types of the events that are stored. */
export const eventTypes = [
  'attempt.step_changed',
  'invitation.updated',
  'invitation.link_rotated',
  'mail.queued',
  'mail.sent',
  'mail.failed',
  ...webhookEventTypes,
] as const;
export type EventType = (typeof eventTypes)[number];

/** An event as a webhook is sent it and as the log shows it. */
export const eventEnvelope = z.object({
  id: z.string(),
  type: z.enum(eventTypes),
  timestamp: z.int().describe('When it happened, Unix milliseconds.'),
  projectId: z.string(),
  senderId: z.string().optional().describe('Only for what happened to a sender.'),
  data: z.record(z.string(), z.unknown()).describe('Unset keys are left out.'),
});
export type EventEnvelope = z.infer<typeof eventEnvelope>;

/** An event as it reaches a browser: Zavu's envelope without the project. */
export const clientEvent = z.object({
  id: z.string(),
  type: z.enum(eventTypes),
  timestamp: z.int().describe('Unix milliseconds.'),
  data: z.record(z.string(), z.unknown()).describe('Unset keys are left out.'),
});
export type ClientEvent = z.infer<typeof clientEvent>;

export const listEventsQuery = pageQuery.extend({
  type: z.enum(eventTypes).optional(),
  invitationId: z.string().max(128).optional(),
});
