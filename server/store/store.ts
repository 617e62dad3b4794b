import type {AccessStore} from './access-store.ts';
import type {AttemptStore} from './attempt-store.ts';
import type {DeliveryStore} from './delivery-store.ts';
import type {EndpointStore} from './endpoint-store.ts';
import type {BulkStore} from './bulk-store.ts';
import type {EventStore} from './event-store.ts';
import type {InboundStore} from './inbound-store.ts';
import type {InvitationStore} from './invitation-store.ts';
import type {PhoneNumberStore} from './phone-number-store.ts';
import type {MailStore} from './mail-store.ts';
import type {OutboxStore} from './outbox-store.ts';
import type {RegistrationStore} from './registration-store.ts';
import type {RemoteStore} from './remote-store.ts';
import type {SenderStore} from './sender-store.ts';
import type {StatisticsStore} from './statistics-store.ts';
import type {UserDataStore} from './user-data-store.ts';

/**
 * Everything the service remembers. Each method is one whole unit of work: it is applied completely or not at
 * all, and its promise resolves only after it is durable on disk. There is no transaction on the interface,
 * so that no engine ever holds one across an `await`. Times are epoch milliseconds and come from the caller.
 *
 * Writes reject with `StorageError` when the engine cannot write (disk full, read only, busy for too long);
 * then nothing of the unit was applied and it may be tried again.
 */
export interface Store
  extends
    AccessStore,
    InvitationStore,
    AttemptStore,
    EventStore,
    SenderStore,
    RegistrationStore,
    StatisticsStore,
    InboundStore,
    UserDataStore,
    EndpointStore,
    DeliveryStore,
    PhoneNumberStore,
    MailStore,
    OutboxStore,
    BulkStore,
    RemoteStore,
    Maintenance {}

interface Maintenance {
  /** Forgets sessions, tickets, idempotency keys and API keys that ran out before `now`. */
  prune(now: number): Promise<void>;
  /** Rejects when there is no room for a large request. */
  checkWritable(): Promise<void>;
  /** Problems found in the data, none when all is well. */
  checkIntegrity(): Promise<string[]>;
  close(): Promise<void>;
}
