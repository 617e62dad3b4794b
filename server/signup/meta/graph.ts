import {createHmac} from 'node:crypto';
import {setTimeout as wait} from 'node:timers/promises';
import {z} from 'zod';
import type {MetaConfig} from '../../config.ts';
import type {FailureReason} from '../../contract/failure-reasons.ts';
import type {Failure} from '../provider.ts';

const timeoutMs = 8_000;
const answerBytesMax = 1_000_000;
/** Waits between the tries of a repeatable call. Short: a person is looking at the progress page. */
const retryDelaysMs = [400, 1_600];

export interface GraphCall {
  method?: 'GET' | 'POST' | 'DELETE';
  path: string;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
  accessToken?: string;
  /** The call may be made again when Meta did not answer or said that it will pass. */
  isRepeatable: boolean;
}

export type GraphAnswer =
  {kind: 'answer'; body: unknown} | {kind: 'error'; error: GraphError} | {kind: 'unreachable'};

/** Meta's error envelope; only the numbers are meant for programs, the message may change at any time. */
const graphError = z.object({
  code: z.number(),
  error_subcode: z.number().optional(),
  is_transient: z.boolean().optional(),
  fbtrace_id: z.string().optional(),
  message: z.string().optional(),
});
export type GraphError = z.infer<typeof graphError> & {status: number};

/** Calls Meta's Graph API; a refusal and silence are answers, not exceptions. */
export async function callGraph(meta: MetaConfig, call: GraphCall): Promise<GraphAnswer> {
  for (let tries = 0; ; tries += 1) {
    const answer = await callOnce(meta, call);
    const delayMs = retryDelaysMs[tries];
    if (!call.isRepeatable || !isPassing(answer) || delayMs === undefined) return answer;
    await wait(delayMs * (0.8 + 0.4 * Math.random()));
  }
}

/** The reason that a client and the API are told, from Meta's numbers. */
export function failureOf(answer: Exclude<GraphAnswer, {kind: 'answer'}>, otherwise: FailureReason): Failure {
  if (answer.kind === 'unreachable') return {kind: 'failed', reason: 'meta_unavailable'};
  const {code, error_subcode: subcode, fbtrace_id: traceId, status} = answer.error;
  return {
    kind: 'failed',
    reason: isPassing(answer) ? 'meta_unavailable' : (reasonOfCode(code, subcode) ?? otherwise),
    detail: {code, subcode, status, traceId},
  };
}

/** For callers who must know whether a token is what it seems: Meta can be set to refuse calls without it. */
function appSecretProof(meta: MetaConfig, accessToken: string): string {
  return createHmac('sha256', meta.appSecret).update(accessToken).digest('hex');
}

async function callOnce(meta: MetaConfig, call: GraphCall): Promise<GraphAnswer> {
  const url = new URL(`${meta.graphUrl}/${meta.graphVersion}${call.path}`);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  const headers: Record<string, string> = {accept: 'application/json'};
  if (call.accessToken) {
    headers['authorization'] = `Bearer ${call.accessToken}`;
    // An app token proves itself: it holds the secret.
    if (!call.accessToken.includes('|'))
      url.searchParams.set('appsecret_proof', appSecretProof(meta, call.accessToken));
  }
  if (call.body) headers['content-type'] = 'application/json';
  try {
    const response = await fetch(url, {
      method: call.method ?? 'GET',
      headers,
      ...(call.body && {body: JSON.stringify(call.body)}),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await readJson(response);
    if (response.ok && body !== undefined) return {kind: 'answer', body};
    const parsed = z.object({error: graphError}).safeParse(body);
    if (parsed.success) return {kind: 'error', error: {...parsed.data.error, status: response.status}};
    return {kind: 'unreachable'};
  } catch {
    // Refused, reset, timed out, not even HTTP: for us all the same, Meta did not answer.
    return {kind: 'unreachable'};
  }
}

async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > answerBytesMax) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

const passingCodes = [2, 131000, 131016, 131057, 133004];

function isPassing(answer: GraphAnswer): boolean {
  if (answer.kind !== 'error') return answer.kind === 'unreachable';
  return (
    answer.error.is_transient === true ||
    passingCodes.includes(answer.error.code) ||
    answer.error.status >= 502
  );
}

/** Meta's published codes; sources in the table "Errors" of the Cloud API and Graph error guides. */
function reasonOfCode(code: number, subcode: number | undefined): FailureReason | undefined {
  if (code === 100 && subcode === 36007) return 'code_expired';
  if (code === 100 && subcode === 36009) return 'code_already_used';
  if ((code === 100 && subcode === 36008) || code === 1 || code === 101) return 'configuration_error';
  if (code === 0 || code === 190) return 'token_invalid';
  if (code === 10 || (code >= 200 && code <= 299) || code === 131005) return 'fb_not_authorized';
  if ([4, 17, 32, 341, 613, 80007].includes(code)) return 'meta_rate_limited';
  if (code === 368 || code === 131031) return 'account_restricted';
  if ([133005, 133008, 133009].includes(code)) return 'pin_mismatch';
  if (code === 133006) return 'phone_not_verified';
  if (code === 133016) return 'registration_rate_limited';
  return undefined;
}
