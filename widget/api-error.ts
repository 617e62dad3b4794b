import type {ErrorBody, ErrorCode} from '../server/contract.ts';

/** The service's own codes, and what can go wrong before it answers. */
export type ApiErrorCode =
  ErrorCode | 'network_error' | 'timeout' | 'invalid_answer' | 'session_failed' | 'not_configured';

const transientCodes: readonly ApiErrorCode[] = [
  'network_error',
  'timeout',
  'rate_limited',
  'internal_error',
  'storage_unavailable',
];

/** A request that did not succeed. `code` is what to decide by, `message` is for developers. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  /** When the service asked to wait: for how long. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ApiErrorCode, message: string, retryAfterMs?: number) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether the same request may succeed a little later. */
  get isTransient(): boolean {
    return transientCodes.includes(this.code);
  }
}

/** What `fetch` and readers throw says nothing to decide by, and differs between browsers. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('network_error', error instanceof Error ? error.message : String(error));
}

export async function requireSuccess(response: Response): Promise<Response> {
  if (response.ok) return response;
  const text = await response.text();
  let body: Partial<ErrorBody> = {};
  try {
    body = JSON.parse(text) as Partial<ErrorBody>;
  } catch {
    // A proxy answered, not the service; the status is all there is.
  }
  const code = body.code ?? (response.status >= 500 ? 'internal_error' : 'invalid_answer');
  const message = body.message ?? `${response.url} answered ${response.status}. Is api-url right?`;
  throw new ApiError(code, message, readRetryAfterMs(response, body));
}

function readRetryAfterMs(response: Response, body: Partial<ErrorBody>): number | undefined {
  const seconds = response.headers.get('Retry-After');
  if (seconds) return Number(seconds) * 1000 || undefined;
  // The header is hidden from other origins unless the service, and every proxy before it, exposes it.
  const retryAt = body.details?.['retryAfter'];
  return typeof retryAt === 'number' ? Math.max(0, retryAt - Date.now()) : undefined;
}
