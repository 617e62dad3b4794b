import type {RequestHandler} from 'express';
import {type ClientCaller, clientCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import {startConnectionBody, type StartedConnection} from '../contract/connection.ts';
import {ApiError, wrongField} from '../errors.ts';
import {asOf, type Invitation, isOpen} from '../invitations/invitation.ts';
import {changeStatus, newInvitation} from '../invitations/lifecycle.ts';
import {linkOf} from '../invitations/link.ts';
import {parseBody} from '../parse.ts';
import {withNumber} from '../phone-numbers/reservation.ts';
import {hashSecret, newSecret} from '../secrets.ts';
import {failAttempt} from '../signup/steps.ts';
import type {ConnectionState} from '../store/invitation-store.ts';
import {createRemote, requestHashOf} from '../zavu/create.ts';
import {cancelAtZavu, expectNews, isKeptByZavu, keeperOf} from '../zavu/invitations.ts';
import type {NewRemote} from '../zavu/remote.ts';
import {toConnection} from './connection.ts';

const ticketLifetimeMs = 60_000;

/** `GET /client/v1/connection` */
export function retrieveConnection(context: Context): RequestHandler {
  return async (_req, res) => {
    const caller = clientCallerOf(res);
    res.json({connection: toConnection(context, caller, await findState(context, caller))});
  };
}

/** `POST /client/v1/connection`: makes sure there is something to start, and hands out the address that starts it. */
export function startConnection(context: Context): RequestHandler {
  return async (req, res) => {
    const caller = clientCallerOf(res);
    const {returnUrl, locale} = parseBody(startConnectionBody, req.body);
    const state = await ensureState(context, caller);
    const connection = toConnection(context, caller, state);
    if (connection.status === 'completed') {
      res.json({connection, startUrl: null, startUrlExpiresAt: null} satisfies StartedConnection);
      return;
    }
    if (!isOpen(asOf(state.invitation, context.clock.now()))) {
      throw new ApiError(
        'invitation_not_usable',
        `This invitation is ${connection.status}. Ask for a new link.`,
        {
          status: connection.status,
        },
      );
    }
    if (isKeptByZavu(state.invitation)) {
      await expectNews(context, state.invitation);
      res.json({
        connection,
        startUrl: linkOf(context, state.invitation).url,
        startUrlExpiresAt: connection.expiresAt,
      } satisfies StartedConnection);
      return;
    }
    const ticket = newSecret();
    const expiresAt = context.clock.now() + ticketLifetimeMs;
    await context.store.createTicket({
      ticketHash: hashSecret(ticket),
      invitationId: state.invitation.id,
      returnUrl: returnUrlOf(caller, returnUrl),
      locale: locale ?? null,
      expiresAt,
    });
    res.json({
      connection,
      startUrl: `${context.config.publicUrl}/start/${ticket}`,
      startUrlExpiresAt: new Date(expiresAt).toISOString(),
    } satisfies StartedConnection);
  };
}

/**
 * `POST /client/v1/connection/cancel`: ends what the credential may end. A session cancels its invitation; a link
 * belongs to whoever sent it, so with a token only the running attempt ends.
 */
export function cancelConnection(context: Context): RequestHandler {
  return async (_req, res) => {
    const caller = clientCallerOf(res);
    const state = await findState(context, caller);
    if (state && caller.by === 'session') {
      await cancelInvitation(context, state.invitation);
    } else if (state?.attempt?.status === 'running') {
      await failAttempt(context, state.attempt, {kind: 'failed', reason: 'fb_cancelled'});
    }
    res.json({connection: toConnection(context, caller, await findState(context, caller))});
  };
}

async function cancelInvitation(context: Context, invitation: Invitation): Promise<void> {
  if (isKeptByZavu(invitation)) {
    await cancelAtZavu(context, invitation);
    return;
  }
  const find = async () => (await context.store.findConnection(invitation.id))?.invitation;
  await changeStatus(context, find, {to: 'cancelled'});
}

export function findState(context: Context, caller: ClientCaller): Promise<ConnectionState | undefined> {
  return caller.by === 'token'
    ? context.store.findConnection(caller.invitationId)
    : context.store.findClientConnection(caller.session, caller.session.externalId);
}

async function ensureState(context: Context, caller: ClientCaller): Promise<ConnectionState> {
  if (caller.by === 'session') {
    const {session, project} = caller;
    const {externalId, client} = session;
    const invitation = newInvitation(context, {...session, project}, {...client, externalId});
    const write = (candidate: Invitation, remote?: NewRemote) =>
      withNumber(context, candidate, () =>
        context.store.ensureInvitation({...candidate, externalId}, context.clock.now(), remote),
      );
    const zavu = keeperOf(context, session);
    if (!zavu) await write(invitation);
    else {
      const findEarlier = async () => {
        const found = await findState(context, caller);
        const isUsable = found && (found.sender || isOpen(asOf(found.invitation, context.clock.now())));
        return isUsable ? {result: 'found' as const, invitation: found.invitation} : undefined;
      };
      const hash = requestHashOf(session, `session ${externalId}`);
      await createRemote(context, zavu, invitation, {hash, findEarlier, write});
    }
  }
  const state = await findState(context, caller);
  if (!state) throw new ApiError('not_found', 'There is no such invitation.');
  return state;
}

/** Only a page of the session's own origin can be gone back to, so a link can redirect nobody elsewhere. */
function returnUrlOf(caller: ClientCaller, wanted: string | null | undefined): string | null {
  if (caller.by === 'token') return null;
  if (wanted == null) return caller.session.returnUrl;
  if (new URL(wanted).origin === caller.session.origin) return wanted;
  const message = `must be on the session's origin ${caller.session.origin}`;
  throw wrongField('returnUrl', message);
}
