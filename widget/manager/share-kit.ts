import type {TemplateResult} from 'lit/html.js';
import type {Invitation} from '../../server/contract/invitations.ts';
import type {renderQrCode} from '../qr-code.ts';
import {type ClientMessage, composeMessage, translateMessage} from './client-message.ts';
import type {ManagerContext, Panel} from './context.ts';
import {download} from './download.ts';
import {toPngFile, toSvgFile} from './qr-file.ts';

/** All the ways in which a link comes to a client. */
export function createShareKit(context: ManagerContext, invitation: Invitation): Panel {
  return new ShareKit(context, invitation);
}

class ShareKit implements Panel {
  readonly #context: ManagerContext;
  readonly #invitation: Invitation;
  #message: ClientMessage;
  #note = '';
  #renderQrCode: typeof renderQrCode | undefined;
  #isCodeShown = false;

  constructor(context: ManagerContext, invitation: Invitation) {
    this.#context = context;
    this.#invitation = invitation;
    this.#message = composeMessage(invitation, context.texts.forms, context.language);
    void this.#translate();
  }

  render(): TemplateResult {
    const {html, nothing, texts} = this.#context;
    const {link, copy, share, qrCode, clientEmail} = texts.forms;
    return html`
      <div class="panel share">
        <div class="field">
          <label for="link">${link}</label>
          <textarea
            id="link"
            class="link"
            dir="ltr"
            rows="3"
            readonly
            .value=${this.#invitation.url}
          ></textarea>
        </div>
        <div class="row">
          <button class="button" type="button" @click=${this.#copy}>${copy}</button>
          <a class="button secondary" href=${this.#mailAddress}>${clientEmail}</a>
          <a class="button secondary" href=${this.#chatAddress} target="_blank" rel="noopener noreferrer"
            >WhatsApp</a
          >
          ${
            'share' in navigator
              ? html`<button class="button secondary" type="button" @click=${this.#share}>${share}</button>`
              : nothing
          }
          <button
            class="button secondary"
            type="button"
            aria-expanded=${this.#isCodeShown}
            @click=${this.#toggleCode}
          >
            ${qrCode}
          </button>
        </div>
        <p class="note" ?hidden=${!this.#note}>${this.#note}</p>
        ${this.#isCodeShown ? this.#renderCode() : nothing}
      </div>
    `;
  }

  #renderCode(): TemplateResult {
    const {html, nothing, texts} = this.#context;
    const code = this.#renderQrCode?.(html, this.#invitation.url, texts.forms.qrCode);
    if (!code) return html`${nothing}`;
    const button = (kind: 'SVG' | 'PNG'): TemplateResult =>
      html`<button class="button secondary" type="button" @click=${(event: Event) => this.#save(kind, event)}>
        ${texts.forms.download(kind)}
      </button>`;
    return html`
      <div>
        ${code}
        <div class="row">${button('SVG')} ${button('PNG')}</div>
      </div>
    `;
  }

  get #mailAddress(): string {
    const {subject, text} = this.#message;
    const to = encodeURIComponent(this.#invitation.clientEmail ?? '');
    const body = encodeURIComponent(text.replaceAll('\n', '\r\n'));
    return `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${body}`;
  }

  /** Without a number, WhatsApp asks whom it is for. */
  get #chatAddress(): string {
    const digits = this.#invitation.clientPhone?.replace(/\D/g, '') ?? '';
    return `https://wa.me/${digits}?text=${encodeURIComponent(this.#message.text)}`;
  }

  readonly #copy = async ({currentTarget}: Event): Promise<void> => {
    const {copied, copyYourself} = this.#context.texts.forms;
    const field = panelOf(currentTarget)?.querySelector('textarea');
    try {
      await navigator.clipboard.writeText(this.#invitation.url);
      this.#say(copied);
    } catch {
      // Pages that are not secure have no clipboard, and frames need a permission.
      field?.focus();
      field?.select();
      this.#say(copyYourself);
    }
  };

  readonly #share = (): void => {
    const {subject, text} = this.#message;
    // Fails when the person closes the sheet.
    navigator.share({title: subject, text}).catch(() => undefined);
  };

  readonly #toggleCode = async (): Promise<void> => {
    this.#isCodeShown = !this.#isCodeShown;
    this.#context.requestUpdate();
    try {
      this.#renderQrCode ??= (await import('../qr-code.ts')).renderQrCode;
      this.#context.requestUpdate();
    } catch {
      this.#isCodeShown = false;
      this.#say(this.#context.texts.forms.offline);
    }
  };

  async #save(kind: 'SVG' | 'PNG', {currentTarget}: Event): Promise<void> {
    const code = panelOf(currentTarget)?.querySelector<SVGSVGElement>('.qr-code');
    if (!code) return;
    const {clientName, id} = this.#invitation;
    const file = await (kind === 'SVG' ? toSvgFile(code) : toPngFile(code));
    download(`${clientName ?? id}.${kind.toLowerCase()}`, file);
  }

  #say(note: string): void {
    this.#note = note;
    this.#context.announce(note);
    this.#context.requestUpdate();
  }

  async #translate(): Promise<void> {
    const message = await translateMessage(this.#context, this.#invitation);
    if (!message) return;
    this.#message = message;
    this.#context.requestUpdate();
  }
}

function panelOf(target: EventTarget | null): Element | null {
  return (target as Element).closest('.share');
}
