import {eventEnvelope, listEventsQuery, streamHeaders} from '../contract/events.ts';
import {pageOf} from '../contract/fields.ts';
import {panelMessage} from '../contract/invitations.ts';
import type {RouteGroup} from '../route.ts';
import {streamProject} from './handlers.ts';
import {listEvents} from './log-handlers.ts';

export const eventRoutes: RouteGroup = {
  heading: 'Events',
  routes: [
    {
      method: 'GET',
      path: '/v1/events',
      access: 'key',
      summary: 'List events, newest first',
      description: 'Events are there for 30 days at least, whether a webhook was told about them or not.',
      query: listEventsQuery,
      answer: {status: 200, schema: pageOf(eventEnvelope)},
      handler: listEvents,
    },
    {
      method: 'GET',
      path: '/v1/stream',
      access: 'manage',
      summary: 'Follow all that happens in the project, as server-sent events',
      description:
        'First a `snapshot` without an event, then a message for each event, and a `snapshot` when invitations were made. `Last-Event-ID` resumes, so that nothing is missed; who missed too much is sent a `snapshot` again.',
      headers: streamHeaders,
      answer: {status: 200, type: 'text/event-stream', schema: panelMessage},
      handler: streamProject,
    },
  ],
};
