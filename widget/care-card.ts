import type {TemplateResult} from 'lit/html.js';
import type {Connection, TestMessage} from '../server/contract/connection.ts';
import type {ApiClient} from './api-client.ts';
import type {CardParts} from './connection-card.ts';
import type {care} from './locales/en/care.ts';

export {styles} from './care-card.styles.ts';

type CareTexts = typeof care;

/** The element, as far as its care for a connected account concerns it. */
export interface CareHost {
  /** With an invitation's link nothing can be changed. */
  readonly token: string;
  requestUpdate(): void;
}

/** What the element knows of the connection. */
export interface CareConnection {
  readonly client: ApiClient | undefined;
  /** The service says how things are now. */
  receive(connection: Connection): void;
}

interface Question {
  label: string;
  heading: string;
  sentence: string;
  keep: string;
  act: () => void;
  id: string;
  kind: '' | 'quiet';
}

/** What can be done about an account that is connected, below what the card says of it anyway. */
export class CareCard {
  readonly #parts: CardParts;
  readonly #host: CareHost;
  readonly #connection: CareConnection;
  readonly #texts: CareTexts;
  #isBusy = false;
  #news = '';

  constructor(parts: CardParts, host: CareHost, connection: CareConnection, texts: CareTexts) {
    this.#parts = parts;
    this.#host = host;
    this.#connection = connection;
    this.#texts = texts;
  }

  render(connection: Connection): TemplateResult {
    const {html, nothing, renderAction} = this.#parts;
    const texts = this.#texts;
    const {health, canReconnect, projectName, mode, connectionType} = connection;
    const isBusy = this.#isBusy || undefined;
    const disconnect = (): void => void this.#disconnect();
    return html`
      <div part="care" class="care">
        <p part="health" class=${health === 'disconnected' ? 'bad' : nothing}>
          ${healthText(connection, texts)}
        </p>
        ${mode === 'live' && health !== 'disconnected' ? html`<p>${texts.tryIt(connectionType)}</p>` : nothing}
        <p role="status">${this.#news}</p>
        ${
          this.#host.token
            ? nothing
            : html`<div class="actions">
                ${
                  canReconnect
                    ? this.#question({
                        label: texts.reconnect,
                        heading: texts.reconnect,
                        sentence: texts.confirm.again(projectName),
                        keep: texts.confirm.keep,
                        act: disconnect,
                        id: 'again',
                        kind: '',
                      })
                    : nothing
                }
                ${
                  mode === 'test' && health !== 'disconnected'
                    ? renderAction(texts.sendTest, {
                        onClick: () => void this.#sendTest(),
                        kind: 'secondary',
                        isBusy,
                      })
                    : nothing
                }
                ${this.#question({
                  label: texts.disconnect,
                  heading: texts.confirm.heading,
                  sentence: texts.confirm.sentence(projectName),
                  keep: texts.confirm.keep,
                  act: disconnect,
                  id: 'ask',
                  kind: 'quiet',
                })}
              </div>`
        }
      </div>
    `;
  }

  /** A button, and the question that it asks before anything is done. */
  #question({label, heading, sentence, keep, act, id, kind}: Question): TemplateResult {
    const {html, nothing} = this.#parts;
    return html`
      <button
        part=${kind ? 'secondary-button' : 'button'}
        class="button ${kind}"
        type="button"
        aria-disabled=${this.#isBusy || nothing}
        @click=${ask}
      >
        ${label}
      </button>
      <dialog part="dialog" class="dialog" aria-labelledby=${id} aria-describedby="${id}-why">
        <h2 id=${id}>${heading}</h2>
        <p id="${id}-why">${sentence}</p>
        <div class="actions">
          <button part="secondary-button" class="button secondary" type="button" @click=${close}>
            ${keep}
          </button>
          <button
            part="button"
            class="button"
            type="button"
            @click=${(event: Event) => {
              close(event);
              act();
            }}
          >
            ${label}
          </button>
        </div>
      </dialog>
    `;
  }

  async #disconnect(): Promise<void> {
    await this.#work(async () => {
      const answer = await this.#post<{connection: Connection}>('disconnect');
      if (answer) this.#connection.receive(answer.connection);
    });
  }

  async #sendTest(): Promise<void> {
    await this.#work(async () => {
      const answer = await this.#post<{message: TestMessage}>('test-message');
      if (answer) this.#news = this.#texts.arrived(answer.message.text);
    });
  }

  /** One thing at a time. */
  async #work(work: () => Promise<void>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#news = '';
    this.#host.requestUpdate();
    try {
      await work();
    } catch {
      this.#news = this.#texts.problem;
    }
    this.#isBusy = false;
    this.#host.requestUpdate();
  }

  async #post<Answer>(what: string): Promise<Answer | undefined> {
    return (await this.#connection.client?.json(`client/v1/connection/${what}`, {body: {}})) as
      Answer | undefined;
  }
}

function healthText({health, canReconnect, registration}: Connection, {health: texts}: CareTexts): string {
  if (canReconnect) return texts.lost;
  if (registration === 'pending' && health === 'connected') return texts.pending;
  return texts[health ?? 'connected'];
}

function ask(event: Event): void {
  ((event.currentTarget as HTMLElement).nextElementSibling as HTMLDialogElement).showModal();
}

/** The browser gives the focus back to the button that asked. */
function close(event: Event): void {
  (event.currentTarget as HTMLElement).closest('dialog')?.close();
}
