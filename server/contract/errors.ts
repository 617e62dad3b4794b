import {z} from 'zod';

export const errorCodes = [
  'invalid_request',
  'invalid_json',
  'unauthorized',
  'session_expired',
  'forbidden',
  'origin_not_allowed',
  'not_found',
  'invitation_not_cancellable',
  'invitation_not_usable',
  'idempotency_key_reused',
  'phone_number_unavailable',
  'phone_number_in_use',
  'verification_expired',
  'mail_not_set_up',
  'webhook_inactive',
  'meta_refused',
  'provider_refused',
  'paid_plan_required',
  'payload_too_large',
  'rate_limited',
  'internal_error',
  'storage_unavailable',
  'meta_unavailable',
  'provider_unavailable',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** What each code tells a caller. */
export const errorMeanings: Record<ErrorCode, string> = {
  invalid_request: 'A field, parameter or header is wrong; `details.errors` says which and why.',
  invalid_json: 'The body is not JSON.',
  unauthorized: 'The credential is missing, unknown, or not one that this route takes.',
  session_expired: 'The session has run out; your backend makes a new one.',
  forbidden: 'The credential is known, but is for something else.',
  origin_not_allowed: 'The request comes from another origin than the session was made for.',
  not_found: 'It does not exist, or is not yours.',
  invitation_not_cancellable: 'The invitation is completed or has expired.',
  invitation_not_usable: 'The invitation is cancelled, has expired, or was used.',
  idempotency_key_reused: 'The `Idempotency-Key` was used for another request in the last 24 hours.',
  phone_number_unavailable: 'The number is gone, or another invitation has it.',
  phone_number_in_use: 'The number is connected, or an open invitation has it.',
  verification_expired: 'The code that was sent to the number has run out; ask for another.',
  mail_not_set_up: 'This service sends no mail: its operator has set up none.',
  webhook_inactive: 'The webhook is switched off; switch it on first.',
  meta_refused:
    'Meta refused; `details.metaCode` is its number for why, `metaSubcode` says more if there is one.',
  provider_refused:
    'Zavu, which performs the live signups here, refused this or has no way to do it; the message says which.',
  paid_plan_required: "The operator's plan at Zavu does not include this.",
  payload_too_large: 'The body is larger than this route takes.',
  rate_limited: 'Too many requests; `Retry-After` says when to try again.',
  internal_error: 'Something went wrong on our side; it is in our log.',
  storage_unavailable: 'Nothing can be stored at the moment, and nothing was changed; try again.',
  provider_unavailable:
    'Zavu, which performs the live signups here, did not answer, or asks to be called later. Send the same request again: it goes on where it was.',
  meta_unavailable: 'Meta did not answer, or asks to be called later; `Retry-After` says when to try again.',
};

/** The body of every answer that is not a success. */
export const errorBody = z
  .object({
    code: z.enum(errorCodes),
    message: z.string().describe('What is wrong, where, and what to do.'),
    details: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        '`errors: [{path, message}]` for a wrong field, `allowed` for a name that is not one of a list, `retryAfter` (epoch ms) for a rate limit.',
      ),
  })
  .meta({id: 'Error', description: 'The body of every answer that is not a success.'});
export type ErrorBody = z.infer<typeof errorBody>;
