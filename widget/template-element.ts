import {render, type TemplateResult} from 'lit/html.js';

/** One for all elements: a browser parses it once, and works out once which rules fit what. */
const sharedSheets = new Map<string, CSSStyleSheet>();

// A server has no elements; the class is only a name there.
const Base = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

/**
 * Renders a Lit template into a shadow root, once after any number of changes. Lit's own element class is made for
 * more than an element with a handful of text attributes, and would be a sixth of the script that every host loads.
 */
export abstract class TemplateElement extends Base {
  #root: ShadowRoot | undefined;
  #isUpdating = false;

  protected abstract readonly styles: string;
  /** Called before each rendering; changes made here are rendered with it. */
  protected abstract willUpdate(): void;
  protected abstract render(): TemplateResult;
  /** Whether there is something to put in the place of what the server has rendered. */
  protected abstract get isReady(): boolean;

  connectedCallback(): void {
    this.requestUpdate();
  }

  /** Renders soon, if the element is in a page. */
  requestUpdate(): void {
    if (this.#isUpdating) return;
    this.#isUpdating = true;
    queueMicrotask(() => {
      try {
        if (this.isConnected) this.#prepare();
      } finally {
        this.#isUpdating = false;
      }
      if (this.isConnected) this.#update();
    });
  }

  /** A property that was set before the element was defined hides the accessor of the same name, until it is set anew. */
  protected adoptProperties(): void {
    const own: Partial<this> = {...this};
    for (const name in own) delete this[name];
    Object.assign(this, own);
  }

  /** One more style sheet, for what comes later; it goes before those that are there. Without `styles` it is this element's own. */
  protected adoptSheet(styles?: string): CSSStyleSheet {
    const sheet = (styles && sharedSheets.get(styles)) || new CSSStyleSheet();
    if (styles && !sharedSheets.has(styles)) {
      sheet.replaceSync(styles);
      sharedSheets.set(styles, sheet);
    }
    this.shadowRoot?.adoptedStyleSheets.push(sheet);
    return sheet;
  }

  #prepare(): void {
    if (!this.shadowRoot) this.#root = this.#createRoot();
    this.willUpdate();
  }

  #update(): void {
    const hadFocus = this.shadowRoot?.activeElement;
    // What the server has rendered stays until there is something to put in its place.
    if (!this.#root && !this.isReady) return;
    const root = (this.#root ??= this.#createRoot());
    render(this.render(), root);
    // When what had the focus is gone, what comes next gets it, or the keyboard starts again at the top of the page.
    if (hadFocus && !root.activeElement) {
      const focusable =
        root.querySelector<HTMLElement>('.card > .actions .button') ??
        root.querySelector<HTMLElement>('[tabindex]');
      focusable?.focus({preventScroll: true});
    }
  }

  /** One that the server has declared is emptied by this, and goes on. */
  #createRoot(): ShadowRoot {
    const root = this.attachShadow({mode: 'open'});
    this.adoptSheet(this.styles);
    return root;
  }
}
