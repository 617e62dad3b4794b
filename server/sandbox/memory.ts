/** A map that forgets its oldest entries, so that whoever plays with the sandbox cannot fill the machine. */
export class Memory<Value> {
  #entries = new Map<string, Value>();
  #entriesMax: number;

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#entriesMax && oldest !== undefined) this.#entries.delete(oldest);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** From the oldest on. */
  values(): Value[] {
    return [...this.#entries.values()];
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Removes from the oldest on while `isOver` says so. */
  forgetWhile(isOver: (value: Value) => boolean): void {
    for (const [key, value] of this.#entries) {
      if (!isOver(value)) return;
      this.#entries.delete(key);
    }
  }
}
