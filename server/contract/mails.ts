import {z} from 'zod';
import {time} from './fields.ts';

export const mailKinds = ['invitation', 'resend', 'reminder'] as const;
export type MailKind = (typeof mailKinds)[number];

export const mailStatuses = ['queued', 'sent', 'failed', 'dropped'] as const;
/** `dropped`: there was no reason to send it any more. */
export type MailStatus = (typeof mailStatuses)[number];

/** A mail to a client. Ours. */
export const mail = z
  .object({
    id: z.string(),
    kind: z.enum(mailKinds),
    recipient: z.string(),
    status: z.enum(mailStatuses),
    createdAt: time,
  })
  .meta({id: 'Mail', description: 'A mail to a client.'});
export type Mail = z.infer<typeof mail>;
