import type {FailureReason} from '../server/contract/failure-reasons.ts';

/** What has to come before another try: time, or the help of somebody. For all other reasons the next try may succeed. */
const remedies: Partial<Record<FailureReason, 'wait' | 'help'>> = {
  internal_error: 'wait',
  token_exchange_failed: 'wait',
  registration_rate_limited: 'wait',
  webhook_subscription_failed: 'wait',
  meta_rate_limited: 'wait',
  meta_unavailable: 'wait',
  meta_flow_error: 'wait',
  configuration_error: 'help',
  account_restricted: 'help',
  credit_line_failed: 'help',
  pin_mismatch: 'help',
};

/** A newer service may know reasons that this script does not; they are spoken of as an error of the service. */
export function remedyFor(reason: string | null): 'try' | 'wait' | 'help' {
  return (remedies as Partial<Record<string, 'wait' | 'help'>>)[reason ?? ''] ?? 'try';
}
