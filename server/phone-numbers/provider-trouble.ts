import type {Context} from '../context.ts';
import {ApiError} from '../errors.ts';
import {NumberProviderError} from './provider.ts';

/** Meta counts its calls by the hour. */
const limitMs = 60 * 60_000;

/** Runs a call to a provider of numbers. Throws `meta_unavailable`, `rate_limited` or `meta_refused` when it does not do it. */
export async function askProvider<Answer>(
  {clock}: Pick<Context, 'clock'>,
  call: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof NumberProviderError ? toApiError(error, clock.now()) : error;
  }
}

function toApiError({kind, code, subcode}: NumberProviderError, now: number): ApiError {
  switch (kind) {
    case 'silent':
      return new ApiError(
        'meta_unavailable',
        'Meta did not answer, or asks to be called later. Send the same request again; it does no harm twice.',
      );
    case 'limited':
      return new ApiError(
        'rate_limited',
        'Meta was asked too often about these numbers. Try again in an hour.',
        {
          retryAfter: now + limitMs,
        },
      );
    case 'refused':
      return new ApiError(
        'meta_refused',
        `Meta refused${code === undefined ? '' : ` with its error ${code}`}. If it is about permission or the token, look at META_SYSTEM_USER_TOKEN.`,
        {...(code !== undefined && {metaCode: code}), ...(subcode !== undefined && {metaSubcode: subcode})},
      );
    default:
      return kind satisfies never;
  }
}
