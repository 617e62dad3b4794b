import {customerIdOf} from './platform.ts';

/** The service's envelope, as far as the platform reads it. */
export interface WebhookEvent {
  id: string;
  type: string;
  senderId?: string;
  data: Record<string, unknown>;
}

const rememberedMax = 2_000;

/** What the platform knows of webhooks: its secrets, which event is whose, and for whom it plays dead. */
export class WebhookInbox {
  /** By sender; the project's own under the empty name. */
  readonly secrets = new Map<string, string>();
  /** Customers for whom the backend answers 500. */
  readonly down = new Set<string>();
  readonly #customerOfSender = new Map<string, string>();
  readonly #events = new Map<string, {customerId: string; title: string}>();

  /** Notes whose event it is. Invitations carry the platform's own id of the customer, messages their sender. */
  take(event: WebhookEvent): {customerId: string; title: string} | undefined {
    const {externalId, senderId} = event.data;
    const subject = event.senderId ?? senderId;
    const customerId =
      typeof externalId === 'string'
        ? customerIdOf(externalId)
        : this.#customerOfSender.get(typeof subject === 'string' ? subject : '');
    if (customerId === undefined) return undefined;
    if (typeof senderId === 'string') this.#customerOfSender.set(senderId, customerId);
    const taken = {customerId, title: titleOf(event)};
    this.#events.set(event.id, taken);
    const [oldest] = this.#events.keys();
    if (this.#events.size > rememberedMax && oldest !== undefined) this.#events.delete(oldest);
    return taken;
  }

  /** What the event was, if it is one of this customer's. */
  titleFor(customerId: string, eventId: string): string | undefined {
    const event = this.#events.get(eventId);
    return event?.customerId === customerId ? event.title : undefined;
  }

  noteSender(senderId: string, customerId: string): void {
    this.#customerOfSender.set(senderId, customerId);
  }

  sendersOf(customerId: string): string[] {
    return [...this.#customerOfSender].filter(([, owner]) => owner === customerId).map(([id]) => id);
  }
}

function titleOf({type, data}: WebhookEvent): string {
  const {previousStatus, currentStatus, previousRegistration, currentRegistration, text} = data;
  if (typeof currentRegistration === 'string') {
    return `registration: ${String(previousRegistration)} → ${currentRegistration}`;
  }
  if (typeof currentStatus === 'string') return `${String(previousStatus)} → ${currentStatus}`;
  return typeof text === 'string' ? `“${text}”` : type;
}
