import type {Event} from '../events/event.ts';
import type {Scope} from '../projects/project.ts';
import type {Sender} from '../senders/sender.ts';

export interface SenderStore {
  findSender(scope: Scope, senderId: string): Promise<Sender | undefined>;
  /** Newest first; `before` is an id. */
  listSenders(scope: Scope, query: {before?: string | undefined; limit: number}): Promise<Sender[]>;
  /** Frees the number and forgets its secrets and its endpoint, with the event. The oldest that is left becomes the default. */
  deleteSender(scope: Scope, senderId: string, event: Event): Promise<boolean>;
  /** Those of the given numbers of Meta's that have a sender in this mode, in any project. */
  listTakenPhones(mode: Scope['mode'], wabaPhoneNumberIds: string[]): Promise<string[]>;
}
