import type {RequestHandler} from 'express';
import {apiCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import type {Page} from '../contract/fields.ts';
import {
  type CreateInvitationBody,
  createInvitationBody,
  type Invitation as WireInvitation,
  listInvitationsQuery,
} from '../contract/invitations.ts';
import {ApiError} from '../errors.ts';
import {withNumber} from '../phone-numbers/reservation.ts';
import {firstMail} from '../mail/queue.ts';
import {decodeCursor, parseBody, parseQuery, pathParameter, toPage} from '../parse.ts';
import type {Scope} from '../projects/project.ts';
import {hashSecret} from '../secrets.ts';
import {asOf, type Invitation, toWire} from './invitation.ts';
import {changeStatus, newInvitation} from './lifecycle.ts';
import {linkToken, linkUrl} from './link.ts';

const idempotencyKeyLifetimeMs = 24 * 60 * 60_000;

/** `POST /v1/invitations` */
export function createInvitation(context: Context): RequestHandler {
  return async (req, res) => {
    const body = parseBody(createInvitationBody, req.body);
    const invitation = newInvitation(context, apiCallerOf(res), body);
    const idempotencyKey = idempotencyKeyOf(req.get('idempotency-key'), body, context.clock.now());
    const mail = firstMail(context, invitation);
    const created = await withNumber(context, invitation, () =>
      context.store.createInvitation(invitation, idempotencyKey, mail),
    );
    if (created.result === 'key_reused') {
      throw new ApiError(
        'idempotency_key_reused',
        'This Idempotency-Key was used for another body in the last 24 hours. Use a new key for a new invitation.',
      );
    }
    if (created.result === 'replayed') res.set('Idempotency-Replayed', 'true');
    else if (mail) context.events.publish(mail.event);
    res.status(201).json({invitation: present(context, created.invitation)});
  };
}

/** `GET /v1/invitations` */
export function listInvitations(context: Context): RequestHandler {
  return async (req, res) => {
    const {status, limit, cursor} = parseQuery(listInvitationsQuery, req.query);
    const found = await context.store.listInvitations(apiCallerOf(res), {
      status,
      before: decodeCursor(cursor, 'inv_'),
      limit: limit + 1,
      now: context.clock.now(),
    });
    res.json(
      toPage(found, limit, (invitation) => present(context, invitation)) satisfies Page<WireInvitation>,
    );
  };
}

/** `GET /v1/invitations/:id` */
export function retrieveInvitation(context: Context): RequestHandler {
  return async (req, res) => {
    const invitation = await getInvitation(context, apiCallerOf(res), pathParameter(req, 'id'));
    res.json({invitation: present(context, invitation)});
  };
}

/** `POST /v1/invitations/:id/cancel`; cancelling twice is answered like once. */
export function cancelInvitation(context: Context): RequestHandler {
  return async (req, res) => {
    const scope = apiCallerOf(res);
    const id = pathParameter(req, 'id');
    const cancelled = await changeStatus(context, () => context.store.findInvitation(scope, id), {
      to: 'cancelled',
    });
    const invitation = cancelled ?? (await getInvitation(context, scope, id));
    if (invitation.status !== 'cancelled') {
      const {status} = asOf(invitation, context.clock.now());
      const advice = status === 'completed' ? ' Delete its sender to disconnect the number.' : '';
      throw new ApiError(
        'invitation_not_cancellable',
        `This invitation is ${status} and cannot be cancelled.${advice}`,
        {
          status,
        },
      );
    }
    res.json({invitation: present(context, invitation)});
  };
}

/** Throws `not_found` also for an invitation of someone else. */
export async function getInvitation(context: Context, scope: Scope, id: string): Promise<Invitation> {
  const invitation = await context.store.findInvitation(scope, id);
  if (!invitation) throw new ApiError('not_found', `There is no invitation "${id.slice(0, 60)}".`);
  return invitation;
}

/** The invitation as the API shows it, with its link. */
export function present(context: Context, invitation: Invitation): WireInvitation {
  const token = linkToken(context.secrets, invitation);
  return toWire(asOf(invitation, context.clock.now()), token, linkUrl(context.config.publicUrl, token));
}

function idempotencyKeyOf(key: string | undefined, body: CreateInvitationBody, now: number) {
  if (key === undefined) return undefined;
  if (key.length < 1 || key.length > 255) {
    throw new ApiError('invalid_request', 'Idempotency-Key must have 1 to 255 characters.', {
      errors: [{path: ['Idempotency-Key'], message: 'must have 1 to 255 characters'}],
    });
  }
  return {
    key,
    // As parsed: the same fields in another order are the same body.
    requestHash: hashSecret(JSON.stringify(body)),
    expiresAt: now + idempotencyKeyLifetimeMs,
  };
}
