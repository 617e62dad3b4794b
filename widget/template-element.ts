import {render, type TemplateResult} from 'lit/html.js';

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

  connectedCallback(): void {
    this.requestUpdate();
  }

  /** Renders soon, if the element is in a page. */
  requestUpdate(): void {
    if (this.#isUpdating) return;
    this.#isUpdating = true;
    queueMicrotask(() => {
      this.#isUpdating = false;
      if (this.isConnected) this.#update();
    });
  }

  /** A property that was set before the element was defined hides the accessor of the same name, until it is set anew. */
  protected adoptProperties(): void {
    const own: Partial<this> = {...this};
    for (const name in own) delete this[name];
    Object.assign(this, own);
  }

  #update(): void {
    const root = (this.#root ??= this.#createRoot());
    const hadFocus = root.activeElement;
    this.willUpdate();
    render(this.render(), root);
    // When what had the focus is gone, what comes next gets it, or the keyboard starts again at the top of the page.
    if (hadFocus && !root.activeElement) {
      const focusable =
        root.querySelector<HTMLElement>('.button') ?? root.querySelector<HTMLElement>('[tabindex]');
      focusable?.focus({preventScroll: true});
    }
  }

  #createRoot(): ShadowRoot {
    const root = this.attachShadow({mode: 'open'});
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(this.styles);
    root.adoptedStyleSheets = [sheet];
    return root;
  }
}
