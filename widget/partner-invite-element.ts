import {html, nothing, render, type TemplateResult} from 'lit/html.js';
import {ApiClient, type FetchClientSecret, sessionFrom} from './api-client.ts';
import {ApiError, toApiError} from './api-error.ts';
import {type Appearance, setVariables, type Theme} from './appearance.ts';
import {type Card, renderCard} from './card.ts';
import {describeState} from './connection-card.ts';
import {ConnectionController} from './connection-controller.ts';
import type {ConnectionState} from './connection-state.ts';
import {directionOf, languages} from './locales/languages.ts';
import {LoadedParts} from './loaded-parts.ts';
import {type ElementTexts, english, type Messages} from './localize.ts';
import type {Manager} from './manager/manager.ts';
import {styles} from './partner-invite-element.styles.ts';
import {serviceUrl} from './script-address.ts';
import type {Phone} from './signup-card.ts';
import type {Flow} from './signup-window.ts';
import {TemplateElement} from './template-element.ts';

/** What the element is: one client's card, or the agency's panel of all invitations. */
export type Mode = 'connect' | 'manage';

/** How long a page may take to set `session-url`, `fetchClientSecret` or `token` before that is called a mistake. */
const configurationMaxMs = 3_000;

/**
 * Lets the client of a platform connect a WhatsApp Business account (or a Facebook Page), and shows live how far that
 * is. Content of its own is shown until the connection is loaded: put a plain link there.
 *
 * @summary The card with which a client connects an account.
 *
 * @fires {CustomEvent<{connection: Connection | null}>} zavu-ready - The connection is loaded. It may be connected already.
 *   In the mode `manage`: the list of invitations is loaded, and `connection` is `null`.
 * @fires {CustomEvent<{connection: Connection}>} zavu-connect-start - The person starts the signup; `preventDefault()` stops it.
 * @fires {CustomEvent<{previousStatus: string, currentStatus: string, connection: Connection}>} zavu-status-changed - The
 *   status changed while the page was open.
 * @fires {CustomEvent<{connection: Connection}>} zavu-connected - The account was connected while the page was open. Not
 *   fired for an account that was connected before: `zavu-ready` carries that one.
 * @fires {CustomEvent<{failureReason: string, connection: Connection}>} zavu-failed - An attempt failed while the page was open.
 * @fires {CustomEvent<{code: string, message: string}>} zavu-error - For the developer: what does not work, and
 *   what to set right. Goes to the console too, unless `preventDefault()` is called.
 *
 * @attr session-url - The host's own route that answers `{clientSecret}` to a POST; the page's cookies go with it.
 * @attr mode - `connect` (default): one client connects. `manage`: the agency's panel of all invitations, for a session of
 *   scope `manage`; its code is loaded only then.
 * @attr token - An invitation token, instead of a session.
 * @attr api-url - The service; by default the one that the script came from.
 * @attr flow - Where the signup opens: in a `popup`, a new `tab`, or this tab (`redirect`). `auto`, the default, takes a
 *   popup on wide screens with a mouse, this tab in browsers inside of apps, and a new tab elsewhere.
 * @attr locale - A language tag, for example `es` or `pt-BR`. By default the nearest `lang`; English for languages that
 *   are not spoken here.
 * @attr theme - `light`, `dark`, or `auto` (the default): the `color-scheme` of the page around.
 * @attr loading - `lazy`: nothing is requested before the element comes near the viewport.
 *
 * @slot - Shown until the connection is loaded.
 * @slot connect - Replaces the button where a signup can start (not connected, started elsewhere, failed).
 * @slot icon - Replaces the picture of the card that is not connected.
 * @slot heading - Replaces its heading.
 * @slot description - Replaces its sentence.
 * @slot before - Above everything in the card, in every state: the host's logo.
 * @slot footer - Below everything in the card, in every state: whom to ask, where the terms are.
 * @slot not-connected - More for the card that is not connected, above its button: what one needs. There is a slot for
 *   each state, called like it.
 * @slot waiting - More while the signup is open in another window.
 * @slot blocked - More when the browser opened no window.
 * @slot in-progress - More while a signup is under way.
 * @slot connected - More once the account is connected: what to do next.
 * @slot failed - More when an attempt failed: who helps.
 * @slot expired - More when the invitation has expired.
 * @slot cancelled - More when the invitation was cancelled.
 * @slot offline - More when the service cannot be reached.
 * @slot refused - More when the page may not show the connection.
 *
 * @csspart card - The whole card.
 * @csspart top - The row of icon and badge.
 * @csspart icon - The picture of the state.
 * @csspart badge - The sign of test mode.
 * @csspart heading - What is the case.
 * @csspart description - What that means.
 * @csspart account - The connected account.
 * @csspart account-name - Its name.
 * @csspart phone-number - Its number.
 * @csspart needs - What one needs before the start, to be opened.
 * @csspart progress - The steps of setting up.
 * @csspart step - One of them.
 * @csspart done - A step that is done.
 * @csspart current - The step that is under way.
 * @csspart care - What can be done about the connected account.
 * @csspart health - How it is.
 * @csspart dialog - The question before disconnecting.
 * @csspart manager - The panel of all invitations.
 * @csspart filter - A button that picks invitations by their status.
 * @csspart invitation - A row of the list.
 * @csspart status - A status in a drawing and a word.
 * @csspart pane - What is open beside the list, or instead of it.
 * @csspart facts - What is known of one invitation.
 * @csspart advice - What to do about it.
 * @csspart timeline - What has happened to it.
 * @csspart message - What a press of a button came to.
 * @csspart banner - That the list is not up to date.
 * @csspart problem - Why the last click came to nothing.
 * @csspart qr-code - The invitation's link, for a phone to scan.
 * @csspart link - The same link as text.
 * @csspart actions - The row of buttons.
 * @csspart button - The main button or link.
 * @csspart secondary-button - Any other button or link.
 *
 * @cssproperty {<color>} [--zavu-color-surface] - Background of the card.
 * @cssproperty {<color>} [--zavu-color-text] - Headings, names, and text on secondary buttons.
 * @cssproperty {<color>} [--zavu-color-muted] - Sentences.
 * @cssproperty {<color>} [--zavu-color-border] - Border of the card and of secondary buttons.
 * @cssproperty {<color>} [--zavu-color-primary] - Main button, and what the next ones are made of: focus ring, progress,
 *   and icon when all is well.
 * @cssproperty {<color>} [--zavu-color-on-primary] - Text on the main button.
 * @cssproperty {<color>} [--zavu-color-hover] - Main button under the pointer; by default a mixture of its colour and the text's.
 * @cssproperty {<color>} [--zavu-color-focus=var(--zavu-color-primary)] - Focus ring.
 * @cssproperty {<color>} [--zavu-color-progress=var(--zavu-color-primary)] - Steps that are done or under way.
 * @cssproperty {<color>} [--zavu-color-track=var(--zavu-color-border)] - Steps to come.
 * @cssproperty {<color>} [--zavu-color-soft] - Background of the account, and of secondary buttons under the pointer.
 * @cssproperty {<color>} [--zavu-color-tint] - Background of icon and badge; by default a breath of their own colour.
 * @cssproperty {<color>} [--zavu-color-link=var(--zavu-color-text)] - The invitation's link.
 * @cssproperty {<color>} [--zavu-color-bad] - Icon of a failure, and problems.
 * @cssproperty {<color>} [--zavu-color-waiting] - Icon while something is awaited.
 * @cssproperty {<color>} [--zavu-color-badge=var(--zavu-color-waiting)] - Text of the badge.
 * @cssproperty {<family-name>} [--zavu-font-family=inherit] - Typeface.
 * @cssproperty {<length>} [--zavu-font-size=1rem] - Size of sentences and buttons.
 * @cssproperty {<number>} [--zavu-line-height=1.5] - Height of a line.
 * @cssproperty {<length>} [--zavu-small-size=0.8125em] - Size of the badge and the names of steps.
 * @cssproperty {<family-name>} [--zavu-heading-family=inherit] - Typeface of the heading.
 * @cssproperty {<length>} [--zavu-heading-size=1.25em] - Size of the heading.
 * @cssproperty {<number>} [--zavu-heading-weight=650] - Weight of the heading.
 * @cssproperty {<number>} [--zavu-heading-line-height=1.3] - Height of its lines.
 * @cssproperty {<number>} [--zavu-button-weight=600] - Weight of the text on buttons.
 * @cssproperty {<length>} [--zavu-button-radius=0.625rem] - Corners of buttons and of the account.
 * @cssproperty {<length>} [--zavu-button-height=2.75rem] - Least height of buttons. Fingers need 44 pixels.
 * @cssproperty {<length>} [--zavu-button-padding=0.5em 1.25em] - Space inside of buttons.
 * @cssproperty {<length>} [--zavu-button-border-width=1px] - Border of buttons.
 * @cssproperty {<length>} [--zavu-button-gap=0.625rem] - Space between buttons, and between steps.
 * @cssproperty {<length>} [--zavu-focus-width=3px] - Thickness of the focus ring.
 * @cssproperty {<length>} [--zavu-focus-offset=2px] - Distance of the focus ring.
 * @cssproperty {<length>} [--zavu-radius=1rem] - Corners of the card.
 * @cssproperty {<length>} [--zavu-border-width=1px] - Border of the card.
 * @cssproperty {<shadow>} [--zavu-shadow=0 8px 24px -12px #0003] - Shadow of the card.
 * @cssproperty {<length>} [--zavu-padding=1.5rem] - Space inside the card.
 * @cssproperty {<length>} [--zavu-gap=1rem] - Space between the parts of the card.
 * @cssproperty {<length>} [--zavu-icon-size=3rem] - Size of the icon with its background.
 * @cssproperty {<length>} [--zavu-icon-radius=30%] - Corners of its background.
 * @cssproperty {<length>} [--zavu-progress-width=4px] - Thickness of the steps.
 * @cssproperty {<length>} [--zavu-qr-size=12rem] - Size of the QR code.
 * @cssproperty {<time>} [--zavu-duration=0.15s] - How long a button takes to change its colour.
 * @cssproperty {<length>} [--zavu-max-width=32rem] - Greatest width of the card.
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
export class PartnerInviteElement extends TemplateElement {
  static readonly observedAttributes = ['session-url', 'token', 'api-url', 'mode', 'flow', 'locale', 'theme'];

  protected readonly styles = styles;
  readonly #controller = new ConnectionController(this);
  readonly #internals = this.attachInternals();
  #fetchClientSecret: FetchClientSecret | undefined;
  #appearance: Appearance | undefined;
  #variables: Appearance['variables'];
  /** For the variables. */
  #sheet: CSSStyleSheet | undefined;
  #messages: Messages | undefined;

  readonly #parts = new LoadedParts(this, this.#controller, (styles) => void this.adoptSheet(styles));
  #card: Card | undefined;
  #shown: ConnectionState['name'] = 'loading';
  /** The one of the state, for content of the host. */
  #slot: ConnectionState['name'] = 'loading';
  #announcement = '';
  #lastAnnouncement = '';

  #phone: Phone = {};

  #manager: Manager | undefined;

  #isNear = false;
  #isSourceNew = true;
  #nearby: IntersectionObserver | undefined;
  #configuring: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.adoptProperties();
    this.#expose(this.#shown);
    if (this.mode === 'manage') this.#isSourceNew = true;
    else this.#controller.resume();
    void this.#parts.loadTexts();
    this.#watch();
  }

  disconnectedCallback(): void {
    this.#stop();
    this.#nearby?.disconnect();
    clearTimeout(this.#configuring);
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    // Frameworks write what is there already.
    if (before === now) return;
    if (name === 'locale') void this.#parts.loadTexts();
    if (/url|token|mode/.test(name)) this.#isSourceNew = true;
    this.requestUpdate();
  }

  /** Instead of `sessionUrl`: answers a session's `clientSecret`. Called again when the session has run out. */
  get fetchClientSecret(): FetchClientSecret | undefined {
    return this.#fetchClientSecret;
  }
  set fetchClientSecret(fetchClientSecret: FetchClientSecret | undefined) {
    // A framework may set another function with every render; that is no other client.
    if (!this.#fetchClientSecret) this.#isSourceNew = true;
    this.#fetchClientSecret = fetchClientSecret;
    this.requestUpdate();
  }

  /**
   * Texts in place of the element's own, in every language; those that are not given stay. What the dictionary makes of
   * names is a function here too: `element.messages = {connect: () => 'Link your number', tryAgain: 'Once more'}`. The
   * names are those in `widget/locales/en/`: of `element.ts` and `signup.ts`, and what the other files export:
   * `failures`, `phone`, `needed`, `care`, `manager`, `managerForms`.
   */
  get messages(): Messages | undefined {
    return this.#messages;
  }
  set messages(messages: Messages | undefined) {
    this.#messages = messages;
    if (this.isConnected) void this.#parts.loadTexts();
  }

  get sessionUrl(): string {
    return this.#read('session-url');
  }
  set sessionUrl(url: string) {
    this.#write('session-url', url);
  }

  get token(): string {
    return this.#read('token');
  }
  set token(token: string) {
    this.#write('token', token);
  }

  get apiUrl(): string {
    return this.#read('api-url', serviceUrl).replace(/\/+$/, '');
  }
  set apiUrl(url: string) {
    this.#write('api-url', url);
  }

  get mode(): Mode {
    return this.#read('mode', 'connect') as Mode;
  }
  set mode(mode: Mode) {
    this.#write('mode', mode);
  }

  get flow(): Flow {
    return this.#read('flow', 'auto') as Flow;
  }
  set flow(flow: Flow) {
    this.#write('flow', flow);
  }

  get locale(): string {
    return this.#read('locale');
  }
  set locale(tag: string) {
    this.#write('locale', tag);
  }

  get theme(): Theme {
    return this.#read('theme', 'auto') as Theme;
  }
  set theme(theme: Theme) {
    this.#write('theme', theme);
  }

  /**
   * Theme and custom properties from a script. They go before what the element inherits; what the page's CSS says of the
   * element itself goes before them. `undefined` takes them away again.
   */
  get appearance(): Appearance | undefined {
    return this.#appearance;
  }
  set appearance(appearance: Appearance | undefined) {
    this.#appearance = appearance;
    this.requestUpdate();
  }

  get loading(): 'eager' | 'lazy' {
    return this.#read('loading', 'eager') as 'eager' | 'lazy';
  }
  set loading(loading: 'eager' | 'lazy') {
    this.#write('loading', loading);
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
  async refresh(): Promise<void> {
    // What could not be loaded may be there now.
    this.#parts.describeSignup ??= undefined;
    if (this.mode === 'manage') this.#configure();
    else await this.#controller.refresh();
  }

  protected willUpdate(): void {
    if (this.#isSourceNew) this.#configure();
    const {variables} = this.#appearance ?? {};
    if (variables !== this.#variables) setVariables((this.#sheet ??= this.adoptSheet()), variables);
    this.#variables = variables;
    if (this.#manager) return;
    const {state} = this.#controller;
    const parts = this.#parts;
    const {texts} = parts;
    if (!texts) return;
    const hasToken = Boolean(this.token);
    const opensHere = this.flow === 'redirect';
    const isOnSignupPage = hasToken && opensHere;
    const isUnderWay = !/loading|connected|offline/.test(state.name);
    // Got when a signup begins, so that it is there when it has to be shown.
    if (isUnderWay && !texts.signup && parts.describeSignup !== null) void parts.loadTexts(true);
    // On the signup page the link has done what it is for then, and nothing may move.
    if (!isOnSignupPage && (isUnderWay || state.name === 'connected')) void parts.loadCare();
    if (!/waiting|blocked|progress|offline/.test(state.name)) this.#phone = {};
    if (state.name === 'loading') {
      this.#card = undefined;
      this.#expose(state.name);
      return;
    }
    const card = describeState(state, {
      texts,
      renderCare: isOnSignupPage ? null : parts.renderCare,
      needed: parts.needed,
      loadNeeded: isOnSignupPage ? undefined : () => void parts.loadNeeded(),
      describeSignup: parts.describeSignup,
      hasToken,
      phone: this.#phone,
      requestUpdate: () => this.requestUpdate(),
      opensHere,
      connect: () => void this.connect(),
      connectHere: () => void this.#connect('redirect'),
      // Rendering now would take the link away before the browser has followed it.
      linkOpened: () => void setTimeout(() => this.#controller.linkOpened()),
      cancel: () => void this.cancel(),
      refresh: () => void this.refresh(),
    });
    // What was shown stays until all is there.
    if (!card) return;
    this.#card = card;
    this.#expose(state.name);
    // A click is no reason for the host's content to go away.
    if (state.name !== 'opening') this.#slot = state.name;
    this.#announce(this.#card, state.name === 'opening' ? texts.element.opening : undefined);
  }

  protected get isReady(): boolean {
    return Boolean(this.#card);
  }

  protected render(): TemplateResult {
    if (this.#manager) return this.#manager.render();
    const {element, language} = this.#parts.texts ?? english;
    const theme = this.#appearance?.theme ?? this.theme;
    const badge = this.#controller.isTest && element.testMode;
    const options = {language, theme, badge, slot: this.#slot};
    return html`${
        this.#card
          ? renderCard(this.#card, options)
          : this.firstElementChild || !this.#parts.texts
            ? ownContent
            : renderSkeleton(element, language, theme)
      }
      <p class="unseen" role="status" lang=${language}>
        ${this.#card ? this.#announcement : element.loading}
      </p>`;
  }

  /** What the page opens with is read like the rest of it; only what comes after is announced. */
  #announce({heading, sentence, problem = ''}: Card, instead?: string): void {
    const announcement = instead ?? `${heading}. ${sentence} ${problem}`;
    if (announcement === this.#lastAnnouncement) return;
    if (this.#lastAnnouncement) this.#announcement = announcement;
    this.#lastAnnouncement = announcement;
  }

  #expose(name: ConnectionState['name']): void {
    const {states} = this.#internals;
    try {
      states.delete(this.#shown);
      states.add(name);
    } catch {
      // Older browsers have no states, or want two dashes; they go without.
    }
    this.#shown = name;
  }

  #connect(flow: Flow): Promise<void> {
    return this.#controller.connect(flow, this.#parts.language, this.#parts.elementTexts.opening);
  }

  #watch(): void {
    this.#isNear ||= this.loading !== 'lazy';
    if (this.#isNear) return;
    this.#nearby = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        this.#nearby?.disconnect();
        this.#isNear = true;
        this.requestUpdate();
      },
      {rootMargin: '200px'},
    );
    this.#nearby.observe(this);
  }

  #configure(): void {
    if (!this.#isNear) return;
    this.#isSourceNew = false;
    clearTimeout(this.#configuring);
    this.#stop();
    const {apiUrl, token, sessionUrl} = this;
    if (token || sessionUrl || this.fetchClientSecret) {
      const fetchClientSecret: FetchClientSecret = () =>
        (this.fetchClientSecret ?? sessionFrom(sessionUrl))();
      const session = this.fetchClientSecret ?? sessionUrl;
      const source = {apiUrl, token, session, fetchClientSecret};
      if (this.mode === 'manage') void this.#manage(new ApiClient(source));
      else this.#controller.start(source);
    } else {
      const error = new ApiError('not_configured', 'Set session-url, fetchClientSecret or token.');
      this.#configuring = setTimeout(() => this.#controller.refuse(error), configurationMaxMs);
    }
  }

  async #manage(client: ApiClient): Promise<void> {
    const refuse = (error: unknown): void => {
      this.#stop();
      this.#controller.refuse(toApiError(error));
    };
    try {
      const {createManager} = await import('./manager/manager.ts');
      this.#stop();
      if (!this.isConnected || this.mode !== 'manage') return;
      this.#manager = createManager(
        {html, nothing, render, languages, directionOf, loadPart: this.#parts.loadPart},
        this,
        client,
        {
          language: () => this.#parts.language,
          report: (error) => this.#controller.report(error),
          refuse,
        },
      );
      this.requestUpdate();
    } catch (error) {
      refuse(error);
    }
  }

  #stop(): void {
    this.#controller.stop();
    this.#manager?.stop();
    this.#manager = undefined;
  }

  #write(attribute: string, value: string | null | undefined): void {
    if (value) this.setAttribute(attribute, value);
    else this.removeAttribute(attribute);
  }

  #read(attribute: string, fallback = ''): string {
    return this.getAttribute(attribute) || fallback;
  }
}

/** What the host put into the element, all of it: usable before anything is known. */
const ownContent = html`<slot name="before"></slot><slot></slot><slot name="heading"></slot
  ><slot name="description"></slot><slot name="connect"></slot><slot name="footer"></slot>`;

/** Takes the room of the first card, so that nothing jumps when it comes: the same boxes in one template, quick to make. */
function renderSkeleton(element: ElementTexts, language: string, theme: string): TemplateResult {
  const {heading, sentence} = element.introduction('whatsapp_waba', '…………');
  return html`
    <div part="card" class="card skeleton ${theme}" lang=${language} dir=${directionOf(language)} inert>
      <div class="icon"></div>
      <h2 part="heading">${heading}</h2>
      <p part="description">${sentence}</p>
      <div class="account"><p>${element.needs}</p></div>
      <div class="actions"><button class="button">${element.connect('whatsapp_waba')}</button></div>
    </div>
  `;
}
