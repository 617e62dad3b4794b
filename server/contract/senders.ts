import {z} from 'zod';
import {mode, pageQuery, time} from './fields.ts';

export const senderHealths = ['connected', 'in_review', 'disconnected'] as const;
export type SenderHealth = (typeof senderHealths)[number];

/** A connected number through which the platform can send. */
export const sender = z
  .object({
    id: z.string().meta({examples: ['snd_0mia2m1d4r8k6n0v2y7p']}),
    name: z.string(),
    phoneNumber: z.string().describe('E.164.'),
    channels: z.array(z.string()),
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
    createdAt: time,
    updatedAt: time,
  })
  .meta({id: 'Sender', description: 'A connected number through which the platform can send.'});
export type Sender = z.infer<typeof sender>;

export const listSendersQuery = pageQuery;
