import type {Scope} from '../projects/project.ts';
import type {Endpoint, EndpointOwner} from '../webhooks/endpoint.ts';

/** `undefined`: there was, or is to be, none. The same twice: nothing is to be written. */
export interface EndpointChange {
  before: Endpoint | undefined;
  after: Endpoint | undefined;
}

/** Who is sent events. */
export interface EndpointStore {
  /** The project's own, or that of its sender; also one that is switched off. */
  findEndpoint(owner: EndpointOwner): Promise<Endpoint | undefined>;
  /** Those of these senders; the ones that have none are left out. */
  listSenderEndpoints(scope: Scope, senderIds: readonly string[]): Promise<Endpoint[]>;
  /**
   * Writes an endpoint if it still is as it was `before` (`undefined`: its owner had none). False when someone else
   * was first; nothing was written then.
   */
  saveEndpoint(before: Endpoint | undefined, endpoint: Endpoint): Promise<boolean>;
  /** With its secret, its deliveries and their log. False when there is none. */
  deleteEndpoint(owner: EndpointOwner): Promise<boolean>;
}
