import {z} from 'zod';
import {httpOrigin, shownName, time, webAddress} from './fields.ts';

export const linkRenewals = ['ask', 'grant'] as const;
/** What a client gets who asks for a new link after the end: the project is asked, or it is granted at once. */
export type LinkRenewal = (typeof linkRenewals)[number];

const displayName = shownName
  .min(1, 'must have 1 to 80 characters')
  .max(80, 'must have 1 to 80 characters')
  .describe('What clients read instead of the name, on one line.');

const logoUrl = webAddress
  .refine((value) => {
    const {protocol, hostname} = new URL(value);
    return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  }, 'must be https, unless it is on this machine')
  .describe('A picture, shown on pages and in mail.');

const brandColor = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour like "#0e7a40"')
  .overwrite((color) => color.toLowerCase())
  .describe('Buttons and accents of pages and mail.');

const origins = z
  .array(httpOrigin)
  .max(50, 'must be at most 50 origins')
  .overwrite((list) => [...new Set(list)]);

const daysRule = 'must be up to 5 different whole numbers of days from 1 to 29';

const reminderDays = z
  .array(z.int(daysRule).min(1, daysRule).max(29, daysRule), daysRule)
  .max(5, daysRule)
  .refine((days) => new Set(days).size === days.length, daysRule)
  .overwrite((days) => days.toSorted((a, b) => b - a))
  .describe('How many days before its end an open invitation is due for a reminder.');

/** A platform or agency with what it has set for itself, in both modes. */
export const project = z
  .object({
    id: z.string(),
    name: z.string().describe("The operator's name for it."),
    displayName: displayName.nullable(),
    logoUrl: logoUrl.nullable(),
    brandColor: brandColor.nullable(),
    allowedOrigins: origins.describe('Where sessions may be used; empty: anywhere.'),
    returnOrigins: origins.describe("Where an invitation's `returnUrl` may lead; empty: nowhere."),
    reminderDays,
    linkRenewal: z.enum(linkRenewals),
    canSendEmail: z.boolean().describe('Whether this service has a mail server, so that `sendEmail` works.'),
    createdAt: time,
  })
  .meta({id: 'Project', description: 'A platform or agency with what it has set for itself, in both modes.'});
export type Project = z.infer<typeof project>;

/** Body of `PATCH /v1/project`: what is left out stays, `null` goes back to the default. */
export const updateProjectBody = z.object({
  displayName: displayName.meta({examples: ['Luma Desk']}).nullish(),
  logoUrl: logoUrl.nullish(),
  brandColor: brandColor.meta({examples: ['#0e7a40']}).nullish(),
  allowedOrigins: origins.nullish(),
  returnOrigins: origins.nullish(),
  reminderDays: reminderDays.nullish(),
  linkRenewal: z.enum(linkRenewals).nullish(),
});
