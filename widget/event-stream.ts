/** One message of a `text/event-stream`. */
export interface ServerSentEvent {
  /** The last id seen so far, also when this message has none. */
  id: string;
  type: string;
  data: string;
}

/**
 * Reads `text/event-stream` (HTML Standard, "Server-sent events"), chunk by chunk. `EventSource` cannot send a
 * header, and the credential must not stand in the URL.
 */
export class EventStreamParser {
  lastEventId = '';
  /** What the server asked for with `retry:`, in ms. */
  retryMs: number | undefined;
  #rest = '';
  #type = '';
  #data: string[] = [];

  push(chunk: string): ServerSentEvent[] {
    const text = this.#rest + chunk;
    // A CR at the very end may be the first half of a CRLF.
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.#readLine(line));
  }

  #readLine(line: string): ServerSentEvent[] {
    if (line === '') return this.#dispatch();
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#type = value;
    else if (field === 'id' && !value.includes('\0')) this.lastEventId = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
    return [];
  }

  #dispatch(): ServerSentEvent[] {
    const event = {id: this.lastEventId, type: this.#type || 'message', data: this.#data.join('\n')};
    const isEmpty = this.#data.length === 0;
    this.#type = '';
    this.#data = [];
    return isEmpty ? [] : [event];
  }
}
