import {eventEnvelope, listEventsQuery} from '../contract/events.ts';
import {pageOf} from '../contract/fields.ts';
import type {RouteGroup} from '../route.ts';
import {listEvents} from './log-handlers.ts';

export const eventRoutes: RouteGroup = {
  heading: 'Events',
  routes: [
    {
      method: 'GET',
      path: '/v1/events',
      access: 'key',
      summary: 'List what happened, newest first',
      description: 'Events are there for 30 days at least, whether a webhook was told about them or not.',
      query: listEventsQuery,
      answer: {status: 200, schema: pageOf(eventEnvelope)},
      handler: listEvents,
    },
  ],
};
