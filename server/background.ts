/** Work that goes on after its request was answered, so that a stop can wait for it. */
export class Background {
  readonly #running = new Set<Promise<void>>();

  /** Keeps the work until it is done; answers it. */
  run(work: Promise<void>): Promise<void> {
    const tracked = work.finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
    return tracked;
  }

  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}
