import {z} from 'zod';
import {webAddress} from './fields.ts';

export const verticals = [
  'UNDEFINED',
  'OTHER',
  'AUTO',
  'BEAUTY',
  'APPAREL',
  'EDU',
  'ENTERTAIN',
  'EVENT_PLAN',
  'FINANCE',
  'GROCERY',
  'GOVT',
  'HOTEL',
  'HEALTH',
  'NONPROFIT',
  'PROF_SERVICES',
  'RETAIL',
  'TRAVEL',
  'RESTAURANT',
  'NOT_A_BIZ',
] as const;

/** What people see in WhatsApp about the business behind a number. Meta keeps it; nothing of it is stored here. */
export const profile = z
  .object({
    about: z.string().optional(),
    address: z.string().optional(),
    description: z.string().optional(),
    email: z.string().optional(),
    profilePictureUrl: z.string().optional().describe("Meta's; it works for some days only."),
    vertical: z.string().optional().describe('The business category, in Meta’s word. The set may grow.'),
    websites: z.array(z.string()).optional(),
  })
  .meta({
    id: 'WhatsappBusinessProfile',
    description:
      'What people see in WhatsApp about the business behind a number; what is not set is not there.',
  });
export type Profile = z.infer<typeof profile>;

export const profileAnswer = z.object({profile});
export const updatedProfileAnswer = z.object({success: z.boolean(), profile});

/** Body of `PATCH /v1/senders/:id/profile`. What is left out stays; `null` clears. */
export const updateProfileBody = z.object({
  about: z
    .string()
    .min(1)
    .max(139)
    .optional()
    .describe('The short line under the name. Meta lets it be changed, not cleared.')
    .meta({examples: ['Fresh bread from six in the morning']}),
  address: z.string().max(256).nullish(),
  description: z.string().max(512).nullish(),
  email: z
    .email()
    .max(128)
    .nullish()
    .meta({examples: ['hola@luna.example']}),
  vertical: z
    .enum(verticals)
    .nullish()
    .describe('The business category.')
    .meta({examples: ['RETAIL']}),
  websites: z
    .array(webAddress.refine((address) => address.length <= 256, 'must have 256 characters at most'))
    .max(2)
    .nullish()
    .meta({examples: [['https://luna.example']]}),
});
export type UpdateProfileBody = z.infer<typeof updateProfileBody>;
