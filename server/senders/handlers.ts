import type {RequestHandler} from 'express';
import {apiCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import type {Page} from '../contract/fields.ts';
import {listSendersQuery, type Sender as WireSender} from '../contract/senders.ts';
import {ApiError} from '../errors.ts';
import {decodeCursor, parseQuery, pathParameter, toPage} from '../parse.ts';
import {disconnectSender} from './disconnect.ts';
import {toWire} from './sender.ts';

/** `GET /v1/senders` */
export function listSenders(context: Context): RequestHandler {
  return async (req, res) => {
    const {limit, cursor} = parseQuery(listSendersQuery, req.query);
    const found = await context.store.listSenders(apiCallerOf(res), {
      before: decodeCursor(cursor, 'snd_'),
      limit: limit + 1,
    });
    res.json(toPage(found, limit, toWire) satisfies Page<WireSender>);
  };
}

/** `GET /v1/senders/:id`; like Zavu's, not wrapped. */
export function retrieveSender(context: Context): RequestHandler {
  return async (req, res) => {
    const sender = await context.store.findSender(apiCallerOf(res), pathParameter(req, 'id'));
    if (!sender) throw noSuchSender();
    res.json(toWire(sender));
  };
}

/** `DELETE /v1/senders/:id`: disconnects, also at the provider; the number is free again and its token forgotten. */
export function deleteSender(context: Context): RequestHandler {
  return async (req, res) => {
    if (!(await disconnectSender(context, apiCallerOf(res), pathParameter(req, 'id')))) throw noSuchSender();
    res.status(204).end();
  };
}

const noSuchSender = () => new ApiError('not_found', 'There is no such sender.');
