import type {ClientEvent, EventType, Mode} from '../contract.ts';

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

/** The event as a browser sees it: without what only the project may know of its client. */
export function toClientEvent(event: Event): ClientEvent {
  const data = Object.fromEntries(Object.entries(event.data).filter(([name]) => name !== 'clientEmail'));
  return {id: event.id, type: event.type, timestamp: event.occurredAt, data};
}
