import type {FailureReason} from '../../../server/contract/failure-reasons.ts';

/** The contract's list, which a browser cannot import. The type makes it complete. */
const reasons: Record<FailureReason, true> = {
  fb_cancelled: true,
  fb_not_authorized: true,
  signup_abandoned: true,
  meta_no_pages: true,
  internal_error: true,
  code_expired: true,
  code_already_used: true,
  configuration_error: true,
  token_exchange_failed: true,
  token_invalid: true,
  waba_not_found: true,
  no_phone_number: true,
  phone_not_verified: true,
  phone_country_not_allowed: true,
  phone_already_connected: true,
  phone_mismatch: true,
  pin_mismatch: true,
  registration_rate_limited: true,
  webhook_subscription_failed: true,
  account_restricted: true,
  meta_rate_limited: true,
  meta_unavailable: true,
  meta_flow_error: true,
  page_subscription_failed: true,
  credit_line_failed: true,
};

export const failureReasons = Object.keys(reasons) as FailureReason[];
