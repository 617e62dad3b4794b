import {z} from 'zod';
import {connectionTypes} from '../contract/fields.ts';
import {invitationStatuses} from '../contract/invitations.ts';
import {numberRequirement} from '../contract/phone-numbers.ts';
import {profile} from '../contract/profile.ts';
import {signatureVersions} from '../contract/webhooks.ts';

/*
 * What Zavu answers, read leniently: keys that we do not know are left alone, and what is not set may be missing, `null` or ''.
 */

const text = z.string().min(1).max(2_000);
const optionalText = z
  .string()
  .nullish()
  .transform((value) => value || null);
const time = z
  .string()
  .transform((value) => Date.parse(value))
  .refine((ms) => !Number.isNaN(ms), 'must be a time');
const optionalTime = z
  .string()
  .nullish()
  .transform((value) => {
    const ms = Date.parse(value ?? '');
    return Number.isNaN(ms) ? null : ms;
  });
const left = (value: unknown) => (value === '' || value === null ? undefined : value);
/** A wrapper that some of Zavu's pages have and others do not. */
const unwrapped = (name: string) => (value: unknown) =>
  typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : value;

const connectedAccount = z.object({
  channel: z.enum(['whatsapp', 'messenger']),
  id: text,
  name: optionalText,
});

const bareInvitation = z.object({
  id: text,
  token: text,
  url: z.url({protocol: /^https?$/}),
  status: z.enum(invitationStatuses),
  clientName: optionalText,
  clientEmail: optionalText,
  clientPhone: optionalText,
  connectionType: z.preprocess(left, z.enum(connectionTypes).default('whatsapp_waba')),
  phoneNumberId: optionalText,
  senderId: optionalText,
  connectedAccount: connectedAccount
    .nullish()
    .transform((value) => value ?? null)
    .catch(null),
  createdAt: time,
  expiresAt: time,
  viewedAt: optionalTime,
  startedAt: optionalTime,
  completedAt: optionalTime,
  failedAt: optionalTime,
  failureReason: optionalText,
});
/** People are sent to its link: plain `http` only where Zavu itself is on this machine. */
export function invitationOf(isLocal: boolean) {
  const safe = bareInvitation.refine(({url}) => isLocal || url.startsWith('https:'), 'a link must be https');
  return z.preprocess(unwrapped('invitation'), safe);
}

/** One that is not to be understood, as of a kind that Zavu once had, does not stand in the way of the others. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z
      .array(z.unknown())
      .nullish()
      .transform((items) => (items ?? []).flatMap((one) => item.safeParse(one).data ?? [])),
    nextCursor: optionalText.transform((cursor) => cursor ?? undefined),
  });
}

/** Whose key it is. */
export const me = z.object({project: z.object({id: text})});

const texts = z
  .array(z.string())
  .nullish()
  .transform((values) => values ?? []);

const senderWebhook = z.object({
  url: text,
  active: z.boolean().default(true),
  events: texts,
  // Zavu's older webhooks have no word for it.
  signatureVersion: z.enum(signatureVersions).default('v1'),
  secret: z.preprocess(left, z.string().optional()),
});
const whatsapp = z.object({
  phoneNumberId: text,
  displayPhoneNumber: z
    .string()
    .nullish()
    .transform((value) => value ?? ''),
  paymentStatus: z
    .object({
      setupStatus: z.string().catch('NOT_STARTED'),
      methodStatus: z.string().catch('NONE'),
      canSendTemplates: z.boolean().catch(false),
    })
    .nullish()
    .transform(
      (value) => value ?? {setupStatus: 'NOT_STARTED', methodStatus: 'NONE', canSendTemplates: false},
    ),
});
export const sender = z.object({
  id: text,
  name: z
    .string()
    .nullish()
    .transform((value) => value ?? ''),
  phoneNumber: z
    .string()
    .nullish()
    .transform((value) => value ?? ''),
  channels: texts,
  whatsapp: z.preprocess(left, whatsapp.optional()),
  webhook: z.preprocess(left, senderWebhook.optional()),
  createdAt: optionalTime,
  updatedAt: optionalTime,
});
export const senderSecret = z.object({secret: text});

/** Of a profile only what is set is there. */
const lenientProfile = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).filter(([, entry]) => left(entry) !== undefined))
      : value,
  profile,
);
export const profileAnswer = z.preprocess(unwrapped('profile'), lenientProfile);

const amount = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);
const yes = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const bareNumber = z.object({
  id: text,
  phoneNumber: text,
  capabilities: texts,
  pricing: z
    .object({
      monthlyPrice: amount,
      monthlyCost: amount.transform(Math.round),
      upfrontCost: amount.transform(Math.round),
      isFreeNumber: yes,
    })
    .nullish()
    .transform((value) => value ?? {monthlyPrice: 0, monthlyCost: 0, upfrontCost: 0, isFreeNumber: false}),
  senderId: optionalText,
});
export const phoneNumber = z.preprocess(unwrapped('phoneNumber'), bareNumber);
export const ownedNumbers = pageOf(bareNumber);

export const availableNumbers = z.object({
  items: z.array(
    z.object({
      phoneNumber: text,
      friendlyName: z.preprocess(left, z.string().optional()),
      locality: z.preprocess(left, z.string().optional()),
      region: z.preprocess(left, z.string().optional()),
      capabilities: z.object({sms: yes, voice: yes, mms: yes}),
      pricing: z.object({monthlyPrice: amount, upfrontPrice: amount, isFreeEligible: yes}),
    }),
  ),
});
export const requirements = z.object({items: z.array(numberRequirement)});

const bareWebhook = z.object({url: text, events: texts, active: z.boolean().default(true)});
export const webhook = z.preprocess(unwrapped('webhook'), bareWebhook.nullish());
export const webhookSecret = z.preprocess(unwrapped('webhook'), z.object({secret: text}));

/** What Zavu posts to us. Only whom it is about is read: the rest is asked for. */
export const envelope = z.object({
  id: text,
  data: z.object({invitationId: text.optional()}).optional(),
});
