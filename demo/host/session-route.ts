import type {RequestHandler} from 'express';
import type {Platform, SignedIn} from './platform.ts';

/** The one route that the element needs: who is signed in may connect an account of their own. */
export function createWhatsAppSession({serviceUrl, apiKey, origin}: Platform): RequestHandler {
  return async (_req, res) => {
    const {customer, fetch} = res.locals as SignedIn;
    const response = await fetch(`${serviceUrl}/v1/sessions`, {
      method: 'POST',
      headers: {Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json'},
      body: JSON.stringify({
        scope: 'connect',
        // Your own id of the customer, from your sign-in and never from the request.
        externalId: customer.id,
        clientName: customer.company,
        allowedPhoneCountries: customer.countries,
        // The session works on pages of this origin only.
        origin,
      }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`POST /v1/sessions answered ${response.status}`);
    const {session} = (await response.json()) as {session: {clientSecret: string}};
    // The API key stays here; the browser gets a secret that is good for minutes.
    res.set('Cache-Control', 'no-store').json({clientSecret: session.clientSecret});
  };
}
