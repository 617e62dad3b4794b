import type {RequestHandler} from 'express';
import {type ApiCaller, apiCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import type {Page} from '../contract/fields.ts';
import {listSendersQuery, type Sender as WireSender, updateSenderBody} from '../contract/senders.ts';
import {ApiError} from '../errors.ts';
import {decodeCursor, parseBody, parseQuery, pathParameter, toPage} from '../parse.ts';
import {type Endpoint, toPanelWebhook, toSenderWebhook, withoutQuery} from '../webhooks/endpoint.ts';
import type {RemoteSender} from '../zavu/cloud.ts';
import {keeperOf} from '../zavu/invitations.ts';
import {
  changeRemoteSender,
  findRemoteSender,
  findRemoteSenders,
  isAtZavu,
  toWireOf,
} from '../zavu/senders.ts';
import {changeSender} from './change.ts';
import {disconnectSender} from './disconnect.ts';
import {type Sender, toWire} from './sender.ts';

/** `GET /v1/senders` */
export function listSenders(context: Context): RequestHandler {
  return async (req, res) => {
    const {limit, cursor} = parseQuery(listSendersQuery, req.query);
    const {store} = context;
    const caller = apiCallerOf(res);
    // Zavu's ids may look any way.
    const prefix = keeperOf(context, caller) ? '' : 'snd_';
    const found = await store.listSenders(caller, {before: decodeCursor(cursor, prefix), limit: limit + 1});
    const remotes = await findRemoteSenders(context, found.slice(0, limit));
    const ids = found.map(({id}) => id);
    const endpoints = new Map(
      (await store.listSenderEndpoints(caller, ids)).map((endpoint) => [endpoint.senderId, endpoint]),
    );
    const {items, nextCursor} = toPage(found, limit, (sender) =>
      isAtZavu(sender)
        ? remotes.has(sender.id) && presentRemoteTo(caller, sender, remotes.get(sender.id))
        : presentTo(caller, sender, endpoints.get(sender.id)),
    );
    res.json({items: items.filter((item) => item !== false), nextCursor} satisfies Page<WireSender>);
  };
}

/** `GET /v1/senders/:id`; like Zavu's, not wrapped. */
export function retrieveSender(context: Context): RequestHandler {
  return async (req, res) => {
    const {store} = context;
    const caller = apiCallerOf(res);
    const {projectId, mode} = caller;
    const sender = await store.findSender({projectId, mode}, pathParameter(req, 'id'));
    if (!sender) throw noSuchSender();
    if (isAtZavu(sender)) {
      const remote = await findRemoteSender(context, sender);
      if (!remote) throw noSuchSender();
      res.json(presentRemoteTo(caller, sender, remote));
      return;
    }
    res.json(presentTo(caller, sender, await store.findEndpoint({projectId, mode, senderId: sender.id})));
  };
}

/** `PATCH /v1/senders/:id`; fields of Zavu's that mean nothing here are left alone. */
export function updateSender(context: Context): RequestHandler {
  return async (req, res) => {
    const body = parseBody(updateSenderBody, req.body);
    const caller = apiCallerOf(res);
    const id = pathParameter(req, 'id');
    const sender = await context.store.findSender(caller, id);
    if (sender && isAtZavu(sender)) {
      const changed = await changeRemoteSender(context, sender, body);
      if (!changed) throw noSuchSender();
      res.json(toWireOf(changed.sender, changed.remote));
      return;
    }
    const changed = await changeSender(context, caller, id, body);
    if (!changed) throw noSuchSender();
    res.json(present(changed.sender, changed.endpoint, changed.newSecret));
  };
}

/** `POST /v1/senders`: always refused. */
export function refuseSender(): RequestHandler {
  return () => {
    throw new ApiError(
      'invalid_request',
      'Senders are not created by hand: create an invitation (POST /v1/invitations); the sender is there once its client has connected.',
    );
  };
}

/** `DELETE /v1/senders/:id`: disconnects, also at the provider; the number is free again and its token forgotten. */
export function deleteSender(context: Context): RequestHandler {
  return async (req, res) => {
    if (!(await disconnectSender(context, apiCallerOf(res), pathParameter(req, 'id')))) throw noSuchSender();
    res.status(204).end();
  };
}

/** A browser sees no secret that the webhook's address may carry. */
function presentRemoteTo({by}: ApiCaller, sender: Sender, remote: RemoteSender | undefined): WireSender {
  return toWireOf(sender, remote, (webhook) =>
    by === 'key' ? webhook : {...webhook, url: withoutQuery(webhook.url)},
  );
}

function presentTo({by}: ApiCaller, sender: Sender, endpoint: Endpoint | undefined): WireSender {
  return toWire(sender, endpoint && (by === 'key' ? toSenderWebhook : toPanelWebhook)(endpoint));
}

function present(sender: Sender, endpoint?: Endpoint, secret?: string): WireSender {
  return toWire(sender, endpoint && {...toSenderWebhook(endpoint), ...(secret !== undefined && {secret})});
}

export const noSuchSender = () => new ApiError('not_found', 'There is no such sender.');
