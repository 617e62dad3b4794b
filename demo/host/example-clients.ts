import type {RequestHandler} from 'express';
import {randomBytes} from 'node:crypto';
import type {Invitation} from '../../server/contract/invitations.ts';
import {playClient} from './play-client.ts';
import type {Platform, SignedIn} from './platform.ts';
import {callService} from './service-call.ts';

interface Example {
  clientName: string;
  clientEmail?: string;
  clientPhone?: string;
  expiresInDays?: number;
  then: 'waits' | 'opens' | 'is in the dialog' | 'expires' | 'is cancelled' | {plays: string};
}

/** One of each kind that an agency has on its list. */
const examples: Example[] = [
  {clientName: 'Panadería Sol', clientEmail: 'hola@sol.example', then: {plays: 'complete'}},
  {clientName: 'Nordlicht Optik', clientEmail: 'info@nordlicht.example', then: {plays: 'deny'}},
  {clientName: 'Studio Aurora', clientPhone: '+34600111222', then: 'is in the dialog'},
  {clientName: 'Green Fork', clientEmail: 'team@greenfork.example', then: {plays: 'no_phone'}},
  {clientName: 'Café Bruma', clientPhone: '+5511987654321', then: 'opens'},
  {clientName: 'Harbor Dental', clientEmail: 'desk@harbordental.example', then: 'expires'},
  {clientName: 'Petit Atelier', clientEmail: 'bonjour@atelier.example', then: 'is cancelled'},
  {clientName: 'Kestrel Bikes', clientEmail: 'ride@kestrel.example', expiresInDays: 30, then: 'waits'},
];

/** `POST /demo/api/example-clients`: fills the console's list, by the same calls that a platform makes. */
export function addExampleClients(platform: Platform): RequestHandler {
  return async (_req, res) => {
    const {fetch} = res.locals as SignedIn;
    const call = <Answer>(method: string, path: string, body?: unknown) =>
      callService<Answer>(platform, fetch, method, path, body);
    // Of the sandbox the wire shows nothing: a platform does not talk to it.
    const control = <Answer>(method: string, body?: unknown) =>
      callService<Answer>(platform, globalThis.fetch, method, '/sandbox/control', body);

    const {scenario, auto} = await control<{scenario: string; auto: boolean}>('GET');
    try {
      for (const {then, ...client} of examples) {
        const {invitation} = await call<{invitation: Invitation}>('POST', '/v1/invitations', {
          ...client,
          externalId: `example-${randomBytes(6).toString('hex')}`,
        });
        const path = `/v1/invitations/${invitation.id}`;
        switch (then) {
          case 'waits':
            break;
          case 'opens':
            await playClient(invitation.url, {isOnlyOpened: true});
            break;
          case 'is in the dialog':
            await playClient(invitation.url, {isLeftInDialog: true});
            break;
          case 'expires':
            await call('PATCH', path, {expiresAt: new Date(Date.now() + 1_000).toISOString()});
            break;
          case 'is cancelled':
            await call('POST', `${path}/cancel`);
            break;
          default:
            await control('POST', {scenario: then.plays, auto: true});
            await playClient(invitation.url);
        }
      }
    } finally {
      await control('POST', {scenario, auto});
    }
    res.status(201).json({count: examples.length});
  };
}
