import type {RequestHandler} from 'express';
import {apiCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import type {Page} from '../contract/fields.ts';
import {
  countInvitationsQuery,
  type CreateInvitationBody,
  createInvitationBody,
  type Invitation as WireInvitation,
  type InvitationCounts,
  listInvitationsQuery,
  updateInvitationBody,
} from '../contract/invitations.ts';
import {statisticsQuery} from '../contract/statistics.ts';
import {ApiError} from '../errors.ts';
import {firstMail} from '../mail/queue.ts';
import {decodeCursor, parseBody, parseQuery, pathParameter, toPage} from '../parse.ts';
import {withNumber} from '../phone-numbers/reservation.ts';
import {hashSecret} from '../secrets.ts';
import {createRemote, requestHashOf} from '../zavu/create.ts';
import {cancelAtZavu, isKeptByZavu, keeperOf, readThrough} from '../zavu/invitations.ts';
import type {NewRemote} from '../zavu/remote.ts';
import {asOf, type Invitation} from './invitation.ts';
import {changeStatus, getInvitation, newInvitation} from './lifecycle.ts';
import {present, presentAll} from './present.ts';
import {findRange, toCounts, toStatistics} from './statistics.ts';
import {timelineEventTypes, timelineMax, toTimeline} from './timeline.ts';
import {changeInvitation, replaceLink} from './update.ts';

const idempotencyKeyLifetimeMs = 24 * 60 * 60_000;

/** `POST /v1/invitations` */
export function createInvitation(context: Context): RequestHandler {
  return async (req, res) => {
    const caller = apiCallerOf(res);
    const body = parseBody(createInvitationBody, req.body);
    const candidate = newInvitation(context, caller, body);
    const idempotencyKey = idempotencyKeyOf(req.get('idempotency-key'), body, context.clock.now());
    let mail = firstMail(context, candidate);
    const write = (invitation: Invitation, remote?: NewRemote) => {
      // It is another invitation when it goes on with an earlier request.
      if (invitation.id !== candidate.id) mail = firstMail(context, invitation);
      return withNumber(context, invitation, () =>
        context.store.createInvitation(invitation, idempotencyKey, mail, remote),
      );
    };
    const zavu = keeperOf(context, caller);
    const created = await (zavu
      ? createRemote(context, zavu, candidate, {
          hash: requestHashOf(caller, JSON.stringify(body), idempotencyKey?.key),
          ...(idempotencyKey && {
            findEarlier: () => context.store.findReplay(caller, idempotencyKey, context.clock.now()),
          }),
          write,
        })
      : write(candidate));
    if (created.result === 'key_reused') {
      throw new ApiError(
        'idempotency_key_reused',
        'This Idempotency-Key was used for another body in the last 24 hours. Use a new key for a new invitation.',
      );
    }
    if (created.result === 'replayed') res.set('Idempotency-Replayed', 'true');
    else {
      context.events.hint(caller);
      if (mail) context.events.publish(mail.event);
    }
    res.status(201).json({invitation: await present(context, created.invitation)});
  };
}

/** `GET /v1/invitations` */
export function listInvitations(context: Context): RequestHandler {
  return async (req, res) => {
    const {q, limit, cursor, ...filter} = parseQuery(listInvitationsQuery, req.query);
    const found = await context.store.listInvitations(apiCallerOf(res), {
      ...filter,
      text: q,
      before: decodeCursor(cursor, 'inv_'),
      limit: limit + 1,
      now: context.clock.now(),
    });
    const {items, nextCursor} = toPage(found, limit, (invitation) => invitation);
    res.json({items: await presentAll(context, items), nextCursor} satisfies Page<WireInvitation>);
  };
}

/** `GET /v1/invitations/counts` */
export function retrieveCounts(context: Context): RequestHandler {
  return async (req, res) => {
    const {q, ...filter} = parseQuery(countInvitationsQuery, req.query);
    const counts = await context.store.countByStatus(apiCallerOf(res), {
      ...filter,
      text: q,
      now: context.clock.now(),
    });
    res.json(toCounts(counts) satisfies InvitationCounts);
  };
}

/** `GET /v1/invitations/:id` */
export function retrieveInvitation(context: Context): RequestHandler {
  return async (req, res) => {
    const invitation = await getInvitation(context, apiCallerOf(res), pathParameter(req, 'id'));
    res.json({invitation: await present(context, await readThrough(context, invitation))});
  };
}

/** `POST /v1/invitations/:id/cancel`; cancelling twice is answered like once. */
export function cancelInvitation(context: Context): RequestHandler {
  return async (req, res) => {
    const scope = apiCallerOf(res);
    const id = pathParameter(req, 'id');
    const found = await getInvitation(context, scope, id);
    const cancelled = isKeptByZavu(found)
      ? await cancelAtZavu(context, found)
      : await changeStatus(context, () => context.store.findInvitation(scope, id), {to: 'cancelled'});
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
    res.json({invitation: await present(context, invitation)});
  };
}

/** `PATCH /v1/invitations/:id` */
export function updateInvitation(context: Context): RequestHandler {
  return async (req, res) => {
    const body = parseBody(updateInvitationBody, req.body);
    const changed = await changeInvitation(context, apiCallerOf(res), pathParameter(req, 'id'), body);
    res.json({invitation: await present(context, changed)});
  };
}

/** `POST /v1/invitations/:id/rotate-link` */
export function rotateLink(context: Context): RequestHandler {
  return async (req, res) => {
    const rotated = await replaceLink(context, apiCallerOf(res), pathParameter(req, 'id'));
    res.json({invitation: await present(context, rotated)});
  };
}

/** `GET /v1/invitations/:id/timeline` */
export function retrieveTimeline(context: Context): RequestHandler {
  return async (req, res) => {
    const invitation = await getInvitation(context, apiCallerOf(res), pathParameter(req, 'id'));
    const [events, attempts] = await Promise.all([
      context.store.listEvents({invitationId: invitation.id}, undefined, timelineMax, timelineEventTypes),
      context.store.listAttempts(invitation.id),
    ]);
    res.json(toTimeline(invitation, events, attempts));
  };
}

/** `GET /v1/invitations/stats` */
export function retrieveStatistics(context: Context): RequestHandler {
  return async (req, res) => {
    const now = context.clock.now();
    const range = findRange(parseQuery(statisticsQuery, req.query), now);
    res.json(toStatistics(range, await context.store.countInvitations(apiCallerOf(res), {...range, now})));
  };
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
