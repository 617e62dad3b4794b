import {z} from 'zod';
import {mode, pageQuery, shownName, time} from './fields.ts';
import {senderEventTypes, signatureVersions, webhookSecret} from './webhooks.ts';

export const senderHealths = ['connected', 'in_review', 'disconnected'] as const;
export type SenderHealth = (typeof senderHealths)[number];

export const registrations = ['registered', 'pending', 'none'] as const;

/** What Meta tells of a sender. The first three make its health. */
export const factNames = [
  'access',
  'ban',
  'review',
  'quality',
  'messagingLimit',
  'name',
  'violation',
  'alert',
  'certification',
  'security',
] as const;
export type FactName = (typeof factNames)[number];

const fact = z
  .object({
    value: z.string().describe("Meta's word. The set may grow."),
    detail: z.string().optional(),
    toldAt: time.describe('When Meta said so last.'),
  })
  .meta({id: 'SenderFact', description: 'Something that Meta has told of a sender.'});

/** Where a sender's messages go. */
export const senderWebhook = z
  .object({
    url: z.string(),
    active: z.boolean(),
    events: z.array(z.string()),
    signatureVersion: z.enum(signatureVersions),
    secret: webhookSecret.optional().describe('Only in the answer that made it.'),
  })
  .meta({id: 'SenderWebhook', description: 'Where the messages of a sender go.'});
export type SenderWebhook = z.infer<typeof senderWebhook>;

/** A connected number or Page through which the platform can send. */
export const sender = z
  .object({
    id: z.string().meta({examples: ['snd_0mia2m1d4r8k6n0v2y7p']}),
    name: z.string(),
    phoneNumber: z.string().describe('E.164; empty for a Page.'),
    channels: z
      .array(z.string())
      .describe(
        'What it can send on now: none while it is disconnected or its number is not registered yet.',
      ),
    isDefault: z.boolean().describe('The first sender of a project and mode is its default.'),
    whatsapp: z
      .object({
        phoneNumberId: z.string().describe("Meta's phone-number id."),
        displayPhoneNumber: z.string(),
        paymentStatus: z.object({
          setupStatus: z.string(),
          methodStatus: z.string(),
          canSendTemplates: z.boolean(),
        }),
      })
      .optional()
      .describe('Only of a WhatsApp number.'),
    messenger: z
      .object({pageId: z.string().describe("Meta's id of the Page.")})
      .optional()
      .describe('Ours; only of a Facebook Page.'),
    webhook: senderWebhook.optional().describe('Only if there is one.'),
    mode,
    invitationId: z.string().describe('Ours: the invitation that created it.'),
    wabaId: z
      .string()
      .nullable()
      .describe('Ours: the WhatsApp Business account that holds the number; `null` for a Page.'),
    registration: z
      .enum(registrations)
      .describe(
        'Ours: `pending` while Meta is not ready for the number and it is tried again; `none` where there is nothing to register.',
      ),
    health: z
      .object({
        status: z.enum(senderHealths),
        reason: z.string().nullable().describe("Meta's word for why it is not connected. The set may grow."),
        changedAt: time.nullable().describe('When Meta says so; `null`: never since it was connected.'),
      })
      .describe('Ours: whether the number can be used, as far as Meta has told us.'),
    facts: z
      .object({
        quality: fact.optional().describe('`FLAGGED` while what it sends is not welcome.'),
        messagingLimit: fact.optional().describe('How many contacts it may write to first in a day.'),
        name: fact
          .optional()
          .describe('What became of the name that is shown; `detail`: why it was refused.'),
        violation: fact.optional().describe("Which of Meta's rules the account broke last."),
        alert: fact.optional().describe('What Meta warned of last.'),
        certification: fact.optional().describe('Whether the business has to prove who it is.'),
        security: fact.optional().describe('What happened to the PIN of the number.'),
      })
      .describe('Ours: what else Meta has told; what it never spoke of is not there.'),
    createdAt: time,
    updatedAt: time,
  })
  .meta({id: 'Sender', description: 'A connected number or Page through which the platform can send.'});
export type Sender = z.infer<typeof sender>;

export const listSendersQuery = pageQuery;

/** Body of `PATCH /v1/senders/:id`. */
export const updateSenderBody = z.object({
  name: shownName
    .min(1)
    .meta({examples: ['Bakery Luna']})
    .nullish(),
  setAsDefault: z
    .boolean()
    .nullish()
    .describe('`true` makes it the default instead of the one that is; `false` changes nothing.'),
  webhookUrl: z
    .string()
    .max(2000)
    .nullish()
    .describe(
      '`null` removes the webhook with its secret. A secret is made, and shown once, if there is none.',
    ),
  webhookEvents: z.array(z.enum(senderEventTypes)).max(50).nullish().describe('Default: all `message.*`.'),
  webhookActive: z.boolean().nullish(),
  webhookSignatureVersion: z
    .enum(signatureVersions)
    .nullish()
    .describe('Default: `v2`. Between `v1` and `v2` it goes by way of `v1+v2`.'),
});
export type UpdateSenderBody = z.infer<typeof updateSenderBody>;
