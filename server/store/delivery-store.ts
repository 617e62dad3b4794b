import type {DeliveryStatus} from '../contract/webhooks.ts';
import type {Event} from '../events/event.ts';
import type {DeliveryAttempt, LoggedDelivery} from '../webhooks/delivery.ts';
import type {Endpoint} from '../webhooks/endpoint.ts';

/** Which events an endpoint is sent again. */
export interface ReplayRange {
  /** Both count, epoch ms. */
  from: number;
  to: number;
  /** Also what was delivered already. */
  withSucceeded: boolean;
}

/** The log of what was sent to an endpoint, and sending it again. */
export interface DeliveryStore {
  /** Newest first; `before` is an id. */
  listDeliveries(
    endpointId: string,
    query: {status?: DeliveryStatus | undefined; before?: string | undefined; limit: number},
  ): Promise<LoggedDelivery[]>;
  /** A delivery with its event and every try, the first one first. */
  findDelivery(
    endpointId: string,
    deliveryId: string,
  ): Promise<{delivery: LoggedDelivery; event: Event; attempts: DeliveryAttempt[]} | undefined>;
  /**
   * Makes a delivery due now, also one that is over; its schedule goes on where it was. `undefined` when there is
   * none.
   */
  retryDelivery(endpointId: string, deliveryId: string, now: number): Promise<LoggedDelivery | undefined>;
  /** Adds an event that only this endpoint is told about. `undefined` when the endpoint is gone. */
  sendToEndpoint(endpoint: Endpoint, event: Event): Promise<LoggedDelivery | undefined>;
  /**
   * Makes the deliveries of all events that the endpoint is subscribed to due now; those that were never made are
   * made. Their schedule begins anew. Answers how many, or `undefined` when they are more than `max`: then nothing was written.
   */
  replayEvents(endpoint: Endpoint, range: ReplayRange, now: number, max: number): Promise<number | undefined>;
}
