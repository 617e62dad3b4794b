import {ApiError, toApiError} from './api-error.ts';

/** A time limit on top of the caller's signal, which `AbortSignal.timeout` cannot be: it can be extended. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(outer?: AbortSignal) {
    this.#outer = outer;
    if (outer?.aborted) this.#abort();
    else outer?.addEventListener('abort', this.#abort);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** From now on there are `ms` left. */
  extend(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#controller.abort(new ApiError('timeout', `No answer within ${ms / 1000} s.`)),
      ms,
    );
  }

  /** Runs `work` and leaves nothing behind; what it throws is the caller's abort reason or an `ApiError`. */
  async guard<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw this.explain(error);
    } finally {
      this.end();
    }
  }

  explain(error: unknown): unknown {
    if (this.#outer?.aborted) return this.#outer.reason;
    return this.signal.aborted ? this.signal.reason : toApiError(error);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener('abort', this.#abort);
    // A stream that nobody reads any longer must not stay open.
    this.#controller.abort();
  }

  readonly #abort = (): void => this.#controller.abort(this.#outer?.reason);
}
