import type {FailureReason} from '../../contract/failure-reasons.ts';
import type {Failure} from '../provider.ts';
import {type GraphError, isLimit, isPassing} from './graph-error.ts';
import type {GraphProblem} from './graph.ts';

/** The reason that a client and the API are told, from Meta's numbers; its words are for the operator. */
export function failureOf(problem: GraphProblem, otherwise: FailureReason): Failure {
  switch (problem.kind) {
    case 'unreachable':
      return {kind: 'failed', reason: 'meta_unavailable'};
    case 'limited':
      return {
        kind: 'failed',
        reason: 'meta_rate_limited',
        detail: {retryAfterSeconds: problem.retryAfterSeconds},
      };
    case 'error':
      return {
        kind: 'failed',
        reason: reasonOf(problem.error) ?? otherwise,
        detail: detailOf(problem.error),
      };
    default:
      return problem satisfies never;
  }
}

/** Nothing is wrong with what was asked: it may be answered later. */
export function isLater({reason}: Failure): boolean {
  return reason === 'meta_unavailable' || reason === 'meta_rate_limited';
}

/** What an operator is told of Meta's refusal; what it did not say is left out. */
export function detailOf(error: GraphError): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(error).filter(([, value]) => value !== undefined && value !== false),
  );
}

/** Meta's published codes; sources in the table "Errors" of the Cloud API and Graph error guides. */
function reasonOf(error: GraphError): FailureReason | undefined {
  const {code} = error;
  if (isLimit(error)) return 'meta_rate_limited';
  if (error.isTransient) return 'meta_unavailable';
  if (code === 0 || code === 190) return 'token_invalid';
  if (code === 10 || (code >= 200 && code <= 299) || code === 131005) return 'fb_not_authorized';
  if (code === 368 || code === 131031) return 'account_restricted';
  if ([133005, 133008, 133009].includes(code)) return 'pin_mismatch';
  if (code === 133006) return 'phone_not_verified';
  if (code === 133016) return 'registration_rate_limited';
  // The app lacks a capability, or its id is wrong: nothing that a client or time would change.
  if (code === 3 || code === 101) return 'configuration_error';
  return isPassing(error) ? 'meta_unavailable' : undefined;
}
