import type {RequestHandler, Response} from 'express';
import type {Invitation} from '../../server/contract/invitations.ts';
import type {Sender} from '../../server/contract/senders.ts';
import {customerIdOf, messengerIdOf, type Platform, signInAnew, type SignedIn} from './platform.ts';
import {callService} from './service-call.ts';

/** What the page may know of an invitation of its customer's. */
export type ShownInvitation = Pick<
  Invitation,
  | 'id'
  | 'url'
  | 'status'
  | 'failureReason'
  | 'senderId'
  | 'connectedAccount'
  | 'createdAt'
  | 'viewedAt'
  | 'startedAt'
  | 'completedAt'
  | 'expiresAt'
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
    const {senderId} = invitation;
    const sender =
      senderId &&
      (await callService<Sender | undefined>(platform, fetchOf(res), 'GET', `/v1/senders/${senderId}`));
    res.json({
      invitation: present(invitation),
      isRegistering: Boolean(sender && sender.registration === 'pending'),
    });
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

/** `POST /demo/api/messenger-connection`: how far the customer's Facebook Page is; `null`: nobody has begun. */
export function checkMessenger(platform: Platform): RequestHandler {
  return async (_req, res) => {
    const invitation = await findMessenger(platform, res);
    res.json({invitation: invitation ? present(invitation) : null});
  };
}

/** `POST /demo/api/messenger`: a link with which they connect their Facebook Page; the open one, or a new one. */
export function startMessenger(platform: Platform): RequestHandler {
  return async (_req, res) => {
    const {customer} = res.locals as SignedIn;
    const current = await findMessenger(platform, res);
    if (current && isOpen(current)) return void res.json({invitation: present(current)});
    const {invitation} = await callService<{invitation: Invitation}>(
      platform,
      fetchOf(res),
      'POST',
      '/v1/invitations',
      {
        connectionType: 'messenger',
        externalId: messengerIdOf(customer),
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
    const messenger = await findMessenger(platform, res);
    if (invitation) await endConnection(platform, res, invitation);
    if (messenger) await endConnection(platform, res, messenger);
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

async function findMessenger(platform: Platform, res: Response): Promise<Invitation | undefined> {
  const {customer} = res.locals as SignedIn;
  const {items} = await callService<{items: Invitation[]}>(
    platform,
    fetchOf(res),
    'GET',
    `/v1/invitations?limit=1&externalId=${messengerIdOf(customer)}`,
  );
  return items[0];
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
  return found && customerIdOf(found.invitation.externalId ?? '') === customer.id
    ? found.invitation
    : undefined;
}

const fetchOf = (res: Response) => (res.locals as SignedIn).fetch;

function isOpen({status}: Invitation): boolean {
  return status === 'pending' || status === 'in_progress' || status === 'failed';
}

export function present(invitation: Invitation): ShownInvitation {
  const {id, url, status, failureReason, senderId, connectedAccount} = invitation;
  const {createdAt, viewedAt, startedAt, completedAt, expiresAt} = invitation;
  return {
    id,
    url,
    status,
    failureReason,
    senderId,
    connectedAccount,
    createdAt,
    viewedAt,
    startedAt,
    completedAt,
    expiresAt,
  };
}

function answerNotFound(res: Response): void {
  res.status(404).json({message: 'This customer has no such invitation.'});
}
