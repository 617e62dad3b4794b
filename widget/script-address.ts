/**
 * The service that this script was loaded from: the script is at `<service>/embed/zavu-partner-invite.js`. It has to
 * be read while the script is evaluated: a classic script is `document.currentScript` at that moment only.
 */
export const serviceUrl: string = serviceOf(scriptAddress());

function scriptAddress(): string {
  const script = typeof document === 'undefined' ? null : document.currentScript;
  // In a module `currentScript` is null; the build of the classic script has no `import.meta`.
  return (script instanceof HTMLScriptElement && script.src) || import.meta.url;
}

function serviceOf(address: string): string {
  return URL.canParse('..', address) ? new URL('..', address).href.replace(/\/$/, '') : '';
}
