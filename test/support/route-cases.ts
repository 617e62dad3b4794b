import type {Route} from '../../server/route.ts';
import {operationOf} from './contract.ts';
import type {Answer, TestService} from './harness.ts';
import {connectClient, createSession} from './signups.ts';

/** How a route is called so that it succeeds. */
export interface RouteCase {
  /** Makes what the path names, newly for each call. */
  path?: Record<string, (service: TestService) => Promise<string>>;
  /** Default: the example of the document. */
  body?: unknown;
  query?: string;
  headers?: (service: TestService, body: unknown) => Record<string, string>;
}

const anInvitation = async (service: TestService) => (await service.invite()).id;
const aSender = async (service: TestService) => (await connectClient(service)).senderId ?? '';
const aSession = async (service: TestService) => (await createSession(service)).id;

/** One for each route: a new one adds its line. */
export const routeCases: Record<string, RouteCase> = {
  'POST /v1/invitations': {},
  'GET /v1/invitations': {},
  'GET /v1/invitations/:id': {path: {id: anInvitation}},
  'POST /v1/invitations/:id/cancel': {path: {id: anInvitation}},
  'GET /v1/senders': {},
  'GET /v1/senders/:id': {path: {id: aSender}},
  'DELETE /v1/senders/:id': {path: {id: aSender}},
  'GET /v1/me': {},
  'POST /v1/sessions': {},
  'DELETE /v1/sessions/:id': {path: {id: aSession}},
  'GET /client/v1/connection': {},
  'POST /client/v1/connection': {},
  'POST /client/v1/connection/cancel': {},
  'GET /client/v1/events': {},
  'GET /v1/stream': {},
};

export const nameOf = ({method, path}: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;

/** The address of the route with everything in it made. */
export async function pathOf(service: TestService, route: Route): Promise<string> {
  const {path: makers = {}, query} = routeCases[nameOf(route)] ?? {};
  let {path} = route;
  for (const [name, make] of Object.entries(makers)) path = path.replace(`:${name}`, await make(service));
  return query === undefined ? path : `${path}?${query}`;
}

/** The body with which the route succeeds: that of its case, or the document's example. */
export function bodyOf(route: Route): unknown {
  const [content] = Object.values(operationOf(route).requestBody?.content ?? {});
  return routeCases[nameOf(route)]?.body ?? content?.example;
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
    body = bodyOf(route),
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
    ...routeCases[nameOf(route)]?.headers?.(service, body),
    ...headers,
  };
  return service.fetch(route.method, address, body, sent);
}
