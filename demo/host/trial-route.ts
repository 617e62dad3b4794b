import type {RequestHandler} from 'express';
import type {Invitation} from '../../server/contract/invitations.ts';
import {present} from './connection-routes.ts';
import {type Platform, type SignedIn, trialIdOf} from './platform.ts';
import {callService} from './service-call.ts';

/**
 * `POST /demo/api/trial` `{connectionType?, needsNumber?}`: a new invitation to try something with. The settings page does not
 * know of it, so it can be repeated while the customer is connected.
 */
export function startTrial(platform: Platform): RequestHandler {
  return async (req, res) => {
    const {customer, fetch} = res.locals as SignedIn;
    const {connectionType, needsNumber} = (req.body ?? {}) as {
      connectionType?: unknown;
      needsNumber?: unknown;
    };
    const isMessenger = connectionType === 'messenger';
    const {invitation} = await callService<{invitation: Invitation}>(
      platform,
      fetch,
      'POST',
      '/v1/invitations',
      {
        externalId: trialIdOf(customer),
        clientName: customer.company,
        expiresInDays: 1,
        connectionType: isMessenger ? 'messenger' : 'whatsapp_waba',
        ...(!isMessenger && {allowedPhoneCountries: customer.countries}),
        ...(needsNumber === true && {phoneNumberId: await buyNumber(platform, fetch)}),
      },
    );
    res.status(201).json({invitation: present(invitation)});
  };
}

/** A number of the platform's, to promise it to a client. */
async function buyNumber(platform: Platform, fetch: typeof globalThis.fetch): Promise<string> {
  const {items} = await callService<{items: {phoneNumber: string}[]}>(
    platform,
    fetch,
    'GET',
    '/v1/phone-numbers/available?countryCode=US&limit=1',
  );
  const {phoneNumber} = await callService<{phoneNumber: {id: string}}>(
    platform,
    fetch,
    'POST',
    '/v1/phone-numbers',
    {phoneNumber: items[0]?.phoneNumber},
  );
  return phoneNumber.id;
}
