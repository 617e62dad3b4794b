import type {RequestHandler, Response} from 'express';
import {apiCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import {
  createWebhookBody,
  defaultProjectEvents,
  rotateSecretBody,
  updateWebhookBody,
} from '../contract/webhooks.ts';
import {ApiError} from '../errors.ts';
import {parseBody, pathParameter} from '../parse.ts';
import {isAtZavu, regenerateRemoteSecret} from '../zavu/senders.ts';
import {checkWanted, newEndpoint, renewSecret, saveDecided} from './configure.ts';
import {changeEndpoint, type EndpointOwner, secretIdentity, toWire} from './endpoint.ts';

const hourMs = 60 * 60_000;
const overlapHoursDefault = 24;
const names = {url: 'url', signatureVersion: 'signatureVersion'};

/** `POST /v1/invitations/webhook`: creates or replaces, switches on, and shows the secret, which is kept. */
export function putWebhook(context: Context): RequestHandler {
  return async (req, res) => {
    const {events, ...body} = parseBody(createWebhookBody, req.body);
    const eventTypes = events ?? [...defaultProjectEvents];
    const wanted = {...body, eventTypes, isActive: true};
    const owner = projectOwner(res);
    const endpoint = await saveDecided(context, owner, (before) => {
      checkWanted(context, before, wanted, names);
      if (before) return changeEndpoint(before, wanted, context.clock.now());
      return newEndpoint(context, owner, wanted, {eventTypes: [], signatureVersion: 'v1+v2'}).endpoint;
    });
    if (!endpoint) throw noSuchWebhook();
    const secret = context.secrets.open(endpoint.sealedSecret, secretIdentity(endpoint.id));
    res.json({webhook: {...toWire(endpoint), secret}});
  };
}

/** `GET /v1/invitations/webhook`; `null` when there is none, never the secret. */
export function retrieveWebhook(context: Context): RequestHandler {
  return async (_req, res) => {
    const endpoint = await context.store.findEndpoint(projectOwner(res));
    res.json({webhook: endpoint ? toWire(endpoint) : null});
  };
}

/** `PATCH /v1/invitations/webhook` */
export function updateWebhook(context: Context): RequestHandler {
  return async (req, res) => {
    const {url, events, active, signatureVersion} = parseBody(updateWebhookBody, req.body);
    const wanted = {url, eventTypes: events, isActive: active, signatureVersion};
    const endpoint = await saveDecided(context, projectOwner(res), (before) => {
      if (!before) return undefined;
      checkWanted(context, before, wanted, names);
      return changeEndpoint(before, wanted, context.clock.now());
    });
    if (!endpoint) throw noSuchWebhook();
    res.json({webhook: toWire(endpoint)});
  };
}

/** `DELETE /v1/invitations/webhook`; deleting twice is answered like once. */
export function deleteWebhook(context: Context): RequestHandler {
  return async (_req, res) => {
    await context.store.deleteEndpoint(projectOwner(res));
    res.status(204).end();
  };
}

/** `POST /v1/invitations/webhook/secret`: a new secret; the old one signs too for a while. */
export function rotateWebhookSecret(context: Context): RequestHandler {
  return async (req, res) => {
    const {overlapHours} = parseBody(rotateSecretBody, req.body);
    const overlapMs = (overlapHours ?? overlapHoursDefault) * hourMs;
    const renewed = await renewSecret(context, projectOwner(res), overlapMs);
    if (!renewed) throw noSuchWebhook();
    const {previousSecretExpiresAt} = toWire(renewed.endpoint);
    res.json({secret: renewed.secret, previousSecretExpiresAt});
  };
}

/** `POST /v1/senders/:id/webhook/secret`; as with Zavu, the old one is invalid at once. */
export function regenerateSenderSecret(context: Context): RequestHandler {
  return async (req, res) => {
    const owner = {...projectOwner(res), senderId: pathParameter(req, 'id')};
    const sender = await context.store.findSender(owner, owner.senderId);
    if (sender && isAtZavu(sender)) {
      const secret = await regenerateRemoteSecret(context, sender);
      if (secret === undefined) throw noSuchSenderWebhook();
      res.json({secret});
      return;
    }
    const renewed = await renewSecret(context, owner, 0);
    if (!renewed) throw noSuchSenderWebhook();
    res.json({secret: renewed.secret});
  };
}

/** The project's own endpoint, in the mode of the caller. */
export function projectOwner(res: Response): EndpointOwner {
  const {projectId, mode} = apiCallerOf(res);
  return {projectId, mode, senderId: null};
}

export const noSuchWebhook = () =>
  new ApiError(
    'not_found',
    'This project has no webhook in this mode. Create it with POST /v1/invitations/webhook.',
  );

export const noSuchSenderWebhook = () =>
  new ApiError(
    'not_found',
    'There is no such sender, or it has no webhook. Give it one with PATCH /v1/senders/:id and "webhookUrl".',
  );
