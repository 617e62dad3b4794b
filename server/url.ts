/**
 * The address that a text is, if it is one. `URL.canParse` is not used for that: in Node 20 it says no to every letter such as ü
 * once it has been called some thousand times.
 */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
