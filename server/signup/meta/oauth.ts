import {z} from 'zod';
import type {MetaConfig} from '../../config.ts';
import type {Attempt} from '../attempt.ts';
import type {Failure, ReturnQuery} from '../provider.ts';
import type {GraphError} from './graph-error.ts';
import type {GraphClient, GraphProblem} from './graph.ts';
import {detailOf, failureOf} from './reasons.ts';

const exchangeAnswer = z.object({access_token: z.string().min(1)});

/** The dialog of Facebook Login for Business ("manual flow"): our own `redirect_uri`, no script of Meta's. */
export function dialogUrl(
  meta: MetaConfig,
  dialog: {redirectUri: string; state: string; configId: string; extras?: Record<string, unknown>},
): string {
  const url = new URL(`${meta.dialogUrl}/${meta.graphVersion}/dialog/oauth`);
  url.search = new URLSearchParams({
    client_id: meta.appId,
    redirect_uri: dialog.redirectUri,
    state: dialog.state,
    config_id: dialog.configId,
    response_type: 'code',
    override_default_response_type: 'true',
    ...(dialog.extras && {extras: JSON.stringify(dialog.extras)}),
  }).toString();
  return url.href;
}

/**
 * Trades the code, once. Nothing is believed that came through the browser but the code. An empty `redirectUri` is that of a
 * code from Meta's script that is traded without one.
 */
export async function exchangeCode(
  graph: GraphClient,
  {redirectUri}: Pick<Attempt, 'redirectUri'>,
  query: ReturnQuery,
): Promise<{kind: 'token'; businessToken: string} | Failure> {
  if (!query['code']) return refusalOf(query);
  const answer = await graph.call({
    path: '/oauth/access_token',
    query: {
      client_id: graph.meta.appId,
      client_secret: graph.meta.appSecret,
      code: query['code'],
      ...(redirectUri !== '' && {redirect_uri: redirectUri}),
    },
    isRepeatable: false,
  });
  if (answer.kind !== 'answer') return exchangeFailure(answer);
  const parsed = exchangeAnswer.safeParse(answer.body);
  if (!parsed.success) return {kind: 'failed', reason: 'token_exchange_failed'};
  return {kind: 'token', businessToken: parsed.data.access_token};
}

/** Here alone Meta's general numbers have one meaning each. */
function exchangeFailure(problem: GraphProblem): Failure {
  if (problem.kind !== 'error') return failureOf(problem, 'token_exchange_failed');
  const {code, subcode} = problem.error;
  const detail = detailOf(problem.error);
  if (code === 100 && subcode === 36007) return {kind: 'failed', reason: 'code_expired', detail};
  if (code === 100 && subcode === 36009) return {kind: 'failed', reason: 'code_already_used', detail};
  const fix = fixOf(problem.error);
  if (fix !== undefined) return {kind: 'failed', reason: 'configuration_error', detail: {fix, ...detail}};
  return failureOf(problem, 'token_exchange_failed');
}

/** What the operator has to correct. */
function fixOf({code, subcode}: GraphError): string | undefined {
  if (code === 100 && subcode === 36008) return 'redirect_uri_mismatch';
  if (code === 1) return 'app_secret';
  return code === 101 ? 'app_id' : undefined;
}

/** What a return without a code means. A refusal by Meta itself looks like one by the person. */
function refusalOf(query: ReturnQuery): Failure {
  // From the address, so anyone's words: only the beginning is kept.
  const short = (name: string) => query[name]?.slice(0, 100);
  const detail = {error: short('error'), reason: short('error_reason'), code: short('error_code')};
  // "User canceled the Dialog flow", as Meta's script has it.
  const isCancelled = query['error'] === 'access_denied' || query['error_code'] === '4201';
  if (isCancelled) return {kind: 'failed', reason: 'fb_cancelled', detail};
  if (query['error'] === undefined) return {kind: 'failed', reason: 'signup_abandoned'};
  return {kind: 'failed', reason: 'token_exchange_failed', detail};
}
