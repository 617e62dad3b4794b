import {z} from 'zod';
import {pageOf} from '../contract/fields.ts';
import {
  createWebhookBody,
  delivery,
  deliveryReport,
  listDeliveriesQuery,
  replayBody,
  rotatedSecret,
  rotateSecretBody,
  updateWebhookBody,
  webhook,
  webhookSecret,
  wrappedDelivery,
} from '../contract/webhooks.ts';
import type {Route, RouteGroup} from '../route.ts';
import {
  getProjectEndpoint,
  type GetEndpoint,
  getSenderEndpoint,
  listDeliveries,
  replayEvents,
  retrieveDelivery,
  retryDelivery,
  sendTestEvent,
} from './delivery-handlers.ts';
import {
  deleteWebhook,
  putWebhook,
  regenerateSenderSecret,
  retrieveWebhook,
  rotateWebhookSecret,
  updateWebhook,
} from './handlers.ts';

const path = '/v1/invitations/webhook';

export const webhookRoutes: RouteGroup = {
  heading: 'Webhook of the project',
  routes: [
    {
      method: 'POST',
      path,
      access: 'key',
      summary: 'Create the webhook, or replace it and switch it on',
      description:
        'A secret that is there is kept, and shown either way. One webhook for each project and mode.',
      body: createWebhookBody,
      answer: {status: 200, schema: z.object({webhook: webhook.extend({secret: webhookSecret})})},
      handler: putWebhook,
    },
    {
      method: 'GET',
      path,
      access: 'key',
      summary: 'Retrieve the webhook; `null` when there is none',
      answer: {status: 200, schema: z.object({webhook: webhook.nullable()})},
      handler: retrieveWebhook,
    },
    {
      method: 'PATCH',
      path,
      access: 'key',
      summary: 'Change the webhook',
      description: '`active: true` also forgets why it was switched off.',
      body: updateWebhookBody,
      answer: {status: 200, schema: z.object({webhook})},
      errors: ['not_found'],
      handler: updateWebhook,
    },
    {
      method: 'DELETE',
      path,
      access: 'key',
      summary: 'Delete the webhook with its secret, its deliveries and their log',
      description: 'Deleting twice is answered like once.',
      answer: {status: 204},
      handler: deleteWebhook,
    },
    {
      method: 'POST',
      path: `${path}/secret`,
      access: 'key',
      summary: 'Give the webhook a new secret; the old one signs too for a while',
      description:
        'During the overlap `webhook-signature` carries a signature of each; `X-Zavu-Signature` is of the newest.',
      body: rotateSecretBody,
      answer: {status: 200, schema: rotatedSecret},
      errors: ['not_found'],
      handler: rotateWebhookSecret,
    },
    ...deliveryRoutes(path, getProjectEndpoint),
  ],
};

/** What the SDK sets with `PATCH /v1/senders/:id` is looked after here. */
export const senderWebhookRoutes: RouteGroup = {
  heading: 'Webhook of a sender',
  routes: [
    {
      method: 'POST',
      path: '/v1/senders/:id/webhook/secret',
      access: 'key',
      summary: "Give a sender's webhook a new secret; the old one is invalid at once",
      answer: {status: 200, schema: z.object({secret: webhookSecret})},
      errors: ['not_found', 'provider_unavailable'],
      handler: regenerateSenderSecret,
    },
    ...deliveryRoutes('/v1/senders/:id/webhook', getSenderEndpoint),
  ],
};

function deliveryRoutes(endpointPath: string, getEndpoint: GetEndpoint): Route[] {
  return [
    {
      method: 'POST',
      path: `${endpointPath}/test`,
      access: 'key',
      summary: 'Send a `webhook.test` event to this webhook only, whatever it is subscribed to',
      answer: {status: 202, schema: wrappedDelivery},
      errors: ['not_found', 'webhook_inactive'],
      handler: sendTestEvent(getEndpoint),
    },
    {
      method: 'GET',
      path: `${endpointPath}/deliveries`,
      access: 'key',
      summary: 'List deliveries, newest first',
      query: listDeliveriesQuery,
      answer: {status: 200, schema: pageOf(delivery)},
      errors: ['not_found'],
      handler: listDeliveries(getEndpoint),
    },
    {
      method: 'GET',
      path: `${endpointPath}/deliveries/:deliveryId`,
      access: 'key',
      summary: 'Retrieve a delivery: the event as it is sent, and every try',
      answer: {status: 200, schema: deliveryReport},
      errors: ['not_found'],
      handler: retrieveDelivery(getEndpoint),
    },
    {
      method: 'POST',
      path: `${endpointPath}/deliveries/:deliveryId/retry`,
      access: 'key',
      summary: 'Send a delivery again now, also one that failed or arrived',
      description:
        'The receiver is sent the same `webhook-id`. A delivery whose tries were used up gets one more.',
      answer: {status: 202, schema: wrappedDelivery},
      errors: ['not_found', 'webhook_inactive'],
      handler: retryDelivery(getEndpoint),
    },
    {
      method: 'POST',
      path: `${endpointPath}/replay`,
      access: 'key',
      summary: 'Send again what did not arrive in a range of time, or everything',
      description:
        'Events that happened while the webhook was switched off or not subscribed to them are sent too.',
      body: replayBody,
      answer: {status: 202, schema: z.object({count: z.int()})},
      errors: ['not_found', 'webhook_inactive'],
      handler: replayEvents(getEndpoint),
    },
  ];
}
