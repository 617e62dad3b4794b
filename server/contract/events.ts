import {z} from 'zod';
import {pageQuery} from './fields.ts';

/** What a browser that speaks for one client is told about. */
export const clientEventTypes = [
  'invitation.status_changed',
  'invitation.updated',
  'invitation.link_rotated',
  'attempt.step_changed',
  'sender.deleted',
  'sender.health_changed',
  'sender.registration_changed',
] as const;

/** What the panel of a project is told about. */
export const panelEventTypes = [
  'invitation.status_changed',
  'invitation.updated',
  'invitation.link_rotated',
  'invitation.link_requested',
  'attempt.step_changed',
  'mail.queued',
  'mail.sent',
  'mail.failed',
  'sender.deleted',
  'sender.health_changed',
  'sender.updated',
  'sender.registration_changed',
] as const;

/** What a webhook may be told about, besides. The names that Zavu has are Zavu's. */
export const webhookEventTypes = [
  'invitation.status_changed',
  'invitation.expiring',
  'invitation.link_requested',
  'sender.deleted',
  'sender.health_changed',
  'sender.updated',
  'sender.registration_changed',
  'message.inbound',
  'message.sent',
  'message.delivered',
  'message.read',
  'message.failed',
  'webhook.disabled',
  'webhook.test',
] as const;
export type WebhookEventType = (typeof webhookEventTypes)[number];

/** When each of them is sent. */
export const webhookEventMeanings: Record<WebhookEventType, string> = {
  'invitation.status_changed':
    'An invitation has another status: started, completed, failed, expired, cancelled',
  'invitation.expiring': 'An invitation ends soon, and its client has not connected',
  'invitation.link_requested': 'A client opened a link that has ended, and asks for a new one',
  'sender.deleted':
    'A sender was disconnected. Not by you: `reason` says why, as `connected_elsewhere` of a Page that was connected anew',
  'sender.health_changed': 'A number or its account can send again, is in review, or cannot send any more',
  'sender.updated':
    'Meta told something of a number that somebody should act on: low quality, a refused name, a warning',
  'sender.registration_changed':
    'A number that Meta was not ready for was registered and can send now, or it has stayed unregistered for good',
  'message.inbound': 'A message came in',
  'message.sent': 'Meta has taken a message',
  'message.delivered': 'A message has reached the phone',
  'message.read': 'A message was read',
  'message.failed': 'A message could not be delivered',
  'webhook.disabled': 'The endpoint was switched off, since it kept failing',
  'webhook.test': 'You asked for a test',
};
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
export const eventEnvelope = z
  .object({
    id: z.string().describe('The same on every try: leave out what you have seen already.'),
    type: z.enum(eventTypes),
    timestamp: z.int().describe('When it happened, Unix milliseconds.'),
    projectId: z.string(),
    senderId: z.string().optional().describe('Only for what happened to a sender.'),
    data: z.record(z.string(), z.unknown()).describe('Depends on `type`. Unset keys are left out.'),
  })
  .meta({id: 'Event', description: "What happened, in Zavu's envelope."});
export type EventEnvelope = z.infer<typeof eventEnvelope>;

/** An event as it reaches a browser: Zavu's envelope without the project. */
export const clientEvent = z
  .object({
    id: z.string(),
    type: z.enum(eventTypes),
    timestamp: z.int().describe('Unix milliseconds.'),
    data: z.record(z.string(), z.unknown()).describe('Unset keys are left out.'),
  })
  .meta({
    id: 'ClientEvent',
    description: 'What happened, as far as a browser that speaks for one client is told.',
  });
export type ClientEvent = z.infer<typeof clientEvent>;

/** Headers of a request that opens a stream. */
export const streamHeaders = z.object({
  'Last-Event-ID': z
    .string()
    .optional()
    .describe('Id of the last event that was read; what has happened since then comes first.'),
});

export const listEventsQuery = pageQuery.extend({
  type: z.enum(eventTypes).optional(),
  invitationId: z.string().max(128).optional(),
});
