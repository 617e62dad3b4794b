import type {Request, RequestHandler, Response} from 'express';
import {apiCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import type {Page} from '../contract/fields.ts';
import {
  type Delivery as WireDelivery,
  type DeliveryReport,
  listDeliveriesQuery,
  replayBody,
} from '../contract/webhooks.ts';
import {ApiError, wrongField} from '../errors.ts';
import {toEnvelope} from '../events/event.ts';
import {decodeCursor, parseBody, parseQuery, pathParameter, toPage} from '../parse.ts';
import {attemptToWire, toWire} from './delivery.ts';
import {type Endpoint, testEvent} from './endpoint.ts';
import {noSuchSenderWebhook, noSuchWebhook, projectOwner} from './handlers.ts';

const dayMs = 24 * 60 * 60_000;
/** How long events are promised to be there. */
const replayDaysMax = 30;
/** One unit of work makes them due: more would keep everyone else waiting. */
const replayMax = 10_000;

/** The endpoint that a request is about; throws when it is not there. */
export type GetEndpoint = (context: Context, req: Request, res: Response) => Promise<Endpoint>;

export const getProjectEndpoint: GetEndpoint = async (context, _req, res) => {
  const endpoint = await context.store.findEndpoint(projectOwner(res));
  if (!endpoint) throw noSuchWebhook();
  return endpoint;
};

export const getSenderEndpoint: GetEndpoint = async (context, req, res) => {
  const {projectId, mode} = apiCallerOf(res);
  const endpoint = await context.store.findEndpoint({projectId, mode, senderId: pathParameter(req, 'id')});
  if (!endpoint) throw noSuchSenderWebhook();
  return endpoint;
};

/** `GET …/deliveries` */
export function listDeliveries(getEndpoint: GetEndpoint) {
  return (context: Context): RequestHandler =>
    async (req, res) => {
      const {status, limit, cursor} = parseQuery(listDeliveriesQuery, req.query);
      const {id} = await getEndpoint(context, req, res);
      const before = decodeCursor(cursor, 'dlv_');
      const found = await context.store.listDeliveries(id, {status, before, limit: limit + 1});
      res.json(toPage(found, limit, toWire) satisfies Page<WireDelivery>);
    };
}

/** `GET …/deliveries/:deliveryId`: what was sent, and every try. */
export function retrieveDelivery(getEndpoint: GetEndpoint) {
  return (context: Context): RequestHandler =>
    async (req, res) => {
      const {id} = await getEndpoint(context, req, res);
      const found = await context.store.findDelivery(id, pathParameter(req, 'deliveryId'));
      if (!found) throw noSuchDelivery();
      const {delivery, event, attempts} = found;
      res.json({
        delivery: toWire(delivery),
        event: toEnvelope(event),
        attempts: attempts.map(attemptToWire),
      } satisfies DeliveryReport);
    };
}

/** `POST …/deliveries/:deliveryId/retry`: due now, with the same id for the receiver, whatever became of it. */
export function retryDelivery(getEndpoint: GetEndpoint) {
  return (context: Context): RequestHandler =>
    async (req, res) => {
      const {id} = await getActiveEndpoint(getEndpoint, context, req, res);
      const now = context.clock.now();
      const delivery = await context.store.retryDelivery(id, pathParameter(req, 'deliveryId'), now);
      if (!delivery) throw noSuchDelivery();
      res.status(202).json({delivery: toWire(delivery)});
    };
}

/** `POST …/test`: an event for this endpoint only, whatever it is subscribed to. */
export function sendTestEvent(getEndpoint: GetEndpoint) {
  return (context: Context): RequestHandler =>
    async (req, res) => {
      const endpoint = await getActiveEndpoint(getEndpoint, context, req, res);
      const event = testEvent(endpoint, context.newId('evt'), context.clock.now());
      const delivery = await context.store.sendToEndpoint(endpoint, event);
      if (!delivery) throw noSuchWebhook();
      context.events.publish(event);
      res.status(202).json({delivery: toWire(delivery)});
    };
}

/** `POST …/replay`: sends again what did not arrive in a range of time, or everything. */
export function replayEvents(getEndpoint: GetEndpoint) {
  return (context: Context): RequestHandler =>
    async (req, res) => {
      const now = context.clock.now();
      const body = parseBody(replayBody, req.body);
      const range = rangeOf(body, now);
      const endpoint = await getActiveEndpoint(getEndpoint, context, req, res);
      const withSucceeded = body.status === 'all';
      const count = await context.store.replayEvents(endpoint, {...range, withSucceeded}, now, replayMax);
      if (count === undefined) {
        const most = replayMax.toLocaleString('en');
        throw wrongField('from', `the range holds more than ${most} events; send it in shorter ranges`);
      }
      res.status(202).json({count});
    };
}

function rangeOf(body: {from: string; to?: string | null | undefined}, now: number) {
  const range = {from: Date.parse(body.from), to: body.to == null ? now : Date.parse(body.to)};
  if (range.from > range.to) throw wrongField('from', 'must not be after "to"');
  if (range.from < now - replayDaysMax * dayMs) {
    throw wrongField('from', `must be in the last ${replayDaysMax} days; events are kept so long`);
  }
  return range;
}

async function getActiveEndpoint(getEndpoint: GetEndpoint, ...request: Parameters<GetEndpoint>) {
  const endpoint = await getEndpoint(...request);
  if (endpoint.isActive) return endpoint;
  throw new ApiError(
    'webhook_inactive',
    `This webhook is switched off, so nothing is sent. Switch it on first: ${endpoint.senderId === null ? '"active"' : '"webhookActive"'}: true.`,
    {disabledReason: endpoint.disabledReason},
  );
}

const noSuchDelivery = () => new ApiError('not_found', 'There is no such delivery of this webhook.');
