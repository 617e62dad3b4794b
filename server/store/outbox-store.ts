import type {Event} from '../events/event.ts';
import type {Delivery, DeliveryAttempt} from '../webhooks/delivery.ts';
import type {Endpoint} from '../webhooks/endpoint.ts';

/** Deliveries that a process has taken, each with its event, and the endpoint as it was at that moment. */
export interface ClaimedDeliveries {
  endpoint: Endpoint;
  deliveries: {delivery: Delivery; event: Event}[];
}

/** What follows from a try. */
export interface FinishedAttempt {
  endpoint: Endpoint;
  /** As it was claimed. */
  before: Delivery;
  delivery: Delivery;
  attempt: DeliveryAttempt;
  /** The endpoint, switched off, and the event that says so. */
  switchOff?: {endpoint: Endpoint; event: Event};
}

/** What is on its way to endpoints. */
export interface OutboxStore {
  /** Ids of active endpoints with something due that nobody has in hand. The cost is per endpoint, however much is due. */
  listDueEndpoints(now: number): Promise<string[]>;
  /**
   * Takes what is due, so that no other process can until `lockedUntil`. Events of one subject are given out one
   * after the other, in their order; one that waits for a later try holds up none, but is given out first when it was
   * not tried since the later one became due. `undefined`: the endpoint is not there or not active.
   */
  claimDeliveries(
    endpointId: string,
    now: number,
    lockedUntil: number,
    limit: number,
  ): Promise<ClaimedDeliveries | undefined>;
  /**
   * Writes down a try and what follows from it, if the delivery is still taken as it was claimed; else `lost`. Keeps
   * since when the endpoint fails; the first success after failures makes due what was waiting for it. The endpoint is
   * switched off only if it is as it was claimed: then the answer is `switched_off`.
   */
  finishDelivery(finished: FinishedAttempt): Promise<'saved' | 'lost' | 'switched_off'>;
  /** Forgets deliveries, with their attempts, that ended before this time. Events stay. */
  pruneDeliveries(finishedBefore: number): Promise<void>;
}
