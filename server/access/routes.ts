import {z} from 'zod';
import {createdSession, createSessionBody, me as meAnswer} from '../contract/access.ts';
import type {RouteGroup} from '../route.ts';
import {createSession, deleteSession, me} from './handlers.ts';

export const accessRoutes: RouteGroup = {
  heading: 'Keys and sessions',
  routes: [
    {
      method: 'GET',
      path: '/v1/me',
      access: 'key',
      summary: 'Tell whose key this is',
      answer: {status: 200, schema: meAnswer},
      handler: me,
    },
    {
      method: 'POST',
      path: '/v1/sessions',
      access: 'key',
      summary: 'Create a session: a browser credential for one client, or for the panel',
      body: createSessionBody,
      answer: {status: 201, schema: z.object({session: createdSession})},
      errors: ['phone_number_unavailable'],
      handler: createSession,
    },
    {
      method: 'DELETE',
      path: '/v1/sessions/:id',
      access: 'key',
      summary: 'End a session at once',
      answer: {status: 204},
      errors: ['not_found'],
      handler: deleteSession,
    },
  ],
};
