import {z} from 'zod';
import {attemptSteps, attemptSummary} from './attempts.ts';
import {failureReason} from './failure-reasons.ts';
import {time} from './fields.ts';
import {connectedAccount, invitationStatuses} from './invitations.ts';
import {registrations, senderHealths} from './senders.ts';

/** What a timeline tells: the two that are no events, and events of the invitation. */
export const timelineTypes = [
  'invitation.created',
  'invitation.viewed',
  'invitation.status_changed',
  'invitation.updated',
  'invitation.link_rotated',
  'invitation.link_requested',
  'invitation.expiring',
  'attempt.step_changed',
  'mail.queued',
  'mail.sent',
  'mail.failed',
  'sender.deleted',
  'sender.health_changed',
  'sender.registration_changed',
] as const;

/** One line of a timeline; which of the optional keys are there depends on `type`. */
export const timelineEntry = z
  .object({
    id: z.string(),
    type: z.enum(timelineTypes),
    at: time,
    previousStatus: z.enum(invitationStatuses).optional(),
    currentStatus: z.enum(invitationStatuses).optional(),
    failureReason: failureReason.optional(),
    attemptId: z.string().optional(),
    attemptNumber: z.int().optional().describe('1 for the first attempt of the invitation.'),
    step: z.enum(attemptSteps).optional(),
    changed: z
      .array(z.string())
      .optional()
      .describe('Names of the fields that were changed, without values.'),
    granted: z.boolean().optional().describe('Whether the client got the link renewed at once.'),
    expiresAt: time.optional(),
    daysLeft: z.int().optional(),
    mailId: z.string().optional(),
    kind: z.string().optional().describe('Of a mail: `invitation`, `resend` or `reminder`.'),
    recipient: z.string().optional().describe('Masked: `l…@example.com`.'),
    detail: z.string().optional().describe('Why a mail was not sent.'),
    senderId: z.string().optional(),
    connectedAccount: connectedAccount.optional(),
    previousHealth: z.enum(senderHealths).optional(),
    currentHealth: z.enum(senderHealths).optional(),
    previousRegistration: z.enum(registrations).optional(),
    currentRegistration: z.enum(registrations).optional(),
    reason: z
      .string()
      .optional()
      .describe("Why a sender's health or registration is as it is, in Meta's word or number."),
  })
  .meta({
    id: 'TimelineEntry',
    description: 'One line of a timeline; which of the optional keys are there depends on `type`.',
  });
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** Answer of `GET /v1/invitations/:id/timeline`. */
export const timeline = z.object({
  items: z.array(timelineEntry).describe('Oldest first, 1,000 at most.'),
  attempts: z
    .array(attemptSummary)
    .describe('Oldest first; `step` of one that did not succeed is where the client left.'),
});
export type Timeline = z.infer<typeof timeline>;
