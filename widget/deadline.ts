import {ApiError, toApiError} from './api-error.ts';

/** A time limit on top of the caller's signal, which `AbortSignal.timeout` cannot be: it can be extended. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly signal = this.#controller.signal;

  constructor(ms: number, outer?: AbortSignal) {
    this.#outer = outer;
    outer?.addEventListener('abort', this.end);
    if (outer?.aborted) this.end();
    else this.extend(ms);
  }

  /** From now on there are `ms` left. */
  extend(ms: number): void {
    clearTimeout(this.#timer);
    const error = new ApiError('timeout', `No answer within ${ms} ms.`);
    this.#timer = setTimeout(() => this.#controller.abort(error), ms);
  }

  /** What to throw instead of `error`: the caller's reason to abort, or an `ApiError`. */
  explain(error: unknown): unknown {
    if (this.#outer?.aborted) return this.#outer.reason;
    return toApiError(this.signal.reason ?? error);
  }

  /** Stops the clock, and the request if it still runs. */
  readonly end = (): void => {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener('abort', this.end);
    this.#controller.abort();
  };
}

/** Runs `work` within `ms`; it throws the caller's reason to abort, or an `ApiError`. */
export async function within<Result>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const deadline = new Deadline(ms, outer);
  try {
    return await work(deadline.signal);
  } catch (error) {
    throw deadline.explain(error);
  } finally {
    deadline.end();
  }
}
