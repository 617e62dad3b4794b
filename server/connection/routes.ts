import {z} from 'zod';
import {
  connection,
  startConnectionBody,
  startedConnection,
  streamMessage,
  testMessage,
} from '../contract/connection.ts';
import {streamHeaders} from '../contract/events.ts';
import {streamEvents} from '../events/handlers.ts';
import type {RouteGroup} from '../route.ts';
import {disconnectConnection, sendTestMessage} from './care-handlers.ts';
import {cancelConnection, retrieveConnection, startConnection} from './handlers.ts';

const wrapped = z.object({connection});

export const connectionRoutes: RouteGroup = {
  heading: 'Connection of one client, for browsers',
  routes: [
    {
      method: 'GET',
      path: '/client/v1/connection',
      access: 'client',
      summary: 'Retrieve the connection: where the client stands',
      answer: {status: 200, schema: wrapped},
      handler: retrieveConnection,
    },
    {
      method: 'POST',
      path: '/client/v1/connection',
      access: 'client',
      summary: 'Make sure there is something to start, and get the address that starts it',
      body: startConnectionBody,
      answer: {status: 200, schema: startedConnection},
      errors: [
        'invitation_not_usable',
        'phone_number_unavailable',
        'provider_refused',
        'provider_unavailable',
      ],
      handler: startConnection,
    },
    {
      method: 'POST',
      path: '/client/v1/connection/cancel',
      access: 'client',
      summary: 'End what the credential may end: the invitation of a session, the running attempt of a link',
      answer: {status: 200, schema: wrapped},
      errors: ['invitation_not_cancellable', 'provider_unavailable'],
      handler: cancelConnection,
    },
    {
      method: 'POST',
      path: '/client/v1/connection/disconnect',
      access: 'client',
      summary: 'Disconnect what is connected; sessions only',
      answer: {status: 200, schema: wrapped},
      errors: ['forbidden', 'provider_refused', 'provider_unavailable'],
      handler: disconnectConnection,
    },
    {
      method: 'POST',
      path: '/client/v1/connection/test-message',
      access: 'client',
      summary: 'Play a message of a client in, to see that it arrives; sessions of test mode only',
      answer: {status: 200, schema: z.object({message: testMessage})},
      errors: ['forbidden', 'not_found'],
      handler: sendTestMessage,
    },
    {
      method: 'GET',
      path: '/client/v1/events',
      access: 'client',
      summary: 'Follow the connection as server-sent events; `Last-Event-ID` resumes',
      headers: streamHeaders,
      answer: {status: 200, type: 'text/event-stream', schema: streamMessage},
      handler: streamEvents,
    },
  ],
};
