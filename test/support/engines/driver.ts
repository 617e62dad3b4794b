/** A browser of any engine, through whatever protocol it speaks: what `Visitor` needs, and no more. */
export interface Driver {
  readonly version: string;
  /** Goes there in the current window, and waits until it has loaded. */
  goto(url: string): Promise<void>;
  /** Calls `code`, a function's source, in the current window; arguments and answer are JSON. */
  call(code: string, args: unknown[]): Promise<unknown>;
  /** A click of the mouse at this point of the current window. */
  press(x: number, y: number): Promise<void>;
  /** Keys for whatever has the focus; those without a character are WebDriver's code points, see `keys`. */
  type(text: string): Promise<void>;
  /** All open windows and tabs. */
  windows(): Promise<string[]>;
  /** What comes next happens in this window. */
  use(window: string): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Whether pages may run scripts. `Driver.call` works all the same. */
  hasScripts: boolean;
}

export const keys = {tab: '\uE004', enter: '\uE007', escape: '\uE00C'};

/** The input of WebDriver, the same in its two protocols. */
export const pressAt = (x: number, y: number) => [
  {
    type: 'pointer',
    id: 'mouse',
    parameters: {pointerType: 'mouse'},
    actions: [
      {type: 'pointerMove', x: Math.round(x), y: Math.round(y)},
      {type: 'pointerDown', button: 0},
      {type: 'pointerUp', button: 0},
    ],
  },
];

export const typing = (text: string) => [
  {
    type: 'key',
    id: 'keyboard',
    actions: [...text].flatMap((value) => [
      {type: 'keyDown', value},
      {type: 'keyUp', value},
    ]),
  },
];

/** Answers and arguments cross as text, so that no protocol's own idea of a value matters. */
export const asJson = (code: string) => `(args) => JSON.stringify((${code})(...JSON.parse(args))) ?? 'null'`;
