import type {RequestHandler} from 'express';
import {apiCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import {type EventEnvelope, listEventsQuery} from '../contract/events.ts';
import type {Page} from '../contract/fields.ts';
import {decodeCursor, parseQuery, toPage} from '../parse.ts';
import {toEnvelope} from './event.ts';

/** `GET /v1/events`: everything that happened in the project. */
export function listEvents(context: Context): RequestHandler {
  return async (req, res) => {
    const {type, invitationId, limit, cursor} = parseQuery(listEventsQuery, req.query);
    const before = decodeCursor(cursor, 'evt_');
    const query = {type, invitationId, before, limit: limit + 1};
    const found = await context.store.listProjectEvents(apiCallerOf(res), query);
    res.json(toPage(found, limit, toEnvelope) satisfies Page<EventEnvelope>);
  };
}
