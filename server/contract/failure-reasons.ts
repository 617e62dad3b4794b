/**
 * Why the last attempt failed. The set is open for readers: treat an unknown one as a generic failure.
 * The first five are Zavu's; the rest name what Zavu leaves to "and others".
 */
export const failureReasons = [
  'fb_cancelled',
  'fb_not_authorized',
  'signup_abandoned',
  'meta_no_pages',
  'internal_error',
  'code_expired',
  'code_already_used',
  'configuration_error',
  'token_exchange_failed',
  'token_invalid',
  'waba_not_found',
  'no_phone_number',
  'phone_not_verified',
  'phone_country_not_allowed',
  'phone_already_connected',
  'phone_mismatch',
  'pin_mismatch',
  'registration_rate_limited',
  'webhook_subscription_failed',
  'account_restricted',
  'meta_rate_limited',
  'meta_unavailable',
  'meta_flow_error',
  'page_subscription_failed',
  'credit_line_failed',
] as const;
export type FailureReason = (typeof failureReasons)[number];
