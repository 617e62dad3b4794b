import type {EventType} from '../contract/events.ts';
import type {Event} from '../events/event.ts';
import type {Scope} from '../projects/project.ts';

/** One client's events: of an invitation, or of all invitations with an external id. Or all of a project and mode. */
export type EventFilter = {invitationId: string} | (Scope & {externalId: string}) | Scope;

/** What happened. */
export interface EventStore {
  /** In the order they were committed: after the event with this id (none when it is unknown), or from the beginning. */
  listEvents(
    filter: EventFilter,
    afterEventId: string | undefined,
    limit: number,
    types?: readonly EventType[],
  ): Promise<Event[]>;
  /** All of a project and mode, newest first; `before` is an id. */
  listProjectEvents(
    scope: Scope,
    query: {
      type?: EventType | undefined;
      invitationId?: string | undefined;
      before?: string | undefined;
      limit: number;
    },
  ): Promise<Event[]>;
}
