const secretFields = ['clientSecret', 'secret', 'token'];

/** `zpi_cs_…abcd`: enough to tell one from another. What keys begin with is left out, too. */
export function masked(secret: string): string {
  return secret.replace(/^(zpi_cs_)?.*(.{4})$/s, '$1…$2');
}

/** A JSON text as it may be shown, masked also where a secret is part of an address; other texts as they are. */
export function withoutSecrets(text: string): unknown {
  if (!text) return null;
  try {
    let shown = text;
    JSON.parse(text, (field, value: unknown) => {
      if (secretFields.includes(field) && typeof value === 'string') {
        shown = shown.replaceAll(value, masked(value));
      }
      return value;
    });
    return JSON.parse(hideSecretsInPath(shown));
  } catch {
    return text.slice(0, 2_000);
  }
}

/** Headers as they may be shown. */
export function shownHeaders(headers: Iterable<[string, string]>): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [
      name,
      name.toLowerCase() === 'authorization' ? value.replace(/(?<=^Bearer ).*$/, masked) : value,
    ]),
  );
}

/** A token, or an address that starts a signup, is good for whoever has it. */
export function hideSecretsInPath(path: string): string {
  return path.replace(/(\/(?:start|invite)\/)[\w-]+([\w-]{4})/g, '$1…$2');
}
