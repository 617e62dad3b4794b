/**
 * The service that this script was loaded from: the script is at `<service>/embed/zavu-partner-invite.js`, or in the
 * folder of a version there. Nothing when it is part of a bundle: then `api-url` says where the service is. It has to
 * be read while the script is evaluated: a classic script is `document.currentScript` at that moment only.
 */
export const serviceUrl: string = serviceOf(scriptAddress());

function scriptAddress(): string {
  // A module has no `currentScript`, a server no document, and the build of the classic script no `import.meta`.
  const script = globalThis.document?.currentScript;
  return (script && 'src' in script && script.src) || import.meta.url;
}

function serviceOf(address: string): string {
  return /(.*)\/embed\//.exec(address)?.[1] ?? '';
}
