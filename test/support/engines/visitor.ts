import type {Driver} from './driver.ts';

const patienceMs = 20_000;

/** A person in front of a browser: reads what is shown, presses what has a name, sees windows open. */
export class Visitor {
  readonly driver: Driver;
  readonly #first: string;
  readonly #known: Set<string>;

  private constructor(driver: Driver, windows: string[]) {
    this.driver = driver;
    this.#first = windows[0] ?? '';
    this.#known = new Set(windows);
  }

  /** In the browser's first window; what others before left open is nobody's concern. */
  static async arrive(driver: Driver): Promise<Visitor> {
    const visitor = new Visitor(driver, await driver.windows());
    await visitor.firstWindow();
    return visitor;
  }

  goto(url: string): Promise<void> {
    return this.driver.goto(url);
  }

  async call<Result, Args extends unknown[]>(
    code: (...args: Args) => Result,
    ...args: Args
  ): Promise<Result> {
    return (await this.driver.call(String(code), args)) as Result;
  }

  /** Presses the button or link with this in its name, wherever it is, as soon as it is there. */
  press(name: string): Promise<void> {
    return this.#pressIn('button, a[href]', name);
  }

  async fill(selector: string, text: string): Promise<void> {
    await this.#pressIn(selector, '');
    await this.driver.type(text);
  }

  /** Waits until this can be read, and answers all that can be. */
  reads(text: string): Promise<string> {
    return this.#waitFor(`"${text}"`, async () => {
      const shown = await this.call(textShown);
      return shown.includes(text) ? shown : undefined;
    });
  }

  async waitForPath(pattern: RegExp): Promise<void> {
    await this.#waitFor(String(pattern), async () => {
      const path = await this.call(() => location.pathname);
      return pattern.test(path) || undefined;
    });
  }

  /** Goes on in the window or tab that was just opened. */
  async nextWindow(): Promise<void> {
    const opened = await this.#waitFor('another window', async () =>
      (await this.driver.windows()).find((window) => !this.#known.has(window)),
    );
    this.#known.add(opened);
    await this.driver.use(opened);
  }

  firstWindow(): Promise<void> {
    return this.driver.use(this.#first);
  }

  /** Play-Meta's dialog: the main button leads on, page by page. */
  async clickThrough(): Promise<void> {
    await this.waitForPath(/^\/sandbox\//);
    for (let steps = 0; steps < 8; steps += 1) {
      const before = await this.call(pageNow);
      if (!before.path.startsWith('/sandbox/')) return;
      await this.#pressIn('button.primary', '');
      await this.#waitFor('the next page', async () => {
        const {origin, path} = await this.call(pageNow);
        return origin !== before.origin || path !== before.path || undefined;
      });
    }
  }

  /** What still moves is waited for: a click would miss it. */
  async #pressIn(selector: string, name: string): Promise<void> {
    let before = '';
    const {x, y} = await this.#waitFor(`${selector} "${name}"`, async () => {
      const place = await this.call(placeOf, selector, name);
      const wasThere = place !== null && before === JSON.stringify(place);
      before = JSON.stringify(place);
      return wasThere ? place : undefined;
    });
    await this.driver.press(x, y);
  }

  async #waitFor<Value>(what: string, look: () => Promise<Value | null | undefined>): Promise<Value> {
    const deadline = Date.now() + patienceMs;
    let problem: unknown;
    for (;;) {
      try {
        const found = await look();
        if (found !== undefined && found !== null) return found;
      } catch (error) {
        // The page went away under the question.
        problem = error;
      }
      if (Date.now() > deadline) {
        const shown = await this.call(textShown).catch(String);
        throw new Error(`${this.driver.version} did not show ${what} but: ${shown}`, {cause: problem});
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Where the element is that a person would find, in the page or inside of elements; brought into view. */
function placeOf(selector: string, name: string): {x: number; y: number} | null {
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (
        !element.matches(selector) ||
        element.matches(':disabled') ||
        // What only holds the place of the card looks like a button, too.
        element.closest('[inert]') ||
        !element.checkVisibility({visibilityProperty: true})
      )
        continue;
      if (!(element.getAttribute('aria-label') ?? element.innerText).includes(name)) continue;
      element.scrollIntoView({block: 'center', behavior: 'instant'});
      const {x, y, width, height} = element.getBoundingClientRect();
      if (width > 0 && height > 0) return {x: x + width / 2, y: y + height / 2};
    }
  }
  return null;
}

function textShown(): string {
  const texts = [document.body.innerText];
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (root !== document && element.parentNode === root) texts.push(element.innerText);
    }
  }
  return texts.join('\n');
}

function pageNow(): {origin: number; path: string} {
  return {origin: performance.timeOrigin, path: location.pathname};
}
