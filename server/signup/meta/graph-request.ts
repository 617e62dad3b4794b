import {createHmac} from 'node:crypto';
import type {MetaConfig} from '../../config.ts';
import type {GraphAnswer, GraphCall} from './graph.ts';
import {readGraphError} from './graph-error.ts';
import {readUsage, type UsageReport} from './usage.ts';

const timeoutMs = 8_000;
const answerBytesMax = 1_000_000;

/** Parameters that Meta's words may repeat and nobody is to read there. */
const secretParameters = ['client_secret', 'code', 'input_token', 'fb_exchange_token', 'pin', 'verify_token'];

export interface SentAnswer {
  answer: GraphAnswer;
  /** Of an answer with headers. */
  usage?: UsageReport;
}

/** One request, one answer. */
export async function sendToGraph(meta: MetaConfig, call: GraphCall): Promise<SentAnswer> {
  const proof = proofOf(meta, call.accessToken);
  const url = new URL(`${meta.graphUrl}/${meta.graphVersion}${call.path}`);
  url.search = new URLSearchParams({...call.query, ...(!call.form && proof)}).toString();
  try {
    const response = await fetch(url, {
      method: call.method ?? 'GET',
      headers: {
        accept: 'application/json',
        ...(call.accessToken !== undefined && {authorization: `Bearer ${call.accessToken}`}),
        ...(call.body && {'content-type': 'application/json'}),
      },
      ...(call.body && {body: JSON.stringify(call.body)}),
      ...(call.form && {body: new URLSearchParams({...call.form, ...proof})}),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const usage = readUsage(response.headers);
    const body = await readJson(response);
    if (response.ok && body !== undefined) return {answer: {kind: 'answer', body}, usage};
    const error = readGraphError(response.status, body, usage.retryAfterSeconds, secretsOf(meta, call));
    return {answer: error ? {kind: 'error', error} : {kind: 'unreachable'}, usage};
  } catch {
    // Refused, reset, timed out, not even HTTP: for us all the same, Meta did not answer.
    return {answer: {kind: 'unreachable'}};
  }
}

/** Shows that whoever has the token has the app's secret, too: Meta can be set to refuse calls without it. */
function proofOf(
  {appSecret}: MetaConfig,
  accessToken: string | undefined,
): {appsecret_proof: string} | undefined {
  // An app token proves itself: it holds the secret.
  if (accessToken === undefined || accessToken.includes('|')) return undefined;
  return {appsecret_proof: createHmac('sha256', appSecret).update(accessToken).digest('hex')};
}

function secretsOf({appSecret}: MetaConfig, call: GraphCall): string[] {
  const parameters: Record<string, unknown> = {...call.query, ...call.form, ...call.body};
  const values = [appSecret, call.accessToken, ...secretParameters.map((name) => parameters[name])];
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
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
