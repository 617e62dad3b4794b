import type {RequestHandler, Response} from 'express';
import {type ApiCaller, apiCallerOf, type ClientCaller, clientCallerOf} from '../access/require.ts';
import {toConnection} from '../connection/connection.ts';
import {findState} from '../connection/handlers.ts';
import type {Context} from '../context.ts';
import type {StreamMessage} from '../contract/connection.ts';
import {clientEventTypes, panelEventTypes} from '../contract/events.ts';
import type {PanelMessage} from '../contract/invitations.ts';
import {ApiError} from '../errors.ts';
import {present} from '../invitations/present.ts';
import type {EventFilter} from '../store/event-store.ts';
import {toClientEvent, toEnvelope} from './event.ts';
import {heartbeatMs, type StreamSource, Subscriber} from './subscriber.ts';

/** More open streams than this for one credential is a fault or an attack. */
const streamsMax = 20;

/**
 * `GET /client/v1/events`: server-sent events of one client. First a snapshot (no id), then every event with the
 * connection as it is then. `Last-Event-ID` resumes from the database, so nothing is missed however long the gap.
 */
export function streamEvents(context: Context): RequestHandler {
  return stream(context, (res) => connectionSource(context, clientCallerOf(res)));
}

/** `GET /v1/stream`: the same for the panel, with all that happens in its project and mode. */
export function streamProject(context: Context): RequestHandler {
  return stream(context, (res) => projectSource(context, apiCallerOf(res)));
}

function stream(context: Context, sourceOf: (res: Response) => StreamSource): RequestHandler {
  const open = new Map<string, number>();

  return async (req, res) => {
    if (req.method === 'HEAD') {
      res.type('text/event-stream').end();
      return;
    }
    const source = sourceOf(res);
    const {id: credentialId} = source.credential;
    const count = open.get(credentialId) ?? 0;
    if (count >= streamsMax) {
      throw new ApiError('rate_limited', `At most ${streamsMax} streams can be open with one credential.`, {
        retryAfter: context.clock.now() + heartbeatMs,
      });
    }
    open.set(credentialId, count + 1);

    const subscriber = new Subscriber(context, source, res);
    res.on('close', () => {
      subscriber.close();
      const left = (open.get(credentialId) ?? 1) - 1;
      if (left > 0) open.set(credentialId, left);
      else open.delete(credentialId);
    });
    // The client may have left while its credential was being checked.
    if (res.closed) res.emit('close');
    else await subscriber.begin(req.get('last-event-id'));
  };
}

function connectionSource(context: Context, caller: ClientCaller): StreamSource {
  const readConnection = async () => toConnection(context, caller, await findState(context, caller));
  let shown = '';
  return {
    filter: filterOf(caller),
    types: clientEventTypes,
    credential: caller.credential,
    async toMessage(event): Promise<StreamMessage> {
      const connection = await readConnection();
      shown = JSON.stringify(connection);
      return {event: event && toClientEvent(event), connection};
    },
    // Another process on the same database may have changed things without this one being told.
    hasChanged: async () => JSON.stringify(await readConnection()) !== shown,
  };
}

function projectSource(context: Context, caller: ApiCaller): StreamSource {
  const {projectId, mode, credential} = caller;
  const findNewest = async () => {
    const [newest] = await context.store.listInvitations(caller, {limit: 1, now: context.clock.now()});
    return newest?.id;
  };
  let known: string | undefined;
  return {
    filter: {projectId, mode},
    types: panelEventTypes,
    credential,
    async toMessage(event): Promise<PanelMessage> {
      if (!event) known = await findNewest();
      const invitation = event?.invitationId
        ? await context.store.findInvitation(caller, event.invitationId)
        : undefined;
      return {
        event: event && toEnvelope(event),
        invitation: invitation ? await present(context, invitation) : null,
      };
    },
    // As above; and an invitation that was made in another process is no event either.
    hasChanged: async () => (await findNewest()) !== known,
  };
}

function filterOf(caller: ClientCaller): EventFilter {
  return caller.by === 'token'
    ? {invitationId: caller.invitationId}
    : {projectId: caller.session.projectId, mode: caller.session.mode, externalId: caller.session.externalId};
}
