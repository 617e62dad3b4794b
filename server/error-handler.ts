import type {ErrorRequestHandler} from 'express';
import type {Context} from './context.ts';
import type {ErrorBody} from './contract/errors.ts';
import {ApiError, statusOfCode, StorageError} from './errors.ts';
import {sendErrorPage} from './signup/send-page.ts';

/** The only place that writes an error: flat JSON for programs, a page for people. */
export function answerError(context: Context): ErrorRequestHandler {
  return (thrown: unknown, req, res, next) => {
    if (res.headersSent) return next(thrown);
    const error = toApiError(thrown);
    if (error.code === 'internal_error' || error.code === 'storage_unavailable') {
      context.log.error({err: thrown, method: req.method}, 'a request failed');
    }
    const status = statusOfCode[error.code];
    res.status(status);
    if (status === 503) res.set('Retry-After', '5');
    const retryAfter = error.details?.['retryAfter'];
    if (typeof retryAfter === 'number') {
      res.set('Retry-After', String(Math.max(1, Math.ceil((retryAfter - context.clock.now()) / 1000))));
    }
    // What the caller did will not work better a second time, and Zavu's SDK repeats every 409 unless told.
    if (status === 409) res.set('x-should-retry', 'false');
    if (res.locals['isPage'] === true) return sendErrorPage(context, req, res, error.code);
    const body: ErrorBody = {
      code: error.code,
      message: error.message,
      ...(error.details && {details: error.details}),
    };
    res.json(body);
  };
}

function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof StorageError) {
    return new ApiError(
      'storage_unavailable',
      'The service cannot store anything at the moment. Nothing was changed; try again soon.',
    );
  }
  const type = thrown instanceof Error && 'type' in thrown ? thrown.type : undefined;
  const status = thrown instanceof Error && 'status' in thrown ? Number(thrown.status) : 500;
  if (type === 'entity.parse.failed') {
    return new ApiError(
      'invalid_json',
      'The body is not valid JSON. Send a JSON object with Content-Type: application/json.',
    );
  }
  if (type === 'entity.too.large') {
    const limit = thrown instanceof Error && 'limit' in thrown ? Number(thrown.limit) : 0;
    return new ApiError('payload_too_large', `The body is larger than ${limit / 1024} KiB.`);
  }
  if (status >= 400 && status < 500) return new ApiError('invalid_request', 'The request cannot be read.');
  return new ApiError('internal_error', 'Something went wrong on our side. It has been logged.');
}
