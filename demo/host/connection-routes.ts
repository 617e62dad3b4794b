import type {RequestHandler, Response} from 'express';
import type {Invitation} from '../../server/contract/invitations.ts';
import {type Platform, signInAnew, type SignedIn} from './platform.ts';
import {callService} from './service-call.ts';

/** What the page may know of an invitation of its customer's. */
type ShownInvitation = Pick<
  Invitation,
  'id' | 'url' | 'status' | 'senderId' | 'connectedAccount' | 'completedAt' | 'expiresAt'
>;

/**
 * `POST /demo/api/whatsapp-connection`: what the service says about an invitation that the browser has named. A page
 * can claim anything, so the platform asks before it believes that somebody is connected. (Platforms that have a
 * webhook endpoint are told, and need not ask.)
 */
export function checkConnection(platform: Platform): RequestHandler {
  return async (req, res) => {
    const invitation = await findOwnInvitation(platform, res, req.body);
    if (!invitation) return void answerNotFound(res);
    res.json({invitation: present(invitation)});
  };
}

/** `POST /demo/api/invitation`: a link for somebody else in the company; the one that is open, or a new one. */
export function createInvitation(platform: Platform): RequestHandler {
  return async (req, res) => {
    const {customer} = res.locals as SignedIn;
    const current = await findOwnInvitation(platform, res, req.body);
    if (current && isOpen(current)) return void res.json({invitation: present(current)});
    const {invitation} = await callService<{invitation: Invitation}>(
      platform,
      fetchOf(res),
      'POST',
      '/v1/invitations',
      {
        externalId: customer.id,
        clientName: customer.company,
        allowedPhoneCountries: customer.countries,
        expiresInDays: 7,
      },
    );
    res.status(201).json({invitation: present(invitation)});
  };
}

/** `POST /demo/api/messenger`: a link with which they connect their Facebook Page. */
export function startMessenger(platform: Platform): RequestHandler {
  return async (_req, res) => {
    const {customer} = res.locals as SignedIn;
    const {invitation} = await callService<{invitation: Invitation}>(
      platform,
      fetchOf(res),
      'POST',
      '/v1/invitations',
      {
        connectionType: 'messenger',
        // Another channel of the same customer is a connection of its own.
        externalId: `${customer.id}-messenger`,
        clientName: customer.company,
        expiresInDays: 1,
      },
    );
    res.status(201).json({invitation: present(invitation)});
  };
}

/** `POST /demo/api/disconnect`: gives the number back. */
export function disconnect(platform: Platform): RequestHandler {
  return async (req, res) => {
    const invitation = await findOwnInvitation(platform, res, req.body);
    if (!invitation) return void answerNotFound(res);
    await endConnection(platform, res, invitation);
    res.status(204).end();
  };
}

/** `POST /demo/api/reset`: ends what there is, and makes this browser a new customer. */
export function reset(platform: Platform): RequestHandler {
  return async (req, res) => {
    const invitation = await findOwnInvitation(platform, res, req.body);
    if (invitation) await endConnection(platform, res, invitation);
    signInAnew(res);
    res.status(204).end();
  };
}

async function endConnection(platform: Platform, res: Response, invitation: Invitation): Promise<void> {
  if (invitation.status === 'completed') {
    await callService(platform, fetchOf(res), 'DELETE', `/v1/senders/${invitation.senderId}`);
  } else if (isOpen(invitation)) {
    await callService(platform, fetchOf(res), 'POST', `/v1/invitations/${invitation.id}/cancel`);
  }
}

/** The invitation named by the browser, if it is one of the signed-in customer's. */
export async function findOwnInvitation(
  platform: Platform,
  res: Response,
  body: unknown,
): Promise<Invitation | undefined> {
  const {invitationId} = (body ?? {}) as {invitationId?: unknown};
  if (typeof invitationId !== 'string') return undefined;
  const found = await callService<{invitation: Invitation} | undefined>(
    platform,
    fetchOf(res),
    'GET',
    `/v1/invitations/${encodeURIComponent(invitationId)}`,
  );
  const {customer} = res.locals as SignedIn;
  return found?.invitation.externalId === customer.id ? found.invitation : undefined;
}

const fetchOf = (res: Response) => (res.locals as SignedIn).fetch;

function isOpen({status}: Invitation): boolean {
  return status === 'pending' || status === 'in_progress' || status === 'failed';
}

function present(invitation: Invitation): ShownInvitation {
  const {id, url, status, senderId, connectedAccount, completedAt, expiresAt} = invitation;
  return {id, url, status, senderId, connectedAccount, completedAt, expiresAt};
}

function answerNotFound(res: Response): void {
  res.status(404).json({message: 'This customer has no such invitation.'});
}
