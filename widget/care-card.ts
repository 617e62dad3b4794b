import type {TemplateResult} from 'lit/html.js';
import type {Connection, TestMessage} from '../server/contract/connection.ts';
import type {ApiClient} from './api-client.ts';
import type {CardParts} from './connection-card.ts';
import type {care} from './locales/en/care.ts';

export {styles} from './care-card.styles.ts';

type CareTexts = typeof care;

/** The element, as far as its care for a connected account concerns it. */
export interface CareHost {
  client: () => ApiClient | undefined;
  texts: CareTexts;
  /** With an invitation's link nothing can be changed. */
  hasToken: boolean;
  requestUpdate: () => void;
  /** The service says how things are now. */
  receive: (connection: Connection) => void;
}

/** What can be done about an account that is connected, below what the card says of it anyway. */
export class CareCard {
  readonly #parts: CardParts;
  #isBusy = false;
  #news = '';

  constructor(parts: CardParts) {
    this.#parts = parts;
  }

  render(connection: Connection, host: CareHost): TemplateResult {
    const {html, nothing, renderAction} = this.#parts;
    const {texts, hasToken} = host;
    const {health, canReconnect, projectName, mode, connectionType} = connection;
    const isBusy = this.#isBusy || undefined;
    const disconnect = (): void => void this.#disconnect(host);
    return html`
      <div part="care" class="care">
        <p part="health" class=${health === 'disconnected' ? 'bad' : nothing}>
          ${healthText(connection, texts)}
        </p>
        ${mode === 'live' && health !== 'disconnected' ? html`<p>${texts.tryIt(connectionType)}</p>` : nothing}
        <p role="status">${this.#news}</p>
        ${
          hasToken
            ? nothing
            : html`<div class="actions">
                ${canReconnect ? renderAction(texts.reconnect, {onClick: disconnect, isBusy}) : nothing}
                ${
                  mode === 'test' && health !== 'disconnected'
                    ? renderAction(texts.sendTest, {
                        onClick: () => void this.#sendTest(host),
                        kind: 'secondary',
                        isBusy,
                      })
                    : nothing
                }
                <button part="secondary-button" class="button quiet" type="button" @click=${ask}>
                  ${texts.disconnect}
                </button>
                <dialog part="dialog" class="dialog" aria-labelledby="ask" aria-describedby="why">
                  <h2 id="ask">${texts.confirm.heading}</h2>
                  <p id="why">${texts.confirm.sentence(projectName)}</p>
                  <div class="actions">
                    <button part="secondary-button" class="button secondary" type="button" @click=${close}>
                      ${texts.confirm.keep}
                    </button>
                    <button
                      part="button"
                      class="button"
                      type="button"
                      @click=${(event: Event) => {
                        close(event);
                        disconnect();
                      }}
                    >
                      ${texts.disconnect}
                    </button>
                  </div>
                </dialog>
              </div>`
        }
      </div>
    `;
  }

  async #disconnect(host: CareHost): Promise<void> {
    await this.#work(host, async () => {
      const answer = await host.client()?.post<{connection: Connection}>('connection/disconnect');
      if (answer) host.receive(answer.connection);
    });
  }

  async #sendTest(host: CareHost): Promise<void> {
    await this.#work(host, async () => {
      const answer = await host.client()?.post<{message: TestMessage}>('connection/test-message');
      if (answer) this.#news = host.texts.arrived(answer.message.text);
    });
  }

  /** One thing at a time. */
  async #work(host: CareHost, work: () => Promise<void>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#news = '';
    host.requestUpdate();
    try {
      await work();
    } catch {
      this.#news = host.texts.problem;
    }
    this.#isBusy = false;
    host.requestUpdate();
  }
}

function healthText({health, canReconnect, registration}: Connection, {health: texts}: CareTexts): string {
  if (canReconnect) return texts.lost;
  if (registration === 'pending' && health === 'connected') return texts.pending;
  return texts[health ?? 'connected'];
}

function ask(event: Event): void {
  const button = event.currentTarget as HTMLElement;
  button.parentElement?.querySelector('dialog')?.showModal();
}

/** The browser gives the focus back to the button that asked. */
function close(event: Event): void {
  (event.currentTarget as HTMLElement).closest('dialog')?.close();
}
