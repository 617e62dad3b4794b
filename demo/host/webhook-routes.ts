import express, {type RequestHandler} from 'express';
import type {Sender} from '../../server/contract/senders.ts';
import type {Delivery} from '../../server/contract/webhooks.ts';
import {shownHeaders} from '../secrets.ts';
import type {CallLog} from './call-log.ts';
import {findOwnInvitation} from './connection-routes.ts';
import type {Platform, SignedIn} from './platform.ts';
import {callService} from './service-call.ts';
import {isGenuine} from './verify-webhook.ts';
import type {WebhookEvent, WebhookInbox} from './webhook-inbox.ts';

const projectWebhook = '/v1/invitations/webhook';

/** What the page shows of a delivery. */
export interface ShownDelivery extends Pick<Delivery, 'id' | 'status' | 'attemptCount' | 'nextAttemptAt'> {
  title: string;
}

/** `POST /demo/webhooks`: the service tells what happened. A 2xx says "I have it"; anything else: "tell me again". */
export function receiveWebhook(inbox: WebhookInbox, calls: CallLog): RequestHandler[] {
  return [
    express.raw({type: () => true, limit: '256kb'}),
    (req, res) => {
      const startedAt = Date.now();
      const body = req.body as Buffer;
      const event = JSON.parse(body.toString('utf8')) as WebhookEvent;
      const secret = inbox.secrets.get(event.type.startsWith('message.') ? (event.senderId ?? '') : '');
      if (!secret || !isGenuine(secret, req.get('x-zavu-signature') ?? '', body)) {
        return void res.status(401).json({message: 'The signature does not fit.'});
      }
      const taken = inbox.take(event);
      const status = taken && inbox.down.has(taken.customerId) ? 500 : 200;
      if (taken) {
        calls.record(taken.customerId, {
          kind: 'webhook',
          title: taken.title,
          startedAt,
          durationMs: Date.now() - startedAt,
          method: req.method,
          path: event.type,
          status,
          requestHeaders: shownHeaders(
            Object.entries(req.headers).map(([name, value]) => [name, String(value)] as [string, string]),
          ),
          responseHeaders: {},
          request: event,
          response: null,
        });
      }
      res.status(status).json({message: status === 200 ? 'Thank you.' : 'Our database is down.'});
    },
  ];
}

/** Tells the service once, before the first page is served, where webhooks go. */
export function registerWebhook(platform: Platform, inbox: WebhookInbox): RequestHandler {
  let registered: Promise<void> | undefined;
  const register = async () => {
    const {webhook} = await callService<{webhook: {secret: string}}>(
      platform,
      fetch,
      'POST',
      projectWebhook,
      {
        url: `${platform.origin}/demo/webhooks`,
        events: [
          'invitation.status_changed',
          'invitation.link_requested',
          'invitation.expiring',
          'sender.health_changed',
          'sender.registration_changed',
          'sender.deleted',
        ],
      },
    );
    inbox.secrets.set('', webhook.secret);
  };
  return async (_req, _res, next) => {
    registered ??= register().catch((error: unknown) => {
      registered = undefined;
      throw error;
    });
    await registered;
    next();
  };
}

/** `GET /demo/api/webhooks`: how the deliveries about this customer are getting on, newest first. */
export function listWebhooks(platform: Platform, inbox: WebhookInbox): RequestHandler {
  return async (_req, res) => {
    const {customer} = res.locals as SignedIn;
    const webhooks = [projectWebhook, ...inbox.sendersOf(customer.id).map(senderWebhook)];
    const lists = await Promise.all(
      webhooks.map((path) =>
        callService<{items: Delivery[]} | undefined>(platform, fetch, 'GET', `${path}/deliveries`),
      ),
    );
    const deliveries = lists
      .flatMap((list) => list?.items ?? [])
      .flatMap(({id, eventId, status, attemptCount, nextAttemptAt}): ShownDelivery[] => {
        const title = inbox.titleFor(customer.id, eventId);
        return title === undefined ? [] : [{id, title, status, attemptCount, nextAttemptAt}];
      })
      .sort((one, other) => (one.id < other.id ? 1 : -1));
    res.json({isDown: inbox.down.has(customer.id), deliveries: deliveries.slice(0, 8)});
  };
}

/** `POST /demo/api/receiver` `{isDown}`: the backend answers 500 from now on, or is well again. */
export function switchReceiver(inbox: WebhookInbox): RequestHandler {
  return (req, res) => {
    const {customer} = res.locals as SignedIn;
    const {isDown} = (req.body ?? {}) as {isDown?: unknown};
    if (isDown === true) inbox.down.add(customer.id);
    else inbox.down.delete(customer.id);
    res.status(204).end();
  };
}

/** `POST /demo/api/retry` `{deliveryId}`: asks the service to try again now. */
export function retryDelivery(platform: Platform, inbox: WebhookInbox): RequestHandler {
  return async (req, res) => {
    const {customer, fetch} = res.locals as SignedIn;
    const id = encodeURIComponent(String((req.body as {deliveryId?: unknown}).deliveryId));
    for (const path of [projectWebhook, ...inbox.sendersOf(customer.id).map(senderWebhook)]) {
      const found = await callService<{delivery: Delivery} | undefined>(
        platform,
        globalThis.fetch,
        'GET',
        `${path}/deliveries/${id}`,
      );
      if (!found || inbox.titleFor(customer.id, found.delivery.eventId) === undefined) continue;
      await callService(platform, fetch, 'POST', `${path}/deliveries/${id}/retry`);
      return void res.status(204).end();
    }
    res.status(404).json({message: 'This customer has no such delivery.'});
  };
}

/** `POST /demo/api/test-message`: somebody writes to the connected number or Page. Play-Meta plays the somebody. */
export function sendTestMessage(platform: Platform, inbox: WebhookInbox): RequestHandler {
  return async (req, res) => {
    const {customer, fetch} = res.locals as SignedIn;
    const invitation = await findOwnInvitation(platform, res, req.body);
    const sender =
      invitation?.senderId &&
      (await callService<Sender | undefined>(platform, fetch, 'GET', `/v1/senders/${invitation.senderId}`));
    if (!sender) return void res.status(404).json({message: 'This customer is not connected.'});
    inbox.noteSender(sender.id, customer.id);
    if (!inbox.secrets.has(sender.id))
      inbox.secrets.set(sender.id, await listenTo(platform, fetch, sender.id));
    await callService(platform, fetch, 'POST', '/sandbox/messages', {
      ...(sender.messenger
        ? {pageId: sender.messenger.pageId}
        : {wabaId: sender.wabaId, phoneNumberId: sender.whatsapp?.phoneNumberId}),
      text: 'Hi! Do you have rye bread today?',
    });
    res.status(204).end();
  };
}

/** Has the messages of a sender sent to us; answers the secret that they are signed with. */
async function listenTo(
  platform: Platform,
  fetch: typeof globalThis.fetch,
  senderId: string,
): Promise<string> {
  const {webhook} = await callService<Sender>(platform, fetch, 'PATCH', `/v1/senders/${senderId}`, {
    webhookUrl: `${platform.origin}/demo/webhooks`,
    webhookEvents: ['message.inbound'],
    webhookActive: true,
  });
  if (webhook?.secret) return webhook.secret;
  // From before a restart, when the secret was shown: it is shown once, so it takes a new one.
  const {secret} = await callService<{secret: string}>(
    platform,
    fetch,
    'POST',
    `/v1/senders/${senderId}/webhook/secret`,
  );
  return secret;
}

const senderWebhook = (senderId: string) => `/v1/senders/${senderId}/webhook`;
