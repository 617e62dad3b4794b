import type {EventEnvelope, EventType, Mode} from '../contract.ts';

/** Something that happened to an invitation, stored in the transaction that made it happen. */
export interface Event {
  id: string;
  type: EventType;
  /** When it happened, epoch ms; for an expiry that is `expiresAt`, whenever it was noticed. */
  occurredAt: number;
  projectId: string;
  mode: Mode;
  invitationId: string;
  externalId: string | null;
  data: Record<string, unknown>;
}

/** The event as receivers see it. */
export function toEnvelope(event: Event): EventEnvelope {
  return {
    id: event.id,
    type: event.type,
    timestamp: event.occurredAt,
    projectId: event.projectId,
    data: event.data,
  };
}
