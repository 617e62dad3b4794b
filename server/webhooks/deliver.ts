import {Agent, type Dispatcher} from 'undici';
import type {Context} from '../context.ts';
import type {DeliveryOutcome} from '../contract/webhooks.ts';
import {type Event, toEnvelope} from '../events/event.ts';
import {packageVersion} from '../package-folder.ts';
import {
  checkWebhookUrl,
  createPublicLookup,
  demoReceiverOf,
  ForbiddenAddressError,
  isDemoReceiver,
  type Resolve,
} from './address.ts';
import type {Try} from './delivery.ts';
import {type Endpoint, signingSecrets} from './endpoint.ts';
import {readRetryAfter} from './retry.ts';
import {signatureHeaders} from './signature.ts';

/** For a whole try: name, connection, request and answer. */
export const tryTimeoutMs = 15_000;
/** What is kept of an answer, for the log. */
const answerBytesMax = 1_024;

export interface WebhookClientOptions {
  timeoutMs?: number;
  /** How names are looked up; default: by the name servers. */
  resolve?: Resolve;
}

/** Sends events to endpoints; keeps connections for the next ones. */
export class WebhookClient {
  readonly #context: Context;
  readonly #timeoutMs: number;
  /** Connects to public addresses only. */
  readonly #publicAgent: Agent;
  readonly #anyAgent = new Agent();
  readonly #demoReceiver: string | undefined;

  constructor(context: Context, {timeoutMs = tryTimeoutMs, resolve}: WebhookClientOptions = {}) {
    this.#context = context;
    this.#timeoutMs = timeoutMs;
    this.#publicAgent = new Agent({connect: {lookup: createPublicLookup(resolve)}});
    this.#demoReceiver = demoReceiverOf(context.config);
  }

  /** One HTTP try. `undefined` when `signal` ended it before the answer: then it counts as none. Never rejects. */
  async deliver(endpoint: Endpoint, event: Event, signal: AbortSignal): Promise<Try | undefined> {
    const startedAt = performance.now();
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(new TimeoutError()), this.#timeoutMs);
    const stop = () => timeout.abort();
    signal.addEventListener('abort', stop);
    try {
      const found = await this.#send(endpoint, event, timeout.signal).catch((error: unknown) =>
        signal.aborted ? undefined : this.#describeFailure(error, endpoint),
      );
      return found && {...found, durationMs: Math.round(performance.now() - startedAt)};
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    await Promise.all([this.#publicAgent.destroy(), this.#anyAgent.destroy()]);
  }

  async #send(endpoint: Endpoint, event: Event, signal: AbortSignal): Promise<Result> {
    const {webhookAllowPrivate} = this.#context.config;
    // Literal addresses never come by the agent's lookup, and the rules may have changed since this one was saved.
    const refusal = checkWebhookUrl(endpoint.url, webhookAllowPrivate, this.#demoReceiver);
    if (refusal !== undefined) return failed('forbidden_address', `Not sent: the address ${refusal}.`);

    const url = new URL(endpoint.url);
    const isAnyAllowed = webhookAllowPrivate || isDemoReceiver(url, this.#demoReceiver);
    const answer = await (isAnyAllowed ? this.#anyAgent : this.#publicAgent).request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'POST',
      ...signedRequest(this.#context, endpoint, event),
      signal,
    });
    const text = await readBeginning(answer.body);
    return describeAnswer(answer, text, this.#context.clock.now());
  }

  #describeFailure(error: unknown, endpoint: Endpoint): Result {
    if (error instanceof ForbiddenAddressError)
      return failed('forbidden_address', `Not sent: ${error.message}`);
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (error instanceof TimeoutError || (code !== undefined && timeoutCodes.test(code)))
      return failed('timed_out', `No answer within ${this.#timeoutMs / 1000} s.`);
    if (code === undefined) {
      this.#context.log.error({err: error, endpointId: endpoint.id}, 'a webhook cannot be made');
      return failed('not_reached', 'Not sent: something went wrong on our side.');
    }
    if (tlsCodes.test(code))
      return failed('bad_tls', `The certificate or its protocol is not accepted (${code}).`);
    return failed('not_reached', sentenceOfCode[code] ?? `The connection failed (${code}).`);
  }
}

/** The body is made anew for each try and is the same each time; time and signature are of this try. */
function signedRequest(
  {secrets, clock}: Context,
  endpoint: Endpoint,
  event: Event,
): {headers: Record<string, string>; body: string} {
  const now = clock.now();
  const body = JSON.stringify(toEnvelope(event));
  const signed = {id: event.id, timestamp: Math.floor(now / 1000), body};
  return {
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': `zavu-partner-invite/${packageVersion}`,
      'X-Zavu-Event': event.type,
      ...signatureHeaders(signingSecrets(secrets, endpoint, now), endpoint.signatureVersion, signed),
    },
    body,
  };
}

class TimeoutError extends Error {}

type Result = Omit<Try, 'durationMs'>;

/** The status counts once it is there; the text is for people, and may break off or never end. */
async function readBeginning(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      // Leaving the loop ends the stream, and with it what is still on its way.
      if (bytes >= answerBytesMax) break;
    }
  } catch {
    // See above.
  }
  const text = Buffer.concat(chunks).subarray(0, answerBytesMax).toString('utf8');
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

function describeAnswer(
  {statusCode, headers}: Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'>,
  text: string,
  now: number,
): Result {
  const retryAfter = headers['retry-after'];
  const holdUntil = readRetryAfter(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter, now);
  const said = text === '' ? `Answered ${statusCode}.` : `Answered ${statusCode}: ${text}`;
  if (statusCode >= 200 && statusCode < 300)
    return {outcome: 'succeeded', statusCode, detail: said, holdUntil: undefined};
  if (statusCode === 410)
    return {
      outcome: 'gone',
      statusCode,
      detail: `${said} It wants no more, so it is switched off.`,
      holdUntil,
    };
  if (statusCode >= 300 && statusCode < 400) {
    const detail = `Answered ${statusCode}: redirects are not followed. Enter the address where it leads to.`;
    return {outcome: 'redirected', statusCode, detail, holdUntil};
  }
  return {outcome: 'refused_status', statusCode, detail: said, holdUntil};
}

const tlsCodes = /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH$)/;
const timeoutCodes = /^(ETIMEDOUT|UND_ERR_\w+_TIMEOUT)$/;

/** The words for the codes that are met most. */
const sentenceOfCode: Record<string, string> = {
  ENOTFOUND: 'The name is not known.',
  ECONNREFUSED: 'Nobody listens at this address.',
  ECONNRESET: 'The connection was cut before there was an answer.',
  UND_ERR_SOCKET: 'The connection was cut before there was an answer.',
};

function failed(outcome: DeliveryOutcome, detail: string): Result {
  return {outcome, statusCode: null, detail, holdUntil: undefined};
}
