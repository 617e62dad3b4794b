/** What this page knows of an invitation is what its own backend shows of it. */
export type {ShownInvitation} from './host/connection-routes.ts';

/** Posts to the platform's own backend. Its cookie says who is signed in. */
export async function askHost<Answer>(route: string, body: unknown = {}): Promise<Answer> {
  const response = await fetch(`/demo/api/${route}`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
  if (!response.ok) throw new Error(`POST /demo/api/${route} answered ${response.status}`);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}
