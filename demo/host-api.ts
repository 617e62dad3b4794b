import type {Invitation} from '../server/contract/invitations.ts';

export type ShownInvitation = Pick<Invitation, 'id' | 'url' | 'status' | 'senderId' | 'connectedAccount'>;

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
