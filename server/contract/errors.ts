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
  'mail_not_set_up',
  'webhook_inactive',
  'payload_too_large',
  'rate_limited',
  'internal_error',
  'storage_unavailable',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** The body of every answer that is not a success. */
export const errorBody = z.object({
  code: z.enum(errorCodes),
  message: z.string().describe('What is wrong, where, and what to do.'),
  details: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      '`errors: [{path, message}]` for a wrong field, `allowed` for a name that is not one of a list, `retryAfter` (epoch ms) for a rate limit.',
    ),
});
export type ErrorBody = z.infer<typeof errorBody>;
