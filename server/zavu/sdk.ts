import Zavudev, {APIError} from '@zavudev/sdk';
import {EventEmitter} from 'node:events';
import type {Logger} from 'pino';
import {z} from 'zod';
import type {Clock} from '../clock.ts';
import type {ZavuConfig} from '../config.ts';
import {ApiError} from '../errors.ts';
import * as answers from './answers.ts';
import type {ZavuCloud} from './cloud.ts';
import {toApiError, unavailable} from './refusal.ts';

/** Somebody waits for almost every call. */
const timeoutMs = 10_000;
/** After silence nobody else waits for as long. */
const pauseMs = 10_000;
const webhookPath = '/v1/invitations/webhook';
const pageLimit = 100;

type Options = NonNullable<Parameters<Zavudev['invitations']['retrieve']>[1]>;

/** Zavu's cloud by its official SDK. `process`: names this process to others on the same database. */
export function createZavuCloud(
  config: ZavuConfig,
  {clock, log, process}: {clock: Clock; log: Logger; process: string},
): ZavuCloud {
  const sdk = new Zavudev({
    apiKey: config.apiKey,
    baseURL: config.baseUrl,
    timeout: timeoutMs,
    // It would wait as long as Zavu says while somebody waits for us, and make a second invitation of a lost answer. Callers
    // repeat their requests, and the worker comes again.
    maxRetries: 0,
    // It would print requests to the console.
    logLevel: 'off',
    // The key must not follow to another address.
    fetchOptions: {redirect: 'error'},
  });
  const isLocal = config.baseUrl.startsWith('http:');
  let silentUntil = 0;
  const wakes = new EventEmitter();

  const call = async <Schema extends z.ZodType>(
    schema: Schema,
    send: (options: Options) => PromiseLike<unknown>,
    {ms = timeoutMs, ...options}: Options & {ms?: number} = {},
  ): Promise<z.infer<Schema>> => {
    let answer: unknown;
    try {
      // The SDK's own limit ends with the headers of an answer; this one is for all of it.
      answer = await send({...options, timeout: ms, signal: AbortSignal.timeout(ms)});
    } catch (error) {
      const refused = toRefusal(error, clock.now());
      if (refused.code === 'provider_unavailable') {
        silentUntil = Math.max(silentUntil, untilOf(refused) ?? clock.now() + pauseMs);
        // Never the error itself: it carries the request with its key.
        log.warn({reason: reasonOf(error)}, 'Zavu is not to be had');
      }
      throw refused;
    }
    const parsed = schema.safeParse(answer);
    if (parsed.success) {
      silentUntil = 0;
      return parsed.data;
    }
    const issues = parsed.error.issues.map(({path, message}) => `${path.join('.')}: ${message}`).slice(0, 5);
    log.error({issues}, 'Zavu answered something that is not to be understood');
    throw unavailable('Zavu answered something that this service does not understand.');
  };
  const invitation = answers.invitationOf(isLocal);

  return {
    process,
    get silentUntil() {
      return silentUntil;
    },
    wake: () => void wakes.emit('wake'),
    onWake(listener) {
      wakes.on('wake', listener);
      return () => void wakes.off('wake', listener);
    },

    async findProject() {
      return (await call(answers.me, (options) => sdk.me.retrieve(options))).project.id;
    },

    createInvitation: (fields, key) =>
      call(invitation, (options) => sdk.invitations.create(fields, options), {
        headers: {'Idempotency-Key': key},
      }),
    findInvitation: (id, {timeoutMs: ms = timeoutMs} = {}) =>
      found(call(invitation, (options) => sdk.invitations.retrieve(id, options), {ms})),
    listInvitations: (cursor) =>
      call(answers.pageOf(invitation), (options) =>
        sdk.get('/v1/invitations', {...options, query: {limit: pageLimit, cursor}}),
      ),
    cancelInvitation: (id) => call(invitation, (options) => sdk.invitations.cancel(id, options)),

    findSender: (id) => found(call(answers.sender, (options) => sdk.senders.retrieve(id, options))),
    listSenders: (cursor) =>
      call(answers.pageOf(answers.sender), (options) =>
        sdk.get('/v1/senders', {...options, query: {limit: pageLimit, cursor}}),
      ),
    updateSender: (id, change) =>
      // Untyped: what may be named in `events` is for Zavu to say.
      call(answers.sender, (options) =>
        sdk.patch(`/v1/senders/${encodeURIComponent(id)}`, {...options, body: change}),
      ),
    async deleteSender(id) {
      const deleted = call(z.unknown(), (options) => sdk.senders.delete(id, options));
      return (await found(deleted.then(() => true))) === true;
    },
    async regenerateSenderSecret(id) {
      const {secret} = await call(answers.senderSecret, (options) =>
        sdk.senders.regenerateWebhookSecret(id, options),
      );
      return secret;
    },
    readProfile: (id) => call(answers.profileAnswer, (options) => sdk.senders.getProfile(id, options)),
    async updateProfile(id, change) {
      await call(z.unknown(), (options) =>
        sdk.patch(`/v1/senders/${encodeURIComponent(id)}/profile`, {...options, body: change}),
      );
    },

    async availableNumbers(query) {
      const {items} = await call(answers.availableNumbers, (options) =>
        sdk.get('/v1/phone-numbers/available', {...options, query: {...query, limit: 50}}),
      );
      return items;
    },
    async numberRequirements(query) {
      const {items} = await call(answers.requirements, (options) =>
        sdk.get('/v1/phone-numbers/requirements', {...options, query}),
      );
      return items;
    },
    listNumbers: (cursor) =>
      call(answers.ownedNumbers, (options) =>
        sdk.get('/v1/phone-numbers', {...options, query: {limit: pageLimit, cursor}}),
      ),
    purchaseNumber: (phoneNumber) =>
      call(answers.phoneNumber, (options) => sdk.phoneNumbers.purchase({phoneNumber}, options)),
    async updateNumber(id, change) {
      await call(z.unknown(), (options) => sdk.phoneNumbers.update(id, change, options));
    },
    async releaseNumber(id) {
      await found(call(z.unknown(), (options) => sdk.phoneNumbers.release(id, options)));
    },

    async findWebhook() {
      return (await call(answers.webhook, (options) => sdk.get(webhookPath, options))) ?? undefined;
    },
    async putWebhook(url, events) {
      const {secret} = await call(answers.webhookSecret, (options) =>
        sdk.post(webhookPath, {...options, body: {url, events}}),
      );
      return secret;
    },
  };
}

/** Not there is an answer. */
async function found<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') return undefined;
    throw error;
  }
}

function toRefusal(error: unknown, now: number): ApiError {
  if (!(error instanceof APIError) || typeof error.status !== 'number') return unavailable();
  const headers = error.headers as Headers | undefined;
  const seconds = Number(headers?.get('retry-after') ?? undefined);
  const retryAfterSeconds = Number.isFinite(seconds) ? seconds : undefined;
  return toApiError({status: error.status, body: error.error, retryAfterSeconds}, now);
}

function untilOf({details}: ApiError): number | undefined {
  const until = details?.['retryAfter'];
  return typeof until === 'number' ? until : undefined;
}

function reasonOf(error: unknown): string {
  if (error instanceof APIError && typeof error.status === 'number') return `it answered ${error.status}`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : 'unknown';
}
