import type {ErrorBody, ErrorCode} from '../server/contract/errors.ts';

/** The service's own codes, and what can go wrong before it answers. */
export type ApiErrorCode =
  ErrorCode | 'network_error' | 'timeout' | 'invalid_answer' | 'session_failed' | 'not_configured';

/** A request that did not succeed. `code` is what to decide by, `message` is for developers. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  /** When the service asked to wait: for how long. */
  readonly retryAfterMs: number | undefined;
  /** What the service says besides, for example `errors: [{path, message}]` of wrong fields. */
  readonly details: ErrorBody['details'];

  constructor(code: ApiErrorCode, message: string, retryAfterMs?: number, details?: ErrorBody['details']) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.details = details;
  }

  /** Whether the same request may succeed a little later. */
  get isTransient(): boolean {
    return /^(network_error|timeout|rate_limited|internal_error|storage_unavailable)$/.test(this.code);
  }
}

/** What `fetch` and readers throw differs between browsers; only a time-out can be told from the rest. */
export function toApiError(error: unknown, message = String(error)): ApiError {
  if (error instanceof ApiError) return error;
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
  return new ApiError(isTimeout ? 'timeout' : 'network_error', message);
}

export async function requireSuccess(response: Response): Promise<Response> {
  if (response.ok) return response;
  // Without a body a proxy answered, not the service; the status is all there is.
  const body = (await response.json().catch(() => ({}))) as Partial<ErrorBody>;
  const code = body.code ?? (response.status < 500 ? 'invalid_answer' : 'internal_error');
  const message = body.message ?? `${response.url} answered ${response.status}. Is api-url right?`;
  // The header is hidden from other origins where a proxy does not expose it.
  const retryAfterMs =
    Number(response.headers.get('Retry-After')) * 1000 || Number(body.details?.['retryAfter']) - Date.now();
  throw new ApiError(code, message, retryAfterMs > 0 ? retryAfterMs : undefined, body.details);
}
