import {
  clientEventTypes,
  type ClientEvent,
  type EventEnvelope,
  type EventType,
  panelEventTypes,
} from '../contract/events.ts';
import type {Mode} from '../contract/fields.ts';
import type {Invitation} from '../invitations/invitation.ts';

/** Something that happened, stored in the transaction that made it happen. */
export interface Event {
  id: string;
  type: EventType;
  /** When it happened, epoch ms; for an expiry that is `expiresAt`, whenever it was noticed. */
  occurredAt: number;
  projectId: string;
  mode: Mode;
  /** What it is about, an invitation or a conversation: events of one subject are delivered in their order. */
  subject: string;
  invitationId: string | null;
  /** Set when a sender's own endpoint may want to know. */
  senderId: string | null;
  externalId: string | null;
  data: Record<string, unknown>;
  /** The outside world's name for it: what it tells twice is stored once. */
  originId: string | null;
}

/** An event of an invitation, with everything that follows from the invitation filled in. */
export function invitationEvent(
  invitation: Pick<Invitation, 'id' | 'projectId' | 'mode' | 'externalId'>,
  event: Pick<Event, 'id' | 'type' | 'occurredAt' | 'data'>,
): Event {
  return {
    projectId: invitation.projectId,
    mode: invitation.mode,
    subject: invitation.id,
    invitationId: invitation.id,
    senderId: null,
    externalId: invitation.externalId,
    originId: null,
    ...event,
  };
}

/** Whether browsers that speak for one client are told. */
export function isForClients({type}: Event): boolean {
  return clientEventTypes.some((told) => told === type);
}

/** Whether the panel of its project is told. */
export function isForPanel({type}: Event): boolean {
  return panelEventTypes.some((told) => told === type);
}

const projectOnly = ['clientEmail', 'metadata', 'changed', 'providerReason'];

/** The event as a browser sees it: without what only the project may know of its client. */
export function toClientEvent(event: Event): ClientEvent {
  // What Meta says of an account is for whoever runs it; the connection beside this tells a client what it comes to.
  const isNews = event.type === 'sender.health_changed' || event.type === 'sender.registration_changed';
  const data = isNews
    ? {senderId: event.senderId}
    : Object.fromEntries(Object.entries(event.data).filter(([name]) => !projectOnly.includes(name)));
  return {id: event.id, type: event.type, timestamp: event.occurredAt, data};
}

/** The event as a webhook is sent it: Zavu's envelope. */
export function toEnvelope(event: Event): EventEnvelope {
  return {
    id: event.id,
    type: event.type,
    timestamp: event.occurredAt,
    projectId: event.projectId,
    ...(event.senderId !== null && {senderId: event.senderId}),
    data: event.data,
  };
}
