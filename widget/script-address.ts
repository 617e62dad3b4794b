/**
 * The service that this script was loaded from: the script is at `<service>/embed/zavu-partner-invite.js`. It has to
 * be read while the script is evaluated: a classic script is `document.currentScript` at that moment only.
 */
export const serviceUrl: string = serviceOf(scriptAddress());

function scriptAddress(): string {
  // A module has no `currentScript`, a server no document, and the build of the classic script no `import.meta`.
  const script = globalThis.document?.currentScript;
  return (script && 'src' in script && script.src) || import.meta.url;
}

function serviceOf(address: string): string {
  return URL.canParse('..', address) ? new URL('..', address).href.replace(/\/$/, '') : '';
}
