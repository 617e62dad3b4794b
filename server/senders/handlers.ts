import type {RequestHandler} from 'express';
import {type ApiCaller, apiCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import type {Page} from '../contract/fields.ts';
import {listSendersQuery, type Sender as WireSender, updateSenderBody} from '../contract/senders.ts';
import {ApiError} from '../errors.ts';
import {decodeCursor, parseBody, parseQuery, pathParameter, toPage} from '../parse.ts';
import {type Endpoint, toPanelWebhook, toSenderWebhook} from '../webhooks/endpoint.ts';
import {changeSender} from './change.ts';
import {disconnectSender} from './disconnect.ts';
import {type Sender, toWire} from './sender.ts';

/** `GET /v1/senders` */
export function listSenders(context: Context): RequestHandler {
  return async (req, res) => {
    const {limit, cursor} = parseQuery(listSendersQuery, req.query);
    const {store} = context;
    const caller = apiCallerOf(res);
    const found = await store.listSenders(caller, {before: decodeCursor(cursor, 'snd_'), limit: limit + 1});
    const ids = found.map(({id}) => id);
    const endpoints = new Map(
      (await store.listSenderEndpoints(caller, ids)).map((endpoint) => [endpoint.senderId, endpoint]),
    );
    res.json(
      toPage(found, limit, (sender) =>
        presentTo(caller, sender, endpoints.get(sender.id)),
      ) satisfies Page<WireSender>,
    );
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
    res.json(presentTo(caller, sender, await store.findEndpoint({projectId, mode, senderId: sender.id})));
  };
}

/** `PATCH /v1/senders/:id`; fields of Zavu's that mean nothing here are left alone. */
export function updateSender(context: Context): RequestHandler {
  return async (req, res) => {
    const body = parseBody(updateSenderBody, req.body);
    const changed = await changeSender(context, apiCallerOf(res), pathParameter(req, 'id'), body);
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

function presentTo({by}: ApiCaller, sender: Sender, endpoint: Endpoint | undefined): WireSender {
  return toWire(sender, endpoint && (by === 'key' ? toSenderWebhook : toPanelWebhook)(endpoint));
}

function present(sender: Sender, endpoint?: Endpoint, secret?: string): WireSender {
  return toWire(sender, endpoint && {...toSenderWebhook(endpoint), ...(secret !== undefined && {secret})});
}

export const noSuchSender = () => new ApiError('not_found', 'There is no such sender.');
