import type {StreamMessage} from '../../server/contract/connection.ts';
import {checkMessage} from './contract.ts';
import {eventually, type TestService} from './harness.ts';
import {hostOrigin} from './signups.ts';

export interface ReceivedMessage {
  id: string | undefined;
  /** The `event:` line. */
  name: string | undefined;
  message: StreamMessage;
}

/** One open stream, read as the element reads it. */
export class TestStream {
  readonly response: Response;
  readonly messages: ReceivedMessage[] = [];
  readonly comments: string[] = [];
  isEnded = false;
  readonly #path: string;
  readonly #abort: AbortController;
  #fault: unknown;

  private constructor(response: Response, abort: AbortController, path: string) {
    this.#path = path;
    this.response = response;
    this.#abort = abort;
  }

  static async open(
    service: TestService,
    credential: string,
    headers: Record<string, string> = {},
    path = '/client/v1/events',
  ): Promise<TestStream> {
    const abort = new AbortController();
    const response = await fetch(service.url + path, {
      headers: {authorization: `Bearer ${credential}`, origin: hostOrigin, ...headers},
      signal: abort.signal,
    });
    const stream = new TestStream(response, abort, path);
    void stream.#read();
    return stream;
  }

  /** Waits until so many messages have come; answers all of them. */
  async received(count: number): Promise<ReceivedMessage[]> {
    const received = await eventually(
      async () => this.messages,
      (messages) => messages.length >= count || this.#fault !== undefined,
    );
    if (this.#fault instanceof Error) throw this.#fault;
    return received;
  }

  async ended(): Promise<void> {
    await eventually(async () => this.isEnded, Boolean);
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(): Promise<void> {
    let text = '';
    try {
      const decoder = new TextDecoder();
      for await (const chunk of this.response.body as unknown as AsyncIterable<Uint8Array>) {
        text += decoder.decode(chunk, {stream: true});
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
      }
    } catch {
      // Closed by us, or torn off by the service: both are an end.
    }
    this.isEnded = true;
  }

  #take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    if (block.startsWith(':')) this.comments.push(block.slice(1).trim());
    const data = field('data');
    if (data !== undefined) {
      const message = JSON.parse(data) as StreamMessage;
      this.messages.push({id: field('id'), name: field('event'), message});
      try {
        checkMessage(this.#path, message);
      } catch (error) {
        this.#fault = error;
      }
    }
  }
}
