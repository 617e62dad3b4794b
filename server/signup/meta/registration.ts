import {z} from 'zod';
import type {AttemptSecrets, Failure, RegisterResult} from '../provider.ts';
import {actingFailureOf, actingToken} from './acting.ts';
import {type GraphError, isPassing} from './graph-error.ts';
import type {GraphClient, GraphProblem} from './graph.ts';
import {isRegistered} from './phones.ts';
import {detailOf, isLater} from './reasons.ts';

const phone = z.object({status: z.string().nullish(), platform_type: z.string().nullish()});

/**
 * Makes a number usable through the API, with at most one call that Meta counts: after ten in 72 hours it locks the number. What is
 * registered already is left as it is.
 */
export async function register(
  graph: GraphClient,
  phoneId: string,
  secrets: AttemptSecrets,
  takeCall: () => Promise<boolean>,
): Promise<RegisterResult> {
  const before = await readStatus(graph, phoneId, secrets);
  if (before.kind !== 'unregistered') return before;
  if (!(await takeCall())) return {kind: 'spent'};
  const {dataRegion} = graph.meta;
  const answer = await graph.call({
    method: 'POST',
    path: `/${phoneId}/register`,
    body: {
      messaging_product: 'whatsapp',
      pin: secrets.pin,
      ...(dataRegion !== null && {data_localization_region: dataRegion}),
    },
    accessToken: actingToken(graph, secrets),
    isRepeatable: false,
  });
  if (answer.kind === 'answer') return {kind: 'done'};
  if (answer.kind === 'error' && !isPassing(answer.error)) return resultOf(graph, answer);
  // Meta may have done it before it fell silent.
  const after = await readStatus(graph, phoneId, secrets);
  return after.kind === 'done' ? after : {kind: 'pending', detail: wordsOf(answer)};
}

/** `done`: registered. A refusal to tell is no reason to stop; whatever it is, registering will say so, too. */
async function readStatus(
  graph: GraphClient,
  phoneId: string,
  secrets: AttemptSecrets,
): Promise<{kind: 'done'} | {kind: 'unregistered'} | Failure> {
  const answer = await graph.call({
    path: `/${phoneId}`,
    query: {fields: 'status,platform_type'},
    accessToken: actingToken(graph, secrets),
    isRepeatable: true,
  });
  if (answer.kind === 'answer') {
    return {kind: isRegistered(phone.safeParse(answer.body).data ?? {}) ? 'done' : 'unregistered'};
  }
  const failure = actingFailureOf(graph, answer, 'internal_error');
  const isFinal = ['token_invalid', 'configuration_error', 'account_restricted'].includes(failure.reason);
  return isFinal || isLater(failure) ? failure : {kind: 'unregistered'};
}

function resultOf(graph: GraphClient, problem: GraphProblem & {kind: 'error'}): RegisterResult {
  const {code, subcode, details} = problem.error;
  if (code === 133005) return {kind: 'pin_needed', detail: detailOf(problem.error)};
  // The name is still being looked at, or the number was deleted a moment ago.
  if (code === 133015 || (code === 100 && subcode === 2388001)) {
    return {kind: 'pending', detail: wordsOf(problem)};
  }
  const failure = actingFailureOf(graph, problem, 'internal_error');
  // Guessed too often or too fast; how long to wait is in Meta's words only.
  const isGuessed = code === 133008 || code === 133009;
  return isGuessed ? {...failure, detail: {...failure.detail, retryAfter: details ?? null}} : failure;
}

function wordsOf(problem: GraphProblem): string {
  if (problem.kind !== 'error') return 'Meta did not answer';
  const {code, subcode, details, message}: GraphError = problem.error;
  const numbers = subcode === undefined ? `${code}` : `${code}/${subcode}`;
  return [numbers, details ?? message].filter(Boolean).join(': ');
}
