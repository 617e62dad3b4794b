import type {Command, Options} from './command.ts';
import {pageOptions} from './paging.ts';

const signatureOption: Options = {
  signature: {kind: 'text', field: 'signatureVersion', about: 'v1, v1+v2 or v2'},
};

/** Of the project. */
export const webhookCommands: Command[] = [
  {
    words: 'webhook show',
    summary: "the project's webhook",
    method: 'GET',
    path: '/v1/invitations/webhook',
    part: 'webhook',
    nothing: 'There is no webhook. Set one with: webhook set URL',
  },
  {
    words: 'webhook set',
    summary: 'create or replace it; prints its secret',
    method: 'POST',
    path: '/v1/invitations/webhook',
    arguments: [{name: 'URL', field: 'url'}],
    options: {
      events: {kind: 'list', value: 'A,B', about: 'default: invitation.status_changed'},
      ...signatureOption,
    },
  },
  {
    words: 'webhook on',
    summary: 'switch it on again',
    method: 'PATCH',
    path: '/v1/invitations/webhook',
    body: {active: true},
  },
  {
    words: 'webhook off',
    summary: 'switch it off',
    method: 'PATCH',
    path: '/v1/invitations/webhook',
    body: {active: false},
  },
  {
    words: 'webhook remove',
    summary: 'remove it with its secret and its log',
    method: 'DELETE',
    path: '/v1/invitations/webhook',
    nothing: 'The webhook is removed.',
  },
  {
    words: 'webhook rotate-secret',
    summary: 'a new secret; the old one signs too for a while',
    method: 'POST',
    path: '/v1/invitations/webhook/secret',
    options: {
      overlap: {kind: 'number', field: 'overlapHours', value: 'HOURS', about: '0 to 72; default: 24'},
    },
  },
  ...deliveryCommands('webhook', '/v1/invitations/webhook'),
];

/** Of a sender, by its id. */
export const senderWebhookCommands: Command[] = [
  {
    words: 'senders webhook show',
    summary: "a sender's webhook",
    method: 'GET',
    path: '/v1/senders/:id',
    part: 'webhook',
    nothing: 'This sender has no webhook. Set one with: senders webhook set ID URL',
  },
  {
    words: 'senders webhook set',
    summary: 'create or change it; a new one prints its secret',
    method: 'PATCH',
    path: '/v1/senders/:id',
    arguments: [{name: 'URL', field: 'webhookUrl'}],
    options: {
      events: {kind: 'list', field: 'webhookEvents', value: 'A,B', about: 'default: all message.*'},
      signature: {kind: 'text', field: 'webhookSignatureVersion', about: 'v1, v1+v2 or v2 (default)'},
    },
    part: 'webhook',
  },
  {
    words: 'senders webhook on',
    summary: 'switch it on again',
    method: 'PATCH',
    path: '/v1/senders/:id',
    body: {webhookActive: true},
    part: 'webhook',
  },
  {
    words: 'senders webhook off',
    summary: 'switch it off',
    method: 'PATCH',
    path: '/v1/senders/:id',
    body: {webhookActive: false},
    part: 'webhook',
  },
  {
    words: 'senders webhook remove',
    summary: 'remove it with its secret and its log',
    method: 'PATCH',
    path: '/v1/senders/:id',
    body: {webhookUrl: null},
    part: 'webhook',
    nothing: 'The webhook is removed.',
  },
  {
    words: 'senders webhook rotate-secret',
    summary: 'a new secret; the old one is invalid at once',
    method: 'POST',
    path: '/v1/senders/:id/webhook/secret',
  },
  ...deliveryCommands('senders webhook', '/v1/senders/:id/webhook'),
];

/** What was sent, and sending it again: the same for every webhook. */
function deliveryCommands(words: string, path: string): Command[] {
  return [
    {
      words: `${words} test`,
      summary: 'send a test event to it',
      method: 'POST',
      path: `${path}/test`,
    },
    {
      words: `${words} deliveries`,
      summary: 'what was sent to it, newest first',
      method: 'GET',
      path: `${path}/deliveries`,
      options: {status: {kind: 'text', about: 'pending, succeeded or failed'}, ...pageOptions},
      columns: ['id', 'status', 'eventType', 'attemptCount', 'createdAt', 'nextAttemptAt', 'invitationId'],
      nothing: 'No deliveries.',
    },
    {
      words: `${words} delivery`,
      summary: 'one delivery: the event and every try',
      method: 'GET',
      path: `${path}/deliveries/:deliveryId`,
    },
    {
      words: `${words} retry`,
      summary: 'send one again, now',
      method: 'POST',
      path: `${path}/deliveries/:deliveryId/retry`,
    },
    {
      words: `${words} replay`,
      summary: 'send again what did not arrive in a range of time',
      method: 'POST',
      path: `${path}/replay`,
      options: {
        from: {kind: 'text', value: 'TIME', about: 'for example 2026-11-22T08:00:00Z', isNeeded: true},
        to: {kind: 'text', value: 'TIME', about: 'default: now'},
        status: {kind: 'text', about: '"all" also sends again what was delivered'},
      },
    },
  ];
}
