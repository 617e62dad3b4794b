/**
 * The sections of the page, one shown at a time: CSS shows what the address names (`:target`), also before any script. What a
 * section needs is loaded when it is first opened.
 */
export function showSections(
  openers: Record<string, () => Promise<void>>,
  onError: (error: unknown) => void,
): void {
  const opened = new Set<string>();
  const [first = ''] = Object.keys(openers);
  const show = () => {
    const name = location.hash.slice(1);
    const shown = Object.hasOwn(openers, name) ? name : first;
    for (const link of document.querySelectorAll<HTMLAnchorElement>('.bar nav a')) {
      const isCurrent = link.hash === `#${shown}`;
      link.ariaCurrent = isCurrent ? 'page' : null;
      // On a phone the row of links is longer than the screen.
      if (isCurrent) link.parentElement?.parentElement?.scrollTo({left: link.offsetLeft - 48});
    }
    document.querySelector<HTMLAnchorElement>('.skip')?.setAttribute('href', `#${shown}`);
    if (opened.has(shown)) return;
    opened.add(shown);
    openers[shown]?.().catch((error: unknown) => {
      opened.delete(shown);
      onError(error);
    });
  };
  addEventListener('hashchange', show);
  show();
}
