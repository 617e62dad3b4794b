import type {ErrorCode} from './contract/errors.ts';

/** The one place where a code meets an HTTP status. */
export const statusOfCode: Record<ErrorCode, number> = {
  invalid_request: 400,
  invalid_json: 400,
  unauthorized: 401,
  session_expired: 401,
  forbidden: 403,
  origin_not_allowed: 403,
  not_found: 404,
  invitation_not_cancellable: 409,
  invitation_not_usable: 409,
  idempotency_key_reused: 409,
  phone_number_unavailable: 409,
  phone_number_in_use: 409,
  verification_expired: 422,
  mail_not_set_up: 409,
  webhook_inactive: 409,
  meta_refused: 409,
  provider_refused: 409,
  paid_plan_required: 402,
  payload_too_large: 413,
  rate_limited: 429,
  internal_error: 500,
  storage_unavailable: 503,
  meta_unavailable: 503,
  provider_unavailable: 503,
};

/** What a caller did wrong, or what we cannot do for them, in words they can act on. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, details?: Record<string, unknown>) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** A field of the body that is well formed and cannot be used here; `message` goes on after its name. */
export function wrongField(field: string, message: string): ApiError {
  return new ApiError('invalid_request', `Invalid request body: ${field}: ${message}`, {
    errors: [{path: [field], message}],
  });
}

/** The same for a field of the query. */
export function wrongQuery(field: string, message: string): ApiError {
  return new ApiError('invalid_request', `Invalid query: ${field}: ${message}`, {
    errors: [{path: [field], message}],
  });
}

/** The disk is full or the database cannot be written. Reads go on; nothing that was acknowledged is lost. */
export class StorageError extends Error {}
