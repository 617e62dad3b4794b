import {z} from 'zod';

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

/** An event as it reaches a browser: Zavu's envelope without the project. */
export const clientEvent = z.object({
  id: z.string(),
  type: z.enum(eventTypes),
  timestamp: z.int().describe('Unix milliseconds.'),
  data: z.record(z.string(), z.unknown()).describe('Unset keys are left out.'),
});
export type ClientEvent = z.infer<typeof clientEvent>;
