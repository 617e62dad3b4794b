import type {Route} from '../../server/route.ts';
import {operationOf} from './contract.ts';
import type {Answer, TestService} from './harness.ts';
import {buyNumber} from './numbers.ts';
import {connectClient, createSession} from './signups.ts';

/** How a route is called so that it succeeds. */
export interface RouteCase {
  /** What must be there besides what the path names. */
  prepare?: (service: TestService) => Promise<unknown>;
  /** Makes what the path names, newly for each call, in this order. */
  path?: Record<string, (service: TestService, made: Record<string, string>) => Promise<string>>;
  /** Default: the example of the document. */
  body?: (service: TestService) => unknown;
  query?: string;
}

/** A mail server and a receiver that nobody has to reach for the cases. */
export const caseEnvironment = {
  SMTP_URL: 'smtp://127.0.0.1:1',
  MAIL_FROM: 'invite@luma.example',
  WEBHOOK_ALLOW_PRIVATE: '1',
};
const receiverUrl = 'http://127.0.0.1:1/webhook';

const anInvitation = async (service: TestService) =>
  (await service.invite({clientEmail: 'luna@example.com'})).id;
const aSender = async (service: TestService) => (await connectClient(service)).senderId ?? '';
const aSession = async (service: TestService) => (await createSession(service)).id;
const aNumber = async (service: TestService) => (await buyNumber(service)).id;
const aWebhook = (service: TestService) => service.api('POST', '/v1/invitations/webhook', {url: receiverUrl});
const aDelivery = async (service: TestService) =>
  (await service.api('POST', '/v1/invitations/webhook/test')).body.delivery.id as string;

async function aSenderWithWebhook(service: TestService): Promise<string> {
  const id = await aSender(service);
  await service.api('PATCH', `/v1/senders/${id}`, {webhookUrl: receiverUrl});
  return id;
}

const itsDelivery = async (service: TestService, {id}: Record<string, string>) =>
  (await service.api('POST', `/v1/senders/${id}/webhook/test`)).body.delivery.id as string;
const sinceThen = (service: TestService) => ({from: new Date(service.clock.now() - 60_000).toISOString()});

/** One for each route: a new one adds its line. */
export const routeCases: Record<string, RouteCase> = {
  'POST /v1/invitations/webhook': {},
  'GET /v1/invitations/webhook': {},
  'PATCH /v1/invitations/webhook': {prepare: aWebhook},
  'DELETE /v1/invitations/webhook': {},
  'POST /v1/invitations/webhook/secret': {prepare: aWebhook},
  'POST /v1/invitations/webhook/test': {prepare: aWebhook},
  'GET /v1/invitations/webhook/deliveries': {prepare: aWebhook},
  'GET /v1/invitations/webhook/deliveries/:deliveryId': {prepare: aWebhook, path: {deliveryId: aDelivery}},
  'POST /v1/invitations/webhook/deliveries/:deliveryId/retry': {
    prepare: aWebhook,
    path: {deliveryId: aDelivery},
  },
  'POST /v1/invitations/webhook/replay': {prepare: aWebhook, body: sinceThen},
  'POST /v1/invitations': {},
  'GET /v1/invitations': {},
  'POST /v1/invitations/import': {},
  'GET /v1/invitations/export': {},
  'GET /v1/invitations/counts': {},
  'GET /v1/invitations/stats': {},
  'PATCH /v1/invitations/:id': {path: {id: anInvitation}},
  'POST /v1/invitations/:id/rotate-link': {path: {id: anInvitation}},
  'GET /v1/invitations/:id/timeline': {path: {id: anInvitation}},
  'GET /v1/invitations/:id': {path: {id: anInvitation}},
  'POST /v1/invitations/:id/cancel': {path: {id: anInvitation}},
  'POST /v1/invitations/:id/resend': {path: {id: anInvitation}},
  'GET /v1/senders': {},
  'POST /v1/senders': {},
  'GET /v1/senders/:id': {path: {id: aSender}},
  'PATCH /v1/senders/:id': {path: {id: aSender}},
  'DELETE /v1/senders/:id': {path: {id: aSender}},
  'GET /v1/senders/:id/profile': {path: {id: aSender}},
  'PATCH /v1/senders/:id/profile': {path: {id: aSender}},
  'POST /v1/senders/:id/profile/picture': {path: {id: aSender}},
  'POST /v1/senders/:id/webhook/secret': {path: {id: aSenderWithWebhook}},
  'POST /v1/senders/:id/webhook/test': {path: {id: aSenderWithWebhook}},
  'GET /v1/senders/:id/webhook/deliveries': {path: {id: aSenderWithWebhook}},
  'GET /v1/senders/:id/webhook/deliveries/:deliveryId': {
    path: {id: aSenderWithWebhook, deliveryId: itsDelivery},
  },
  'POST /v1/senders/:id/webhook/deliveries/:deliveryId/retry': {
    path: {id: aSenderWithWebhook, deliveryId: itsDelivery},
  },
  'POST /v1/senders/:id/webhook/replay': {path: {id: aSenderWithWebhook}, body: sinceThen},
  'GET /v1/phone-numbers': {},
  'POST /v1/phone-numbers': {},
  'GET /v1/phone-numbers/available': {query: 'countryCode=US'},
  'GET /v1/phone-numbers/requirements': {query: 'countryCode=US'},
  'GET /v1/phone-numbers/:id': {path: {id: aNumber}},
  'PATCH /v1/phone-numbers/:id': {path: {id: aNumber}},
  'DELETE /v1/phone-numbers/:id': {path: {id: aNumber}},
  'POST /v1/phone-numbers/:id/verification': {path: {id: aNumber}},
  'POST /v1/phone-numbers/:id/verification/confirm': {path: {id: aNumber}},
  'GET /v1/project': {},
  'PATCH /v1/project': {},
  'GET /v1/me': {},
  'POST /v1/sessions': {},
  'DELETE /v1/sessions/:id': {path: {id: aSession}},
  'GET /v1/events': {},
  'GET /v1/stream': {},
  'GET /client/v1/connection': {},
  'POST /client/v1/connection': {},
  'POST /client/v1/connection/cancel': {},
  'POST /client/v1/connection/disconnect': {},
  'POST /client/v1/connection/test-message': {
    prepare: async (service) => void (await connectClient(service, {externalId: 'client-1'})),
  },
  'GET /client/v1/events': {},
};

export const nameOf = ({method, path}: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;

/** The address of the route with everything in it made. */
export async function pathOf(service: TestService, route: Route): Promise<string> {
  const {prepare, path: makers = {}, query} = routeCases[nameOf(route)] ?? {};
  await prepare?.(service);
  const made: Record<string, string> = {};
  for (const [name, make] of Object.entries(makers)) made[name] = await make(service, made);
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => made[name] ?? '');
  return query === undefined ? path : `${path}?${query}`;
}

/** The body with which the route succeeds: that of its case, or the document's example. */
export function bodyOf(service: TestService, route: Route): unknown {
  const [content] = Object.values(operationOf(route).requestBody?.content ?? {});
  const {body} = routeCases[nameOf(route)] ?? {};
  return body ? body(service) : content?.example;
}

/** What the route asks for, in its least form. */
export async function credentialFor(service: TestService, route: Route): Promise<string | undefined> {
  if (route.access === 'anyone') return undefined;
  return route.access === 'client' ? (await createSession(service)).clientSecret : service.keys.test;
}

/** Calls a route as its case says, unless told otherwise. */
export async function callRoute(
  service: TestService,
  route: Route,
  {
    path,
    body = bodyOf(service, route),
    credential,
    headers = {},
  }: {
    path?: string;
    body?: unknown;
    credential?: string | undefined;
    headers?: Record<string, string>;
  } = {},
): Promise<Answer> {
  const address = path ?? (await pathOf(service, route));
  const sent = {
    ...(credential !== undefined && {authorization: `Bearer ${credential}`}),
    ...(route.bodyType !== undefined && {'content-type': route.bodyType}),
    ...headers,
  };
  return service.fetch(route.method, address, body, sent);
}
