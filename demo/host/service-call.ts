import type {Platform} from './platform.ts';

/** Calls the service with the platform's key; answers `undefined` for what is not there (any more). */
export async function callService<Answer>(
  {serviceUrl, apiKey}: Platform,
  fetch: typeof globalThis.fetch,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(serviceUrl + path, {
    method,
    headers: {Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json'},
    ...(body !== undefined && {body: JSON.stringify(body)}),
    signal: AbortSignal.timeout(10_000),
  });
  if (response.status === 404 || response.status === 204) return undefined as Answer;
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
  return (await response.json()) as Answer;
}
