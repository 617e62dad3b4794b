/** As the browser tells it: the tab is behind others, or in front again. */
export function hidePage(isHidden: boolean): void {
  Object.defineProperty(document, 'hidden', {configurable: true, get: () => isHidden});
  document.dispatchEvent(new Event('visibilitychange'));
}

/** The page is what the browser says again. */
export function restoreVisibility(): void {
  Reflect.deleteProperty(document, 'hidden');
}
