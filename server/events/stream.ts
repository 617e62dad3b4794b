import type {Scope} from '../projects/project.ts';
import type {EventFilter} from '../store/event-store.ts';
import {type Event, isForClients, isForPanel} from './event.ts';

/** `null`: something is there that no event tells of. */
type Listener = (event: Event | null) => void;
type Follower = (event: Event) => void;

/** Tells the subscribers in this process about events that have been stored. Keeps nothing; the store does. */
export class EventStream {
  readonly #followers = new Set<Follower>();
  readonly #listeners = new Map<string, Set<Listener>>();

  /** Call only after the event is durable: a crash right after it loses nothing. */
  publish(event: Event): void {
    for (const listener of this.#followers) listener(event);
    if (isForPanel(event)) this.#tell(topicOf({projectId: event.projectId, mode: event.mode}), event);
    if (event.invitationId === null || !isForClients(event)) return;
    const {invitationId, externalId, projectId, mode} = event;
    this.#tell(topicOf({invitationId}), event);
    if (externalId !== null) this.#tell(topicOf({projectId, mode, externalId}), event);
  }

  /** Has the panel of a project read its lists anew: an invitation that is made, or opened, is no event. */
  hint({projectId, mode}: Scope): void {
    this.#tell(topicOf({projectId, mode}), null);
  }

  /** Tells about every event, of whatever project. Answers the function that ends it. */
  follow(listener: Follower): () => void {
    this.#followers.add(listener);
    return () => this.#followers.delete(listener);
  }

  /** Tells about one client's events, or about all that the panel shows. Answers the function that ends the subscription. */
  subscribe(filter: EventFilter, listener: Listener): () => void {
    const topic = topicOf(filter);
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(topic) === listeners) this.#listeners.delete(topic);
    };
  }

  #tell(topic: string, event: Event | null): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener(event);
  }
}

function topicOf(filter: EventFilter): string {
  if ('invitationId' in filter) return `invitation ${filter.invitationId}`;
  const project = `project ${filter.projectId} ${filter.mode}`;
  return 'externalId' in filter ? `${project} client ${filter.externalId}` : project;
}
