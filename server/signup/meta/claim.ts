import {z} from 'zod';
import type {MetaPartner} from '../../config.ts';
import type {Failure} from '../provider.ts';
import type {GraphClient} from './graph.ts';
import {failureOf} from './reasons.ts';

const claimAnswer = z.object({access_token: z.string().min(1)});

/**
 * The token that a client's business already gave our app, for those who never came back with a code. Our own token answers for us.
 * Source: "Hosted Embedded Signup" of Meta's documentation.
 */
export async function claimToken(
  graph: GraphClient,
  {systemUserToken}: MetaPartner,
  businessId: string,
): Promise<{kind: 'token'; businessToken: string} | Failure> {
  const answer = await graph.call({
    method: 'POST',
    path: `/${businessId}/system_user_access_tokens`,
    // `fetch_only`: the one that there is, no new one.
    form: {fetch_only: 'true'},
    accessToken: systemUserToken,
    isRepeatable: false,
  });
  if (answer.kind !== 'answer') {
    const failure = failureOf(answer, 'fb_not_authorized');
    if (failure.reason !== 'token_invalid') return failure;
    return {...failure, reason: 'configuration_error', detail: {fix: 'system_user_token', ...failure.detail}};
  }
  const parsed = claimAnswer.safeParse(answer.body);
  if (!parsed.success) return {kind: 'failed', reason: 'token_exchange_failed'};
  return {kind: 'token', businessToken: parsed.data.access_token};
}
