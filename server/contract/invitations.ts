import {z} from 'zod';
import {attemptSteps} from './attempts.ts';
import {eventEnvelope} from './events.ts';
import {failureReason} from './failure-reasons.ts';
import {
  connectionTypes,
  countryCode,
  e164,
  externalId,
  languageTag,
  mode,
  pageQuery,
  shownName,
  time,
  webAddress,
} from './fields.ts';

export const invitationStatuses = [
  'pending',
  'in_progress',
  'completed',
  'failed',
  'expired',
  'cancelled',
] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

/** The account that was connected. */
export const connectedAccount = z
  .object({
    channel: z.enum(['whatsapp', 'messenger']),
    id: z.string().describe("Meta's phone-number id, or the id of the Facebook Page."),
    name: z.string().nullable().describe('The verified name in WhatsApp, or the name of the Page.'),
  })
  .meta({id: 'ConnectedAccount', description: 'The account that was connected.'});
export type ConnectedAccount = z.infer<typeof connectedAccount>;

const metadataRule = 'must be an object of at most 50 texts: names up to 40, texts up to 500 characters';

/** The host's own notes on an invitation; every webhook about it carries them. */
export const metadata = z
  .record(
    z.string().min(1, metadataRule).max(40, metadataRule),
    z.string(metadataRule).max(500, metadataRule),
    metadataRule,
  )
  .refine((entries) => Object.keys(entries).length <= 50, metadataRule);
export type Metadata = z.infer<typeof metadata>;

/** An offer to connect one account. Every key is always there; `null` means "not (yet)". */
export const invitation = z
  .object({
    id: z.string().meta({examples: ['inv_0mia2k7c9x4t1b8w5q3z']}),
    token: z
      .string()
      .describe('The last segment of `url`. Whoever has it can open the signup page.')
      .meta({examples: ['0mia2k7c9x4t1b8w5q3z…']}),
    url: z
      .string()
      .describe('The link for the client.')
      .meta({examples: ['https://invite.example.com/invite/0mia2k7c9x4t1b8w5q3z…']}),
    status: z.enum(invitationStatuses),
    clientName: z
      .string()
      .meta({examples: ['Bakery Luna']})
      .nullable(),
    clientEmail: z
      .string()
      .meta({examples: ['hola@luna.example']})
      .nullable(),
    clientPhone: z.string().nullable().describe('E.164.'),
    connectionType: z.enum(connectionTypes),
    phoneNumberId: z.string().nullable().describe("A number of ours that was pre-assigned; not Meta's id."),
    senderId: z.string().nullable().describe('The sender that completion created.'),
    connectedAccount: connectedAccount.nullable(),
    createdAt: time,
    updatedAt: time,
    expiresAt: time,
    viewedAt: time
      .nullable()
      .describe('First time the signup page was opened. Opening changes nothing else.'),
    startedAt: time.nullable().describe('Start of the newest attempt.'),
    completedAt: time.nullable(),
    failedAt: time.nullable().describe('Time of the last failure; only while `status` is `failed`.'),
    failureReason: failureReason
      .nullable()
      .describe('Reason of the last failure; only while `status` is `failed`. The set may grow.'),
    mode,
    step: z
      .enum(attemptSteps)
      .nullable()
      .describe(
        'Ours: where the client is, or left; only while `status` is `in_progress` or `failed`. `null` also when Zavu keeps the invitation.',
      ),
    externalId: z.string().nullable().describe("Ours: the host's own id of the client."),
    metadata: metadata.describe(
      "Ours: the host's own notes; every webhook about the invitation carries them.",
    ),
    returnUrl: z.string().nullable().describe('Ours: where the result page offers to go back to.'),
    locale: z.string().nullable().describe('Ours: the language of pages and mail; else that of the browser.'),
    linkRequestedAt: time
      .nullable()
      .describe(
        'Ours: when the client of an expired link asked for a new one; extend it to make it work again.',
      ),
  })
  .meta({
    id: 'Invitation',
    description: 'An offer to connect one account. Every key is always there; `null` means "not (yet)".',
  });
export type Invitation = z.infer<typeof invitation>;

/** One message of `GET /v1/stream`. */
export const panelMessage = z
  .object({
    event: eventEnvelope.nullable().describe('`null` in a message that says: read your lists anew.'),
    invitation: invitation.nullable().describe('The invitation that the event is about, as it is now.'),
  })
  .meta({id: 'PanelMessage', description: 'What happened, and what the panel has to show from now on.'});
export type PanelMessage = z.infer<typeof panelMessage>;

const daysRule = 'must be a whole number of days from 1 to 30';

export const clientFields = {
  clientName: shownName
    .meta({examples: ['Bakery Luna']})
    .nullish()
    .describe('Who is invited, as your project calls them; one line.'),
  clientEmail: z
    .email()
    .max(254)
    .meta({examples: ['hola@luna.example']})
    .nullish(),
  clientPhone: e164.nullish().describe('E.164, for example `+34600111222`.'),
  connectionType: z
    .enum(connectionTypes)
    .nullish()
    .describe('What is to be connected; default `whatsapp_waba`.'),
  expiresInDays: z
    .int(daysRule)
    .min(1, daysRule)
    .max(30, daysRule)
    .nullish()
    .describe('How long the link can be used; default 7.'),
  allowedPhoneCountries: z
    .array(countryCode)
    .max(250)
    .nullish()
    .describe('Only numbers of these countries can be connected, as ISO 3166-1 codes; default: any.'),
  phoneNumberId: z
    .string()
    .min(1)
    .max(128)
    .nullish()
    .describe('A number of ours that is promised to this client.'),
  locale: languageTag
    .nullish()
    .describe("Ours: the language of the client's pages and mail; default: that of their browser."),
};

export function refuseWhatsAppOptionsForMessenger(
  body: {connectionType?: unknown; phoneNumberId?: unknown; allowedPhoneCountries?: unknown},
  check: z.core.$RefinementCtx,
): void {
  if (body.connectionType !== 'messenger') return;
  for (const field of ['phoneNumberId', 'allowedPhoneCountries'] as const) {
    if (body[field] != null) {
      check.addIssue({
        code: 'custom',
        path: [field],
        message: 'cannot be used with connectionType "messenger"',
        input: body,
      });
    }
  }
}

/** Body of `POST /v1/invitations`; `null`, an empty body and `{}` all mean "all defaults". */
export const createInvitationBody = z
  .object({
    ...clientFields,
    externalId: externalId
      .meta({examples: ['customer-42']})
      .nullish()
      .describe("Ours: the host's own id of the client; a `connect` session with the same one shows it."),
    metadata: metadata.nullish().describe("Ours: the host's own notes."),
    returnUrl: webAddress
      .nullish()
      .describe('Ours: where the result page offers to go back to; its origin must be one of the project.'),
    sendEmail: z
      .boolean()
      .nullish()
      .describe('Ours: send the link to `clientEmail`, and reminders before it ends.'),
  })
  .superRefine(refuseWhatsAppOptionsForMessenger)
  .superRefine((body, check) => {
    if (body.sendEmail !== true || body.clientEmail) return;
    check.addIssue({
      code: 'custom',
      path: ['clientEmail'],
      message: 'is needed with "sendEmail"',
      input: body,
    });
  });
export type CreateInvitationBody = z.infer<typeof createInvitationBody>;

/** Body of `PATCH /v1/invitations/:id`. What is left out stays; `null` clears. */
export const updateInvitationBody = z
  .object({
    clientName: clientFields.clientName,
    clientEmail: clientFields.clientEmail.describe(
      'Sends no mail by itself; with `null` there is none any more.',
    ),
    clientPhone: clientFields.clientPhone,
    locale: clientFields.locale,
    allowedPhoneCountries: clientFields.allowedPhoneCountries,
    externalId: externalId.nullish(),
    metadata: metadata.nullish().describe('Replaces all that was there.'),
    returnUrl: webAddress.nullish().describe('Its origin must be one of the project.'),
    expiresInDays: z
      .int(daysRule)
      .min(1, daysRule)
      .max(30, daysRule)
      .optional()
      .describe('Counted from now. An expired invitation is open again, with the same link.'),
    expiresAt: z.iso
      .datetime({offset: true, error: 'must be a time, for example "2026-12-24T18:00:00Z"'})
      .optional()
      .describe('Instead of `expiresInDays`; at most 30 days ahead.'),
  })
  .refine(({expiresInDays, expiresAt}) => expiresInDays === undefined || expiresAt === undefined, {
    path: ['expiresAt'],
    message: 'cannot be used together with "expiresInDays"',
    when: () => true,
  });
export type UpdateInvitationBody = z.infer<typeof updateInvitationBody>;

export const listInvitationsQuery = pageQuery.extend({
  status: z.enum(invitationStatuses).optional(),
  connectionType: z.enum(connectionTypes).optional().describe('Ours.'),
  externalId: externalId.optional().describe('Ours.'),
  q: z
    .string()
    .trim()
    .max(100)
    .optional()
    .describe("Ours: a part of the client's name, email, phone or external id; case does not matter."),
});

/** The list's filters but the status, which is what is counted by. */
export const countInvitationsQuery = listInvitationsQuery.omit({status: true, limit: true, cursor: true});

/** Answer of `GET /v1/invitations/counts`. */
export const invitationCounts = z
  .object({
    total: z.int(),
    byStatus: z
      .record(z.enum(invitationStatuses), z.int())
      .describe('Every status is there, also with none.'),
  })
  .meta({id: 'InvitationCounts', description: 'How many invitations there are in each status, as of now.'});
export type InvitationCounts = z.infer<typeof invitationCounts>;
