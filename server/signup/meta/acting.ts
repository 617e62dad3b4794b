import type {FailureReason} from '../../contract/failure-reasons.ts';
import type {AttemptSecrets, Failure} from '../provider.ts';
import type {GraphClient, GraphProblem} from './graph.ts';
import {failureOf} from './reasons.ts';

/**
 * The token that works on a client's account. A Solution Partner is a user of the account itself, so its own token works there and goes
 * on to when the client's has run out; that one is kept with the sender all the same, since it opens this one client's account and
 * nobody else's.
 */
export function actingToken(
  {meta: {role, partner}}: GraphClient,
  {businessToken}: Pick<AttemptSecrets, 'businessToken'>,
): string {
  return role === 'solution_partner' && partner ? partner.systemUserToken : businessToken;
}

/** As `failureOf`, for a call with `actingToken`: that our own token is not good is no client's affair. */
export function actingFailureOf(
  {meta: {role}}: GraphClient,
  problem: GraphProblem,
  otherwise: FailureReason,
): Failure {
  const failure = failureOf(problem, otherwise);
  if (role !== 'solution_partner' || failure.reason !== 'token_invalid') return failure;
  return {...failure, reason: 'configuration_error', detail: {fix: 'system_user_token', ...failure.detail}};
}
