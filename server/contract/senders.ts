import {z} from 'zod';
import {mode, pageQuery, time} from './fields.ts';

export const senderHealths = ['connected', 'in_review', 'disconnected'] as const;
export type SenderHealth = (typeof senderHealths)[number];

/** A connected number through which the platform can send. */
export const sender = z.object({
  id: z.string(),
  name: z.string(),
  phoneNumber: z.string().describe('E.164.'),
  channels: z.array(z.string()).describe('What it can send on now: none while it is disconnected.'),
  isDefault: z.boolean().describe('The first sender of a project and mode is its default.'),
  whatsapp: z.object({
    phoneNumberId: z.string().describe("Meta's phone-number id."),
    displayPhoneNumber: z.string(),
    paymentStatus: z.object({
      setupStatus: z.string(),
      methodStatus: z.string(),
      canSendTemplates: z.boolean(),
    }),
  }),
  mode,
  invitationId: z.string().describe('Ours: the invitation that created it.'),
  wabaId: z.string().describe('Ours: the WhatsApp Business account that holds the number.'),
  health: z
    .object({
      status: z.enum(senderHealths),
      reason: z.string().nullable().describe("Meta's word for why it is not connected. The set may grow."),
      changedAt: time.nullable().describe('When Meta says so; `null`: never since it was connected.'),
    })
    .describe('Ours: whether the number can be used, as far as Meta has told us.'),
  createdAt: time,
  updatedAt: time,
});
export type Sender = z.infer<typeof sender>;

export const listSendersQuery = pageQuery;
