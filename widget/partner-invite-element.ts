import {html, LitElement, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {type FetchClientSecret, sessionFrom} from './api-client.ts';
import {ApiError} from './api-error.ts';
import {type Card, renderAction, renderCard} from './card.ts';
import {type CardContext, describeState, introduction} from './connection-card.ts';
import {ConnectionController} from './connection-controller.ts';
import {english, findLanguage, languageOf, loadLocale, type Locale} from './localize.ts';
import {styles} from './partner-invite-element.styles.ts';
import {serviceUrl} from './script-address.ts';
import type {Flow} from './signup-window.ts';

/** How long a page may take to set `session-url`, `fetchClientSecret` or `token` before that is called a mistake. */
const configurationMaxMs = 3_000;

/**
 * Lets the client of a platform connect a WhatsApp Business account (or a Facebook Page), and shows live how far that
 * is. Content in the default slot is shown until the element is defined: put a plain link there.
 *
 * @summary The card with which a client connects an account.
 *
 * @fires {CustomEvent<{connection: Connection}>} zavu-ready - The connection is loaded. It may be connected already.
 * @fires {CustomEvent<{connection: Connection}>} zavu-connect-start - The person starts the signup; `preventDefault()` stops it.
 * @fires {CustomEvent<{previousStatus: string, currentStatus: string, connection: Connection}>} zavu-status-changed - The
 *   status changed while the page was open.
 * @fires {CustomEvent<{connection: Connection}>} zavu-connected - The account was connected while the page was open. Not
 *   fired for an account that was connected before: `zavu-ready` carries that one.
 * @fires {CustomEvent<{failureReason: string, connection: Connection}>} zavu-failed - An attempt failed while the page was open.
 * @fires {CustomEvent<{code: string, message: string}>} zavu-error - For the developer: what does not work, and what to set right.
 *
 * @slot connect - Replaces the button where a signup can start (not connected, failed).
 * @slot heading - Replaces the heading of the card that is not connected.
 * @slot description - Replaces the sentence of the card that is not connected.
 *
 * @csspart card - The whole card.
 * @csspart skeleton - The card while it loads.
 * @csspart icon - The picture of the state.
 * @csspart badge - The sign of test mode.
 * @csspart heading - What is the case.
 * @csspart description - What that means.
 * @csspart account - The connected account.
 * @csspart account-name - Its name.
 * @csspart phone-number - Its number.
 * @csspart progress - The steps of setting up.
 * @csspart step - One of them.
 * @csspart problem - Why the last click came to nothing.
 * @csspart actions - The row of buttons.
 * @csspart button - The main button or link.
 * @csspart secondary-button - Any other button or link.
 *
 * @cssproperty [--zavu-color-surface] - Background of the card.
 * @cssproperty [--zavu-color-text] - Headings and names.
 * @cssproperty [--zavu-color-muted] - Sentences.
 * @cssproperty [--zavu-color-border] - Border of the card and of secondary buttons.
 * @cssproperty [--zavu-color-soft] - Background of the neutral icon, of the account and of the skeleton.
 * @cssproperty [--zavu-color-primary] - Background of the main button.
 * @cssproperty [--zavu-color-primary-hover] - The same, under the pointer.
 * @cssproperty [--zavu-color-on-primary] - Text on the main button.
 * @cssproperty [--zavu-color-focus] - Focus ring.
 * @cssproperty [--zavu-color-good] - Icon and progress when all is well.
 * @cssproperty [--zavu-color-good-soft] - Background of that icon.
 * @cssproperty [--zavu-color-bad] - Icon of a failure, and problems.
 * @cssproperty [--zavu-color-bad-soft] - Background of that icon.
 * @cssproperty [--zavu-color-waiting] - Icon while something is awaited, and the badge.
 * @cssproperty [--zavu-color-waiting-soft] - Background of these.
 * @cssproperty [--zavu-font-family=inherit] - Typeface.
 * @cssproperty [--zavu-font-size=1rem] - Size of sentences and buttons.
 * @cssproperty [--zavu-heading-size=1.25em] - Size of the heading.
 * @cssproperty [--zavu-heading-weight=650] - Weight of the heading.
 * @cssproperty [--zavu-line-height=1.5] - Height of a line.
 * @cssproperty [--zavu-max-width=32rem] - Greatest width of the card.
 * @cssproperty [--zavu-padding=1.5rem] - Space inside the card.
 * @cssproperty [--zavu-gap=1rem] - Space between the parts of the card.
 * @cssproperty [--zavu-radius=1rem] - Corners of the card.
 * @cssproperty [--zavu-border-width=1px] - Border of the card.
 * @cssproperty [--zavu-shadow] - Shadow of the card.
 * @cssproperty [--zavu-button-radius=0.625rem] - Corners of buttons.
 * @cssproperty [--zavu-button-weight=600] - Weight of the text on buttons.
 * @cssproperty [--zavu-icon-size=3rem] - Size of the icon with its background.
 * @cssproperty [--zavu-icon-radius=0.875rem] - Corners of the icon's background.
 *
 * @cssstate loading - Nothing is known yet.
 * @cssstate not-connected - The signup can start.
 * @cssstate opening - A click is on its way to the service.
 * @cssstate waiting - The signup is open in another window.
 * @cssstate blocked - The browser opened no window; there is a link instead.
 * @cssstate in-progress - A signup is under way elsewhere, or being finished.
 * @cssstate connected - The account is connected.
 * @cssstate failed - The last attempt failed.
 * @cssstate expired - The invitation has expired.
 * @cssstate cancelled - The invitation was cancelled.
 * @cssstate offline - The service cannot be reached.
 * @cssstate refused - The page has no right to show the connection.
 */
export class PartnerInviteElement extends LitElement {
  static override styles = styles;

  readonly #controller = new ConnectionController(this);
  readonly #internals = this.attachInternals();

  @state() private texts: Locale | undefined;

  #card: Card | undefined;
  #announcement = '';
  #lastAnnouncement = '';
  #hadFocus = false;
  #isNear = false;
  #nearby: IntersectionObserver | undefined;
  #configuring: ReturnType<typeof setTimeout> | undefined;

  /** The host's own route that answers `{clientSecret}` to a POST; the page's cookies go with it. */
  @property({attribute: 'session-url'}) sessionUrl = '';

  /** Instead of `session-url`: answers a session's `clientSecret`. Called again when the session has run out. */
  @property({attribute: false}) fetchClientSecret: FetchClientSecret | undefined;

  /** An invitation token, instead of a session. */
  @property() token = '';

  /** The service; by default the one that the script came from. */
  @property({attribute: 'api-url'}) apiUrl = serviceUrl;

  /** What is shown: `connect`, the card for one client. */
  @property() mode = 'connect';

  /**
   * Where the signup opens: in a `popup`, a new `tab`, or this tab (`redirect`). `auto` takes a popup on wide screens
   * with a mouse, this tab in browsers inside of apps, and a new tab elsewhere.
   */
  @property() flow: Flow = 'auto';

  /** A language tag, for example `es`. By default the nearest `lang`. */
  @property() locale = '';

  /** `light`, `dark`, or `auto`: the `color-scheme` of the page around. */
  @property() theme = 'auto';

  /** `lazy`: nothing is requested before the element comes near the viewport. */
  @property() loading = 'eager';

  override connectedCallback(): void {
    super.connectedCallback();
    // Frameworks set properties after the element is in the page.
    void this.updateComplete.then(() => this.#begin());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#nearby?.disconnect();
    clearTimeout(this.#configuring);
  }

  /**
   * Starts the signup, like a click on the button. To be called in the task of a click, or the browser opens no
   * window. Does nothing while there is nothing to start: still loading, connected, offline.
   */
  connect(): Promise<void> {
    return this.#connect(this.flow);
  }

  /** With a session: cancels the invitation. With a token: ends the running attempt; the link stays good. */
  cancel(): Promise<void> {
    return this.#controller.cancel();
  }

  /** Asks the service now. Needed only by impatience: the element follows changes by itself. */
  refresh(): Promise<void> {
    return this.#controller.refresh();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const {state} = this.#controller;
    if (changed.has('locale')) void this.#loadTexts();
    this.#hadFocus = Boolean(this.shadowRoot?.activeElement);
    const {texts} = this;
    if (!texts) return;
    // Needed when an attempt fails, so got when one begins.
    if (!texts.failures && /opening|in-progress|failed/.test(state.name)) void this.#loadTexts(true);
    if (state.name === 'loading') {
      this.#card = undefined;
      return;
    }
    // What was shown stays until the reason can be told.
    if (state.name === 'failed' && !texts.failures) return;
    this.#card = describeState(state, this.#contextOf(texts));
    this.#announce(state.name === 'opening' ? texts.element.opening : undefined);
  }

  protected override render(): TemplateResult {
    return html`${this.#renderCard()}
      <p class="unseen" role="status">
        ${this.#card ? this.#announcement : (this.texts ?? english).element.loading}
      </p>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#exposeState();
    this.#keepFocus();
    const hasFunctionNow = changed.has('fetchClientSecret') && !changed.get('fetchClientSecret');
    if (changed.has('sessionUrl') || changed.has('token') || changed.has('apiUrl') || hasFunctionNow) {
      this.#configure();
    }
  }

  #renderCard(): TemplateResult {
    const {texts = english, theme} = this;
    const {language, element} = texts;
    if (this.#card) {
      const badge = this.#controller.isTest ? element.testMode : undefined;
      return renderCard(this.#card, {language, theme, badge});
    }
    const card = introduction(texts, {connectionType: 'whatsapp_waba', projectName: '…………'});
    const actions = [renderAction(card.heading, {})];
    return renderCard({...card, actions}, {language, theme, isSkeleton: true});
  }

  /** What the page opens with is read like the rest of it; only what comes after is announced. */
  #announce(instead?: string): void {
    if (!this.#card) return;
    const {heading, sentence, problem = ''} = this.#card;
    const announcement = instead ?? `${heading}. ${sentence} ${problem}`;
    if (this.#lastAnnouncement) this.#announcement = announcement;
    this.#lastAnnouncement = announcement;
  }

  #contextOf(texts: Locale): CardContext {
    return {
      texts,
      hasToken: Boolean(this.token),
      opensHere: this.flow === 'redirect',
      connect: () => void this.connect(),
      connectHere: () => void this.#connect('redirect'),
      // Rendering now would take the link away before the browser has followed it.
      linkOpened: () => void setTimeout(() => this.#controller.linkOpened()),
      cancel: () => void this.cancel(),
      refresh: () => void this.refresh(),
    };
  }

  #connect(flow: Flow): Promise<void> {
    return this.#controller.connect(flow, (this.texts ?? english).element.opening);
  }

  async #loadTexts(withFailures = false): Promise<void> {
    const language = languageOf(this.locale || findLanguage(this));
    const isBuiltIn = language === english.language && !withFailures;
    const texts = isBuiltIn ? english : await loadLocale(language);
    // It may have been changed again meanwhile.
    if (language === languageOf(this.locale || findLanguage(this))) this.texts = texts;
  }

  #begin(): void {
    if (!this.isConnected || this.#isNear) return;
    const begin = (): void => {
      this.#nearby?.disconnect();
      this.#isNear = true;
      this.#configure();
    };
    if (this.loading !== 'lazy') {
      begin();
      return;
    }
    this.#nearby?.disconnect();
    this.#nearby = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) begin();
      },
      {rootMargin: '200px'},
    );
    this.#nearby.observe(this);
  }

  #configure(): void {
    if (!this.#isNear || !this.isConnected) return;
    clearTimeout(this.#configuring);
    const {token, sessionUrl} = this;
    if (!token && !sessionUrl && !this.fetchClientSecret) {
      this.#configuring = setTimeout(() => {
        this.#controller.refuse(
          new ApiError('not_configured', 'Set session-url, or the property fetchClientSecret, or token.'),
        );
      }, configurationMaxMs);
      return;
    }
    this.#controller.start({
      apiUrl: (this.apiUrl || serviceUrl).replace(/\/+$/, ''),
      token: token || undefined,
      // Read anew each time: a framework may set another function with every render.
      fetchClientSecret: () => (this.fetchClientSecret ?? sessionFrom(this.sessionUrl))(),
    });
  }

  #keepFocus(): void {
    if (!this.#hadFocus || this.shadowRoot?.activeElement) return;
    const find = (selector: string): HTMLElement | null => this.renderRoot.querySelector(selector);
    (find('.actions .button') ?? find('.card'))?.focus({preventScroll: true});
  }

  #exposeState(): void {
    const {states} = this.#internals;
    try {
      states.clear();
      states.add(this.#card ? this.#controller.state.name : 'loading');
    } catch {
      // Older browsers have no states, or want two dashes; they go without.
    }
  }
}
