/** One message of a `text/event-stream`. The type is left out: the service repeats it in the data. */
export interface ServerSentEvent {
  /** The last id seen so far, also when this message has none. */
  id: string;
  data: string;
}

/**
 * Reads `text/event-stream` (HTML Standard, "Server-sent events"), chunk by chunk. `EventSource` cannot send a
 * header, and the credential must not stand in the URL.
 */
export class EventStreamParser {
  /** What the server asked for with `retry:`, in ms. */
  retryMs: number | undefined;
  #lastEventId = '';
  #rest = '';
  #data: string[] = [];

  push(chunk: string): ServerSentEvent[] {
    // A CR at the very end may be the first half of a CRLF.
    const lines = (this.#rest + chunk).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.#readLine(line));
  }

  #readLine(line: string): ServerSentEvent[] {
    if (!line) return this.#dispatch();
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') this.#data.push(value);
    if (field === 'id' && !value.includes('\0')) this.#lastEventId = value;
    if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
    return [];
  }

  #dispatch(): ServerSentEvent[] {
    const data = this.#data;
    this.#data = [];
    return data.length ? [{id: this.#lastEventId, data: data.join('\n')}] : [];
  }
}
