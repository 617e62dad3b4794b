import {pageOf} from '../contract/fields.ts';
import {listSendersQuery, sender} from '../contract/senders.ts';
import type {RouteGroup} from '../route.ts';
import {deleteSender, listSenders, retrieveSender} from './handlers.ts';

/** Like Zavu's, not wrapped. */
export const senderRoutes: RouteGroup = {
  heading: 'Senders',
  routes: [
    {
      method: 'GET',
      path: '/v1/senders',
      access: 'manage',
      summary: 'List senders, newest first',
      query: listSendersQuery,
      answer: {status: 200, schema: pageOf(sender)},
      handler: listSenders,
    },
    {
      method: 'GET',
      path: '/v1/senders/:id',
      access: 'manage',
      summary: 'Retrieve a sender',
      answer: {status: 200, schema: sender},
      errors: ['not_found'],
      handler: retrieveSender,
    },
    {
      method: 'DELETE',
      path: '/v1/senders/:id',
      access: 'key',
      summary: 'Disconnect: the number is free again and its token forgotten',
      answer: {status: 204},
      errors: ['not_found'],
      handler: deleteSender,
    },
  ],
};
