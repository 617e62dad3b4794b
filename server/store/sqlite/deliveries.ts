import type {DeliveryAttempt, LoggedDelivery} from '../../webhooks/delivery.ts';
import type {Endpoint} from '../../webhooks/endpoint.ts';
import type {DeliveryStore, ReplayRange} from '../delivery-store.ts';
import type {SqliteEngine} from './engine.ts';
import {insertEventAlone} from './events.ts';
import {deliveries, deliveryAttempts, events} from './tables.ts';

export function createDeliveryStore(engine: SqliteEngine): DeliveryStore {
  const {write, prepare, one, many, changed} = engine;

  const findLogged = (endpointId: string, deliveryId: string) =>
    one(logged, `${selectLogged()} WHERE deliveries.id = ? AND endpoint_id = ?`, deliveryId, endpointId);

  return {
    async listDeliveries(endpointId, {status, before, limit}) {
      return many(
        logged,
        // The status as a literal, since the indexes of some are partial.
        `${selectLogged(status === 'pending' ? 'INDEXED BY deliveries_due' : '')} WHERE endpoint_id = @endpointId
           ${status === undefined ? '' : `AND status = '${status}'`}
           ${before === undefined ? '' : 'AND deliveries.id < @before'}
         ORDER BY deliveries.id DESC LIMIT @limit`,
        {endpointId, before, limit},
      );
    },
    async findDelivery(endpointId, deliveryId) {
      const delivery = findLogged(endpointId, deliveryId);
      const event =
        delivery && one(events, `SELECT ${events.select} FROM events WHERE id = ?`, delivery.eventId);
      if (!event) return undefined;
      const attempts: DeliveryAttempt[] = many(
        deliveryAttempts,
        `SELECT ${deliveryAttempts.select} FROM delivery_attempts WHERE delivery_id = ? ORDER BY number`,
        deliveryId,
      );
      return {delivery, event, attempts};
    },
    retryDelivery: (endpointId, deliveryId, now) =>
      write(() => {
        changed(`UPDATE deliveries SET ${dueNow} WHERE id = @deliveryId AND endpoint_id = @endpointId`, {
          endpointId,
          deliveryId,
          now,
        });
        return findLogged(endpointId, deliveryId);
      }),
    sendToEndpoint: (endpoint, event) =>
      write(() => {
        if (!prepare('SELECT 1 FROM endpoints WHERE id = ?').get(endpoint.id)) return undefined;
        insertEventAlone(engine, event);
        prepare(`${queue} WHERE events.id = @eventId`).run({
          endpointId: endpoint.id,
          eventId: event.id,
          now: event.occurredAt,
          trigger: 'schedule',
        });
        return one(logged, `${selectLogged()} WHERE event_id = ? AND endpoint_id = ?`, event.id, endpoint.id);
      }),
    replayEvents: (endpoint, range, now, max) =>
      write(() => {
        const parameters = {...rangeOf(endpoint, range), now, trigger: 'manual'};
        const counted = prepare(
          `SELECT count(*) AS count FROM (
             SELECT 1 FROM events LEFT JOIN deliveries ON endpoint_id = @endpointId AND event_id = events.id
             WHERE ${inRange} AND (@withSucceeded OR status IS NOT 'succeeded') LIMIT @max + 1)`,
        ).get({...parameters, max}) as {count: number};
        if (counted.count > max) return undefined;
        return prepare(
          `${queue} WHERE ${inRange}
           ON CONFLICT (endpoint_id, event_id) DO UPDATE SET ${dueNow}, first_attempt_at = NULL
             WHERE @withSucceeded OR deliveries.status <> 'succeeded'`,
        ).run(parameters).changes;
      }),
  };
}

const logged = {toRecord: (row: unknown) => deliveries.toRecord(row) as LoggedDelivery};

const selectLogged = (hint = '') => `SELECT ${deliveries.select}, events.type AS "eventType",
    events.invitation_id AS "invitationId", events.sender_id AS "senderId"
  FROM deliveries ${hint} JOIN events ON events.id = deliveries.event_id`;

const dueNow = `status = 'pending', next_attempt_at = @now, trigger = 'manual', hold_until = NULL, finished_at = NULL`;

/** The ids are those that `insertEvent` gives. */
const queue = `INSERT INTO deliveries (id, endpoint_id, event_id, event_seq, subject, status, next_attempt_at,
    trigger, created_at)
  SELECT replace(events.id, 'evt_', 'dlv_') || substr(@endpointId, -8), @endpointId, events.id, events.seq,
    events.subject, 'pending', @now, @trigger, @now
  FROM events`;

/** A test was for whoever asked for it: it is not sent again with the rest. */
const inRange = `events.project_id = @projectId AND events.mode = @mode
  AND events.type IN (SELECT value FROM json_each(@types) WHERE value <> 'webhook.test')
  AND events.occurred_at BETWEEN @from AND @to
  AND (@senderId IS NULL OR events.sender_id = @senderId)`;

function rangeOf(endpoint: Endpoint, {from, to, withSucceeded}: ReplayRange) {
  return {
    endpointId: endpoint.id,
    projectId: endpoint.projectId,
    mode: endpoint.mode,
    senderId: endpoint.senderId,
    types: JSON.stringify(endpoint.eventTypes),
    from,
    to,
    withSucceeded: withSucceeded ? 1 : 0,
  };
}
