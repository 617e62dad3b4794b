/** Who talks: the page with the element, the platform's backend, the service, and Meta (which the service plays). */
export type Party = 'element' | 'backend' | 'service' | 'meta';

/** Something that one party has told another, with every secret masked. */
export interface Message {
  kind: 'event' | 'element' | 'backend' | 'meta' | 'webhook';
  from: Party;
  to: Party;
  /** Epoch ms. */
  at: number;
  name: string;
  note: string;
  isProblem: boolean;
  /** Headers and bodies; `null`: there is none. */
  parts: {title: string; value: unknown}[];
}

const messagesMax = 400;

/** All that was said since the page is open, in order. */
export class Wire {
  #messages: Message[] = [];
  readonly #listeners = new Set<(message: Message) => void>();

  add(message: Message): void {
    // A call is told when it has ended, so others may have come between.
    const before = this.#messages.findLastIndex(({at}) => at <= message.at);
    this.#messages.splice(before + 1, 0, message);
    if (this.#messages.length > messagesMax) this.#messages.shift();
    for (const tell of this.#listeners) tell(message);
  }

  clear(): void {
    this.#messages = [];
  }

  /** Tells of each message to come; answers those that there are. */
  follow(listener: (message: Message) => void): readonly Message[] {
    this.#listeners.add(listener);
    return [...this.#messages];
  }
}
