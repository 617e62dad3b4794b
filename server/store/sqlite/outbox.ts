import type {Event} from '../../events/event.ts';
import type {Delivery} from '../../webhooks/delivery.ts';
import type {FinishedAttempt, OutboxStore} from '../outbox-store.ts';
import type {SqliteEngine} from './engine.ts';
import {insertEvent} from './events.ts';
import {deliveries, deliveryAttempts, endpoints, events} from './tables.ts';

/** How far a claim looks: a long row of events of one subject, of which only the first may go, costs no more. */
const candidatesMax = 500;
/** What was tried this recently has just seen how the receiver is. */
const triedRecentlyMs = 60_000;
const pruneBatch = 1_000;

export function createOutboxStore(engine: SqliteEngine): OutboxStore {
  const {write, prepare, one, changed} = engine;

  const findDelivery = (id: string) =>
    one(deliveries, `SELECT ${deliveries.select} FROM deliveries WHERE id = ?`, id);

  /** Due ones that nobody has, at most one of each subject: what has to wait gives its turn to what it waits for. */
  const listDue = (endpointId: string, now: number, limit: number): Delivery[] => {
    const due: Delivery[] = [];
    const subjects = new Set<string>();
    // By the time they are due, and then as they were written: the order of the index, so nothing is sorted. An
    // earlier one that is tried again comes behind those that wait for it, however many they are.
    const candidates = prepare(
      `SELECT ${deliveries.select}, (
         SELECT earlier.id FROM deliveries AS earlier
         WHERE earlier.endpoint_id = @endpointId AND earlier.subject = deliveries.subject
           AND earlier.status = 'pending' AND earlier.event_seq < deliveries.event_seq
           AND (earlier.next_attempt_at <= @now OR earlier.locked_until > @now)
         ORDER BY earlier.event_seq LIMIT 1) AS "waitsFor"
       FROM deliveries
       WHERE endpoint_id = @endpointId AND status = 'pending' AND next_attempt_at <= @now
         AND coalesce(locked_until, 0) <= @now
       ORDER BY next_attempt_at, rowid LIMIT ${candidatesMax}`,
    ).iterate({endpointId, now}) as IterableIterator<{waitsFor: string | null}>;
    for (const {waitsFor, ...row} of candidates) {
      const candidate = deliveries.toRecord(row);
      if (subjects.has(candidate.subject)) continue;
      subjects.add(candidate.subject);
      const first = waitsFor === null ? candidate : findDelivery(waitsFor);
      if (first && (first.lockedUntil ?? 0) <= now) due.push(first);
      if (due.length === limit) break;
    }
    return due;
  };

  /** The delivery itself, or the one that has to go before it: the first of its subject, if it waits untried. */
  const firstToGo = (due: Delivery, now: number): Delivery =>
    one(
      deliveries,
      `SELECT ${deliveries.select} FROM deliveries
       WHERE id = (
         SELECT id FROM deliveries
         WHERE endpoint_id = @endpointId AND subject = @subject AND status = 'pending'
         ORDER BY event_seq LIMIT 1)
       AND event_seq < @eventSeq AND last_attempt_at < @nextAttemptAt AND coalesce(hold_until, 0) <= @now`,
      {
        endpointId: due.endpointId,
        subject: due.subject,
        eventSeq: due.eventSeq,
        nextAttemptAt: due.nextAttemptAt,
        now,
      },
    ) ?? due;

  const readEvent = (delivery: Delivery): Event => {
    const event = one(events, `SELECT ${events.select} FROM events WHERE id = ?`, delivery.eventId);
    if (!event) throw new Error(`Delivery ${delivery.id} is of no event.`);
    return event;
  };

  return {
    async listDueEndpoints(now) {
      const rows = prepare(
        `SELECT id FROM endpoints WHERE is_active = 1 AND EXISTS (
           SELECT 1 FROM deliveries
           WHERE endpoint_id = endpoints.id AND status = 'pending' AND next_attempt_at <= @now
             AND coalesce(locked_until, 0) <= @now)`,
      ).all({now}) as {id: string}[];
      return rows.map(({id}) => id);
    },

    claimDeliveries: (endpointId, now, lockedUntil, limit) =>
      write(() => {
        const endpoint = one(
          endpoints,
          `SELECT ${endpoints.select} FROM endpoints WHERE id = ? AND is_active = 1`,
          endpointId,
        );
        if (!endpoint) return undefined;
        const due = listDue(endpointId, now, limit);
        return {
          endpoint,
          deliveries: due.map((candidate) => {
            const delivery = {...firstToGo(candidate, now), lockedUntil};
            prepare('UPDATE deliveries SET locked_until = ? WHERE id = ?').run(lockedUntil, delivery.id);
            return {delivery, event: readEvent(delivery)};
          }),
        };
      }),

    finishDelivery: (finished) =>
      write(() => {
        const {before, attempt, endpoint, switchOff} = finished;
        const delivery = withAskedRetry(finished);
        const saved = changed(
          `UPDATE deliveries SET ${deliveries.assignments}
           WHERE id = @id AND status = 'pending' AND locked_until = @lockedBefore`,
          {...deliveries.toParameters(delivery), lockedBefore: before.lockedUntil},
        );
        if (!saved) return 'lost';
        prepare(deliveryAttempts.insert).run(deliveryAttempts.toParameters(attempt));
        if (attempt.outcome === 'succeeded') {
          if (endFailing(finished)) catchUp(endpoint.id, attempt.startedAt);
          return 'saved';
        }
        changed(
          'UPDATE endpoints SET failing_since = ? WHERE id = ? AND url = ? AND failing_since IS NULL',
          attempt.startedAt,
          endpoint.id,
          endpoint.url,
        );
        return switchOff && saveSwitchedOff(switchOff) ? 'switched_off' : 'saved';
      }),

    async pruneDeliveries(finishedBefore) {
      const prune = () =>
        write(() =>
          changed(
            `DELETE FROM deliveries WHERE id IN (
               SELECT id FROM deliveries WHERE finished_at < ? ORDER BY finished_at LIMIT ${pruneBatch})`,
            finishedBefore,
          ),
        );
      while (await prune());
    },
  };

  /** Who asked for a retry while this try was on its way was told that there will be one: a success is as good. */
  function withAskedRetry({before, delivery, attempt}: FinishedAttempt): Delivery {
    const current = attempt.outcome === 'succeeded' ? undefined : findDelivery(before.id);
    if (current?.trigger !== 'manual' || current.nextAttemptAt === before.nextAttemptAt) return delivery;
    const {status, nextAttemptAt, trigger, holdUntil, finishedAt} = current;
    const isBegunAnew = current.firstAttemptAt !== before.firstAttemptAt;
    const firstAttemptAt = isBegunAnew ? current.firstAttemptAt : delivery.firstAttemptAt;
    return {...delivery, status, nextAttemptAt, trigger, holdUntil, finishedAt, firstAttemptAt};
  }

  /** An answer of an address that the endpoint had before says nothing about the one it has now. */
  function endFailing({endpoint}: FinishedAttempt): boolean {
    return changed(
      'UPDATE endpoints SET failing_since = NULL WHERE id = ? AND url = ? AND failing_since IS NOT NULL',
      endpoint.id,
      endpoint.url,
    );
  }

  function catchUp(endpointId: string, now: number): void {
    changed(
      `UPDATE deliveries SET next_attempt_at = @now
       WHERE endpoint_id = @endpointId AND status = 'pending' AND next_attempt_at > @now
         AND last_attempt_at < @triedBefore AND coalesce(hold_until, 0) <= @now`,
      {endpointId, now, triedBefore: now - triedRecentlyMs},
    );
  }

  function saveSwitchedOff({endpoint, event}: NonNullable<FinishedAttempt['switchOff']>): boolean {
    const isOff = changed(
      `UPDATE endpoints SET is_active = 0, disabled_reason = @disabledReason, disabled_at = @disabledAt,
         updated_at = @updatedAt
       WHERE id = @id AND url = @url AND is_active = 1
         AND (@disabledReason = 'gone' OR failing_since = @failingSince)`,
      endpoints.toParameters(endpoint),
    );
    if (isOff) insertEvent(engine, event);
    return isOff;
  }
}
