import type {Event} from '../events/event.ts';
import type {Scope} from '../projects/project.ts';
import type {Sender} from '../senders/sender.ts';
import type {EndpointChange} from './endpoint-store.ts';

/** Who is connected. */
export interface SenderStore {
  /** `undefined` also for one of another project or mode. */
  findSender(scope: Scope, senderId: string): Promise<Sender | undefined>;
  /** Newest first; `before` is an id. */
  listSenders(scope: Scope, query: {before?: string | undefined; limit: number}): Promise<Sender[]>;
  /**
   * Changes a sender and its endpoint in one go and answers the sender as it is then; the one that was the default
   * stops being it. `undefined` when there is no such sender, or its endpoint is not as it was `before` any more; nothing
   * was written then.
   */
  updateSender(
    owner: Scope & {senderId: string},
    change: {name?: string | undefined; setAsDefault: boolean; updatedAt: number},
    endpoint: EndpointChange,
  ): Promise<Sender | undefined>;
  /** Frees the number and forgets its secrets and its endpoint, with the event. The oldest that is left becomes the default. */
  deleteSender(scope: Scope, senderId: string, event: Event): Promise<boolean>;
  /** Those of the given numbers of Meta's that have a sender in this mode, in any project. */
  listTakenAccounts(mode: Scope['mode'], accountIds: string[]): Promise<string[]>;
}
