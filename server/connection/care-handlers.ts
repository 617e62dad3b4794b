import type {RequestHandler} from 'express';
import {type ClientCaller, clientCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import type {TestMessage} from '../contract/connection.ts';
import {ApiError} from '../errors.ts';
import {saveUpdates} from '../inbound/inbound.ts';
import {disconnectSender} from '../senders/disconnect.ts';
import {toConnection} from './connection.ts';
import {findState} from './handlers.ts';

type SessionCaller = Extract<ClientCaller, {by: 'session'}>;

/** `POST /client/v1/connection/disconnect`: what is not connected any more is left as it is, since two pages may ask. */
export function disconnectConnection(context: Context): RequestHandler {
  return async (_req, res) => {
    const caller = sessionOf(clientCallerOf(res));
    const state = await findState(context, caller);
    if (state?.sender) await disconnectSender(context, caller.session, state.sender.id);
    res.json({connection: toConnection(context, caller, await findState(context, caller))});
  };
}

/** `POST /client/v1/connection/test-message`: somebody writes to the sender, as far as this service can tell. */
export function sendTestMessage(context: Context): RequestHandler {
  return async (_req, res) => {
    const caller = sessionOf(clientCallerOf(res));
    const app = context.metaApps.find(({mode}) => mode === 'test');
    if (caller.session.mode !== 'test' || !app) {
      throw new ApiError('forbidden', 'In live mode write to the number from another phone.');
    }
    const sender = (await findState(context, caller))?.sender;
    if (!sender) throw new ApiError('not_found', 'This client is not connected.');
    const now = context.clock.now();
    const message = {
      messageId: `wamid.test.${context.newId('evt')}`,
      from: sender.channel === 'whatsapp' ? '+16315550100' : '1000000000000001',
      messageType: 'text',
      text: 'Hello! Does this arrive?',
      providerTimestamp: now,
    } as const;
    const {accountId, channel} = sender;
    const {stored} = await saveUpdates(context, app, [{kind: 'message', channel, accountId, message}]);
    if (stored === 0) throw new ApiError('not_found', 'This client is not connected any more.');
    const {from, text} = message;
    res.json({message: {from, text, receivedAt: new Date(now).toISOString()} satisfies TestMessage});
  };
}

/** A link belongs to whoever sent it, and may have been passed on. */
function sessionOf(caller: ClientCaller): SessionCaller {
  if (caller.by === 'session') return caller;
  throw new ApiError('forbidden', 'This takes a session of the host; a link may not do it.');
}
