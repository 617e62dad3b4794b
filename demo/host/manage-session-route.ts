import type {RequestHandler} from 'express';
import type {Platform, SignedIn} from './platform.ts';

/** What the console needs: a session that sees all clients. Give it to your own staff only. */
export function createManageSession({serviceUrl, apiKey, origin}: Platform): RequestHandler {
  return async (_req, res) => {
    const {fetch} = res.locals as SignedIn;
    const response = await fetch(`${serviceUrl}/v1/sessions`, {
      method: 'POST',
      headers: {Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json'},
      body: JSON.stringify({scope: 'manage', origin}),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`POST /v1/sessions answered ${response.status}`);
    const {session} = (await response.json()) as {session: {clientSecret: string}};
    res.set('Cache-Control', 'no-store').json({clientSecret: session.clientSecret});
  };
}
