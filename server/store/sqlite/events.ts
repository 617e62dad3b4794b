import type {Event} from '../../events/event.ts';
import type {EventFilter, EventStore} from '../event-store.ts';
import type {SqliteEngine} from './engine.ts';
import {events} from './tables.ts';

export function createEventStore({prepare, many}: SqliteEngine): EventStore {
  const findSeq = (eventId: string) =>
    prepare('SELECT seq FROM events WHERE id = ?').get(eventId) as {seq: number} | undefined;
  return {
    async listEvents(filter: EventFilter, afterEventId, limit, types) {
      const after = afterEventId === undefined ? {seq: 0} : findSeq(afterEventId);
      if (!after) return [];
      const condition =
        'invitationId' in filter
          ? 'invitation_id = @invitationId'
          : 'project_id = @projectId AND mode = @mode AND external_id = @externalId';
      const ofTypes = types ? 'AND type IN (SELECT value FROM json_each(@types))' : '';
      return many(
        events,
        `SELECT ${events.select} FROM events WHERE ${condition} AND seq > @seq ${ofTypes} ORDER BY seq LIMIT @limit`,
        {...filter, seq: after.seq, limit, types: types && JSON.stringify(types)},
      );
    },
  };
}

/**
 * Inside a unit of work: adds an event, and one pending delivery for each endpoint that wants to know. False when
 * the outside world told it before.
 */
export function insertEvent(engine: SqliteEngine, event: Event): boolean {
  const {changes, lastInsertRowid} = engine
    .prepare(`${events.insert} ON CONFLICT (origin_id) DO NOTHING`)
    .run(events.toParameters(event));
  if (changes === 0) return false;
  engine
    .prepare(
      `INSERT INTO deliveries (id, endpoint_id, event_id, event_seq, subject, status, next_attempt_at, created_at)
       SELECT @idStart || substr(id, -8), id, @eventId, @seq, @subject, 'pending', @now, @now
       FROM endpoints WHERE id IN (${endpointsOf})`,
    )
    .run({
      ...targetOf(event),
      // Sorts like the event, and is as unique as event and endpoint together.
      idStart: event.id.replace('evt_', 'dlv_'),
      eventId: event.id,
      seq: lastInsertRowid,
      subject: event.subject,
      now: event.occurredAt,
    });
  return true;
}

const endpointsOf = `SELECT id FROM endpoints
  WHERE project_id = @projectId AND mode = @mode AND (sender_id IS NULL OR sender_id = @senderId)
    AND is_active = 1 AND EXISTS (SELECT 1 FROM json_each(event_types) WHERE value = @type)`;

const targetOf = ({projectId, mode, senderId, type}: Event) => ({projectId, mode, senderId, type});
