import {z} from 'zod';
import {externalId, httpOrigin, mode, time, webAddress} from './fields.ts';
import {clientFields, refuseWhatsAppOptionsForMessenger} from './invitations.ts';

export const me = z.object({
  project: z.object({id: z.string(), name: z.string().nullable(), isSubAccount: z.boolean()}),
  team: z.object({id: z.string(), name: z.string().nullable()}),
  apiKey: z.object({id: z.string()}),
  isTestMode: z.boolean(),
});
export type Me = z.infer<typeof me>;

/** `connect`: one client of the host. `manage`: the panel of one project and mode. */
export const sessionScopes = ['connect', 'manage'] as const;

/** Body of `POST /v1/sessions`. */
export const createSessionBody = z
  .object({
    scope: z.enum(sessionScopes).default('connect'),
    externalId: externalId
      .meta({examples: ['customer-42']})
      .optional()
      .describe("The host's own id of the client; needed with scope `connect`. One client, one connection."),
    origin: httpOrigin
      .describe('The only origin from which the session may be used.')
      .meta({examples: ['https://app.example.com']}),
    expiresInMinutes: z.int().min(1).max(60).default(15),
    returnUrl: webAddress
      .nullish()
      .describe('Where the client goes back to after a redirect; must be on `origin`.'),
    ...clientFields,
  })
  .refine((body) => body.scope === 'manage' || body.externalId !== undefined, {
    path: ['externalId'],
    message: 'is needed with scope "connect": your own id of the client',
    // Said together with what else is wrong, not only once that is mended.
    when: () => true,
  })
  .superRefine(refuseWhatsAppOptionsForMessenger)
  .superRefine((body, check) => {
    const refuse = (field: string, message: string) =>
      check.addIssue({code: 'custom', path: [field], message, input: body});
    if (body.scope === 'manage' && body.externalId !== undefined) {
      refuse('externalId', 'cannot be used with scope "manage", which sees all clients');
    }
    if (body.returnUrl && new URL(body.returnUrl).origin !== body.origin) {
      refuse('returnUrl', `must be on the session's origin ${body.origin}`);
    }
  });
export type CreateSessionBody = z.infer<typeof createSessionBody>;

/** A browser credential as its maker gets it, once. */
export const createdSession = z
  .object({
    id: z.string().meta({examples: ['ses_0mia2j5h8s3f9g1l6e4u']}),
    clientSecret: z
      .string()
      .describe('Goes to the browser. Never put it into a URL or an attribute.')
      .meta({examples: ['zpi_cs_…']}),
    scope: z.enum(sessionScopes),
    mode,
    expiresAt: time,
  })
  .meta({id: 'Session', description: 'A browser credential as its maker gets it, once.'});
export type CreatedSession = z.infer<typeof createdSession>;
