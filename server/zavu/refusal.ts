import {z} from 'zod';
import {type ErrorCode, errorCodes} from '../contract/errors.ts';
import {ApiError, statusOfCode} from '../errors.ts';

const messageMax = 500;
/** What Zavu says of us and not of our caller. */
const notForCallers: readonly ErrorCode[] = ['idempotency_key_reused', 'unauthorized', 'forbidden'];

const flat = z.object({
  code: z.string().optional(),
  message: z.string().optional(),
  details: z.record(z.string(), z.unknown()).nullish(),
});
/** An older page of Zavu's documentation has it wrapped. */
const body = z.union([z.object({error: flat}).transform(({error}) => error), flat]);

/** An answer of Zavu's that is not a success. */
export interface Refusal {
  status: number;
  body: unknown;
  /** Seconds, of `Retry-After`. */
  retryAfterSeconds: number | undefined;
}

/** What our own caller is told: Zavu's code and words where they are about the request, else that Zavu is not to be had. */
export function toApiError(refusal: Refusal, now: number): ApiError {
  const parsed = body.safeParse(refusal.body);
  const {code, message, details} = parsed.success ? parsed.data : {};
  const {status} = refusal;
  if (status === 401) {
    return unavailable(
      'Zavu does not know the API key of this service. Its operator has to look after ZAVUDEV_API_KEY.',
    );
  }
  if (status === 429) {
    const said = details?.['retryAfter'];
    const until = typeof said === 'number' ? said : now + (refusal.retryAfterSeconds ?? 5) * 1_000;
    return unavailable('Zavu asks to be called later. Send the same request again then.', until);
  }
  // 408 and all else that says nothing about the request.
  if (status < 400 || status === 408 || status >= 500) return unavailable();
  // A gateway or a wrong address does not know what Zavu has: senders are forgotten when they are not there.
  if (status === 404 && code === undefined) return unavailable();
  const words = (message ?? `Zavu answered ${status}.`).slice(0, messageMax);
  return new ApiError(codeOf(status, code), words, {
    ...details,
    ...(code !== undefined && {providerCode: code}),
  });
}

export function unavailable(
  message = 'Zavu, which performs the live signups here, did not answer. Nothing is lost: send the same request again.',
  retryAfter?: number,
): ApiError {
  return new ApiError('provider_unavailable', message, retryAfter === undefined ? undefined : {retryAfter});
}

function codeOf(status: number, code: string | undefined): ErrorCode {
  const known = errorCodes.find((one) => one === code);
  if (known && statusOfCode[known] === status && !notForCallers.includes(known)) return known;
  if (status === 404) return 'not_found';
  if (status === 402) return 'paid_plan_required';
  return status === 400 || status === 422 ? 'invalid_request' : 'provider_refused';
}
