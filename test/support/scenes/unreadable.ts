import type {Page} from 'playwright-core';

/** How a person may have text: twice as large (WCAG 1.4.4), or further apart (1.4.12). */
export interface Reading {
  isLarge?: boolean;
  isSpaced?: boolean;
}

/**
 * What cannot be read at the page's width: text that is cut off, lies outside of its box or the page, or on something else; empty when all is well.
 * Laid out and measured in one task, so that nobody sees it.
 */
export function findUnreadable(page: Page, reading: Reading = {}): Promise<string[]> {
  return page.evaluate(unreadable, reading);
}

/** Runs in the page, so all that it needs is inside. */
function unreadable({isLarge = false, isSpaced = false}: Reading): string[] {
  interface Shown {
    element: Element;
    isText: boolean;
    what: string;
    box: Box;
  }
  interface Box {
    left: number;
    right: number;
    top: number;
    bottom: number;
  }
  const found = new Set<string>();
  const root = document.documentElement;

  /** With those in shadow trees. */
  function* elementsIn(node: ParentNode): Generator<Element> {
    for (const child of node.children) {
      yield child;
      if (child.shadowRoot) yield* elementsIn(child.shadowRoot);
      yield* elementsIn(child);
    }
  }

  /** Itself and what it is shown in, outwards. */
  function* boxesOf(element: Element): Generator<Element> {
    for (let next: Element | null = element; next;) {
      yield next;
      const {parentNode}: Element = next;
      next = next.assignedSlot ?? (parentNode instanceof ShadowRoot ? parentNode.host : next.parentElement);
    }
  }

  const isIn = (inner: Element, outer: Element): boolean => [...boxesOf(inner)].includes(outer);
  const isCut = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
  const isScrolled = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';
  const inset = ({left, right, top, bottom}: Box, x: number, y: number): Box => ({
    left: left + x,
    right: right - x,
    top: top + y,
    bottom: bottom - y,
  });

  const linesOf = (element: Element): Shown[] =>
    [...element.childNodes]
      .filter((node) => node instanceof Text && node.data.trim())
      .flatMap((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        const what = `“${(node as Text).data.trim().replace(/\s+/g, ' ').slice(0, 60)}”`;
        return [...range.getClientRects()]
          .filter(({width, height}) => width > 0 && height > 0)
          .map((rect) => ({element, isText: true, what, box: inset(rect, 1, rect.height / 4)}));
      });

  const controlsOf = (element: Element): Shown[] =>
    element.matches('button, a, input, select, textarea, img, svg')
      ? [...element.getClientRects()]
          .filter(({width, height}) => width > 1 && height > 1)
          .map((rect) => ({element, isText: false, what: `<${element.localName}>`, box: inset(rect, 1, 1)}))
      : [];

  /** Not there for eyes, as what only screen readers are told. */
  const isUnseen = (element: Element): boolean =>
    !element.checkVisibility({visibilityProperty: true, opacityProperty: true}) ||
    [...boxesOf(element)].some((box) => getComputedStyle(box).clipPath !== 'none');

  /** From the box that it is in outwards, to the page or to where one can scroll to it. */
  const findCutOff = ({element, what, box}: Shown): void => {
    for (const outer of boxesOf(element)) {
      if (outer === root || outer === document.body) break;
      const style = getComputedStyle(outer);
      if (style.display === 'contents' || outer instanceof SVGElement) continue;
      // Only tables may be scrolled sideways.
      if (isScrolled(style.overflowX) && outer.querySelector('table')) return;
      const {left, right, top, bottom} = inset(outer.getBoundingClientRect(), -1, -1);
      const canScroll = isScrolled(style.overflowY);
      const isOut =
        box.left < left || box.right > right || (!canScroll && (box.top < top || box.bottom > bottom));
      const isDrawn = parseFloat(style.borderTopWidth) > 0 || !/, 0\)$/.test(style.backgroundColor);
      if (isOut && (isDrawn || canScroll || isCut(style.overflowX) || isCut(style.overflowY)))
        found.add(`${what} is cut off by <${outer.localName} class="${outer.className}">`);
      if (canScroll) return;
    }
    if (box.left < -1 || box.right > root.clientWidth + 1) found.add(`${what} is off the page`);
  };

  const findOverlaps = (shown: Shown[]): void => {
    shown.forEach((one, index) => {
      for (const other of shown.slice(index + 1)) {
        const [a, b] = [one.box, other.box];
        if (a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom) continue;
        // What a control says is its own, as is a drawing in it.
        if (!other.isText && isIn(one.element, other.element)) continue;
        if (!one.isText && isIn(other.element, one.element)) continue;
        found.add(`${one.what} lies on ${other.what}`);
      }
    });
  };

  /** A field has to be as wide as the choice or the hint that it shows; what a person types can be any length. */
  const findNarrow = (element: Element): void => {
    const isHint = element.matches(':is(input, textarea):placeholder-shown');
    if (!(element instanceof HTMLElement) || !(isHint || element.matches('select, [type=date]'))) return;
    const {width} = element.getBoundingClientRect();
    const before = element.getAttribute('style');
    element.style.cssText +=
      ';field-sizing: content; inline-size: max-content; max-inline-size: none; flex: none';
    const needed = element.getBoundingClientRect().width;
    if (before === null) element.removeAttribute('style');
    else element.setAttribute('style', before);
    if (needed > width + 1) found.add(`<${element.localName}> shows ${width} of ${needed} px of its text`);
  };

  const sheet = new CSSStyleSheet();
  // What is off the screen is laid out, too.
  sheet.replaceSync(`
    * { content-visibility: visible !important }
    ${isLarge ? ':root { font-size: 200% !important }' : ''}
    ${isSpaced ? '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }' : ''}
    ${isSpaced ? 'p { margin-block-end: 2em !important }' : ''}`);
  const trees = [document, ...[...elementsIn(document)].flatMap(({shadowRoot}) => shadowRoot ?? [])];
  for (const tree of trees) tree.adoptedStyleSheets.push(sheet);

  if (root.scrollWidth > root.clientWidth) found.add('the page scrolls sideways');
  const all = [...elementsIn(document.body)];
  // In front of all else there is only what was asked.
  const front = all.findLast((element) => element.matches(':modal'));
  const seen = all.filter((element) => (!front || isIn(element, front)) && !isUnseen(element));
  const lines = seen.flatMap(linesOf);
  lines.forEach(findCutOff);
  findOverlaps([...lines, ...seen.flatMap(controlsOf)]);
  seen.forEach(findNarrow);

  for (const tree of trees) {
    tree.adoptedStyleSheets = tree.adoptedStyleSheets.filter((other) => other !== sheet);
  }
  return [...found];
}
