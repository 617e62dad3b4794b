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
      const ofTypes = types ? 'AND type IN (SELECT value FROM json_each(@types))' : '';
      return many(
        events,
        `SELECT ${events.select} FROM events WHERE ${conditionOf(filter)} AND seq > @seq ${ofTypes} ORDER BY seq LIMIT @limit`,
        {...filter, seq: after.seq, limit, types: types && JSON.stringify(types)},
      );
    },
    async listProjectEvents({projectId, mode}, {type, invitationId, before, limit}) {
      // Each way of asking goes along its own index, so that the cost does not grow with what is stored. The plus keeps
      // the engine from another one, of which it cannot know that it is worse.
      const ofInvitation = ['invitation_id = @invitationId', '+project_id = @projectId', '+mode = @mode'];
      const ofProject = ['project_id = @projectId', 'mode = @mode'];
      const order = type !== undefined && invitationId === undefined ? ['occurred_at', 'seq'] : ['seq'];
      const conditions = [
        ...(invitationId === undefined ? ofProject : ofInvitation),
        ...(type === undefined ? [] : [invitationId === undefined ? 'type = @type' : '+type = @type']),
        ...(before === undefined
          ? []
          : [`(${order.join(', ')}) < (SELECT ${order.join(', ')} FROM events WHERE id = @before)`]),
      ];
      return many(
        events,
        `SELECT ${events.select} FROM events WHERE ${conditions.join(' AND ')}
         ORDER BY ${order.map((column) => `${column} DESC`).join(', ')} LIMIT @limit`,
        {projectId, mode, type, invitationId, before, limit},
      );
    },
  };
}

function conditionOf(filter: EventFilter): string {
  if ('invitationId' in filter) return 'invitation_id = @invitationId';
  const ofProject = 'project_id = @projectId AND mode = @mode';
  return 'externalId' in filter ? `${ofProject} AND external_id = @externalId` : ofProject;
}

/**
 * Inside a unit of work: adds an event, and one pending delivery for each endpoint that wants to know. False when
 * the outside world told it before.
 */
export function insertEvent(engine: SqliteEngine, event: Event): boolean {
  const seq = insertEventAlone(engine, event);
  if (seq === undefined) return false;
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
      seq,
      subject: event.subject,
      now: event.occurredAt,
    });
  return true;
}

/** Inside a unit of work: adds an event that nobody is told about by itself. Answers its place among all of them. */
export function insertEventAlone(engine: SqliteEngine, event: Event): number | bigint | undefined {
  const {changes, lastInsertRowid} = engine
    .prepare(`${events.insert} ON CONFLICT (origin_id) DO NOTHING`)
    .run(events.toParameters(event));
  return changes === 0 ? undefined : lastInsertRowid;
}

const endpointsOf = `SELECT id FROM endpoints
  WHERE project_id = @projectId AND mode = @mode AND (sender_id IS NULL OR sender_id = @senderId)
    AND is_active = 1 AND EXISTS (SELECT 1 FROM json_each(event_types) WHERE value = @type)`;

const targetOf = ({projectId, mode, senderId, type}: Event) => ({projectId, mode, senderId, type});
