interface Choice {
  type: string;
  value: string;
  isTicked: boolean;
}

/** A page as a browser without JavaScript has it: what it says, and its form to fill in and post. */
export class ShownPage {
  readonly text: string;
  readonly headers: Headers;
  #url: string;

  static async read(response: Response): Promise<ShownPage> {
    return new ShownPage(response, await response.text());
  }

  private constructor(response: Response, text: string) {
    this.#url = response.url;
    this.headers = response.headers;
    this.text = text;
  }

  get heading(): string {
    return /<h1[^>]*>([^<]*)<\/h1>/.exec(this.text)?.[1]?.trim() ?? '';
  }

  get styleSheet(): URL {
    return new URL(/rel="stylesheet" href="([^"]+)"/.exec(this.text)?.[1] ?? '', this.#url);
  }

  get sealed(): string {
    return /name="dialog" value="([^"]+)"/.exec(this.text)?.[1] ?? '';
  }

  /** What the dialog asks to have mended. */
  get problem(): string {
    return /role="alert">\s*([^<]*)</.exec(this.text)?.[1]?.trim() ?? '';
  }

  get options(): string[] {
    return [...this.text.matchAll(/<option value="(\w+)"/g)].map((match) => match[1] ?? '');
  }

  get selected(): string {
    return /<option value="(\w+)"\s+selected/.exec(this.text)?.[1] ?? '';
  }

  /** The radio buttons and check boxes of a name. */
  choices(name: string): Choice[] {
    const inputs = [...this.text.matchAll(/<input\s[^>]*>/g)].map((match) => match[0]);
    return inputs
      .filter((input) => attribute(input, 'name') === name)
      .map((input) => ({
        type: attribute(input, 'type'),
        value: attribute(input, 'value'),
        isTicked: /\schecked\b/.test(input),
      }));
  }

  /** Presses a button: posts the form as it was shown, but for the changes. */
  async submit(action: string, changes: Record<string, string | string[]> = {}): Promise<Response> {
    const ticked = (name: string) =>
      this.choices(name)
        .filter(({isTicked}) => isTicked)
        .map(({value}) => value);
    const fields: Record<string, string | string[]> = {
      dialog: this.sealed,
      scenario: this.selected,
      action,
      ...Object.fromEntries(['portfolio', 'waba', 'phone', 'scope'].map((name) => [name, ticked(name)])),
      ...changes,
    };
    const body = new URLSearchParams();
    for (const [name, values] of Object.entries(fields))
      for (const value of [values].flat()) body.append(name, value);
    const target = /<form method="post" action="([^"]+)"/.exec(this.text)?.[1] ?? '';
    return fetch(new URL(target, this.#url), {method: 'POST', body, redirect: 'manual'});
  }
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}
