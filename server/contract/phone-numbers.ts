import {z} from 'zod';
import {countryCode, e164, mode, pageQuery, shownName, time} from './fields.ts';

export const phoneNumberStatuses = ['active', 'suspended', 'pending'] as const;
export type PhoneNumberStatus = (typeof phoneNumberStatuses)[number];

export const numberVerifications = ['verified', 'unverified', 'code_sent', 'expired'] as const;
export type NumberVerification = (typeof numberVerifications)[number];

export const phoneNumberTypes = ['local', 'national', 'tollFree', 'mobile'] as const;
export type PhoneNumberType = (typeof phoneNumberTypes)[number];

export const capabilities = ['sms', 'voice', 'mms'] as const;
export type Capability = (typeof capabilities)[number];

export const ownedNumberPricing = z.object({
  monthlyPrice: z.number().describe('In US dollars.'),
  monthlyCost: z.int().describe('In cents.'),
  upfrontCost: z.int().describe('In cents.'),
  isFreeNumber: z.boolean(),
});
export type OwnedNumberPricing = z.infer<typeof ownedNumberPricing>;

/** A number that the project owns. As in Zavu's API, what is not set is left out. */
export const phoneNumber = z
  .object({
    id: z.string(),
    phoneNumber: z.string().describe('E.164.'),
    name: z.string().optional(),
    capabilities: z.array(z.enum(capabilities)),
    status: z.enum(phoneNumberStatuses),
    pricing: ownedNumberPricing,
    senderId: z.string().optional().describe('The sender that is connected with it.'),
    nextRenewalDate: time.optional(),
    createdAt: time,
    updatedAt: time,
    mode,
    invitationId: z.string().nullable().describe('Ours: the open invitation that reserves it.'),
    verification: z
      .object({
        status: z
          .enum(numberVerifications)
          .describe(
            '`verified`: a client is asked for no code. `expired`: it was, 90 days ago or more; the client is asked for a code that this number receives. `unverified` and `code_sent`: it cannot be assigned yet.',
          ),
        expiresAt: time.nullable().describe('When it runs out, where that is known.'),
      })
      .describe('Ours: whether the number was shown to be yours.'),
  })
  .meta({id: 'PhoneNumber', description: 'A number that the project owns. What is not set is left out.'});
export type PhoneNumber = z.infer<typeof phoneNumber>;

/** A number that can be bought. */
export const availableNumber = z
  .object({
    phoneNumber: z.string().describe('E.164.'),
    friendlyName: z.string().optional().describe('As people write it.'),
    locality: z.string().optional(),
    region: z.string().optional(),
    capabilities: z.object({sms: z.boolean(), voice: z.boolean(), mms: z.boolean()}),
    pricing: z.object({
      monthlyPrice: z.number().describe('In US dollars.'),
      upfrontPrice: z.number().describe('In US dollars.'),
      isFreeEligible: z.boolean(),
    }),
  })
  .meta({id: 'AvailableNumber', description: 'A number that can be bought.'});
export type AvailableNumber = z.infer<typeof availableNumber>;

/** What a country asks of whoever buys a number there. */
export const numberRequirement = z
  .object({
    id: z.string(),
    action: z.string(),
    countryCode: z.string(),
    phoneNumberType: z.string(),
    requirementTypes: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        description: z.string(),
        type: z.enum(['textual', 'address', 'document', 'action']),
        example: z.string().nullish(),
      }),
    ),
  })
  .meta({id: 'NumberRequirement', description: 'What a country asks of whoever buys a number there.'});
export type NumberRequirement = z.infer<typeof numberRequirement>;

export const listPhoneNumbersQuery = pageQuery.extend({
  status: z.enum(phoneNumberStatuses).optional(),
});

export const numberRequirementsQuery = z.object({
  countryCode: countryCode.meta({examples: ['US']}),
  type: z.enum(phoneNumberTypes).optional(),
});
export type NumberRequirementsQuery = z.infer<typeof numberRequirementsQuery>;

export const availableNumbersQuery = numberRequirementsQuery.extend({
  contains: z
    .string()
    .regex(/^\+?\d{1,15}$/, 'must be digits that the number has, for example "415"')
    .optional(),
  capabilities: z
    .string()
    .regex(/^(sms|voice|mms)(,(sms|voice|mms))*$/, 'must be "sms", "voice" or "mms", with commas between')
    .optional()
    .describe('Comma-separated: what the number must be good for.'),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
export type AvailableNumbersQuery = z.infer<typeof availableNumbersQuery>;

/** Body of `POST /v1/phone-numbers`. */
export const purchaseNumberBody = z.object({
  phoneNumber: e164.meta({examples: ['+14155550134']}),
  name: shownName.nullish(),
});

/** Body of `PATCH /v1/phone-numbers/:id`. What is left out stays; `null` clears. */
export const updateNumberBody = z.object({
  name: shownName.meta({examples: ['Front desk']}).nullish(),
  senderId: z.string().min(1).max(128).nullish().describe('A sender without a number, of the same project.'),
});

export const verificationMethods = ['sms', 'voice'] as const;

/** Body of `POST /v1/phone-numbers/:id/verification`. */
export const requestVerificationBody = z.object({
  method: z
    .enum(verificationMethods)
    .meta({examples: ['sms']})
    .describe('How the number receives the code.'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'must be a language in the form of "en" or "en_US"')
    .default('en_US')
    .describe('Of the message or call, in the form of `en_US`.'),
});
export type RequestVerificationBody = z.infer<typeof requestVerificationBody>;

/** Body of `POST /v1/phone-numbers/:id/verification/confirm`. People copy the code as it is shown: `123-456`. */
export const confirmVerificationBody = z.object({
  code: z
    .string()
    .regex(/^\d{3}[ -]?\d{3}$/, 'must be the six digits of the message or call')
    .overwrite((text) => text.replace(/[ -]/, ''))
    .meta({examples: ['123-456']}),
});
