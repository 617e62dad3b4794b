import {z} from 'zod';
import type {MetaConfig} from '../../config.ts';
import type {Attempt} from '../attempt.ts';
import type {Failure, ReturnQuery} from '../provider.ts';
import {callGraph, failureOf} from './graph.ts';

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

/** Trades the code, once. Nothing is believed that came through the browser but the code. */
export async function exchangeCode(
  meta: MetaConfig,
  attempt: Pick<Attempt, 'redirectUri'>,
  query: ReturnQuery,
): Promise<{kind: 'token'; businessToken: string} | Failure> {
  if (!query['code']) return refusalOf(query);
  const answer = await callGraph(meta, {
    path: '/oauth/access_token',
    query: {
      client_id: meta.appId,
      client_secret: meta.appSecret,
      code: query['code'],
      // Codes of Meta's script may have been made without one.
      ...(attempt.redirectUri && {redirect_uri: attempt.redirectUri}),
    },
    isRepeatable: false,
  });
  if (answer.kind !== 'answer') return failureOf(answer, 'token_exchange_failed');
  const parsed = exchangeAnswer.safeParse(answer.body);
  if (!parsed.success) return {kind: 'failed', reason: 'token_exchange_failed'};
  return {kind: 'token', businessToken: parsed.data.access_token};
}

/** What a return without a code means. A refusal by Meta itself looks like one by the person. */
function refusalOf(query: ReturnQuery): Failure {
  // From the address, so anyone's words: only the beginning is kept.
  const short = (name: string) => query[name]?.slice(0, 100);
  const detail = {error: short('error'), reason: short('error_reason'), code: short('error_code')};
  if (query['error'] === undefined) return {kind: 'failed', reason: 'signup_abandoned'};
  return {
    kind: 'failed',
    reason: query['error'] === 'access_denied' ? 'fb_cancelled' : 'token_exchange_failed',
    detail,
  };
}
