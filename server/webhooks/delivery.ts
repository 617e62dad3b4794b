import type {DeliveryOutcome, DeliveryStatus, DeliveryTrigger} from '../contract/webhooks.ts';

/** Event × endpoint, written in the transaction of the event. Times in epoch ms. */
export interface Delivery {
  id: string;
  endpointId: string;
  eventId: string;
  eventSeq: number;
  subject: string;
  status: DeliveryStatus;
  /** How many HTTP tries there were. */
  attempts: number;
  firstAttemptAt: number | null;
  lastAttemptAt: number | null;
  /** `null` once it is over. */
  nextAttemptAt: number | null;
  /** What makes the next try; back to `schedule` once it is made. */
  trigger: DeliveryTrigger;
  /** The receiver asked not to be tried before. */
  holdUntil: number | null;
  /** Until when a process has it in its hands. */
  lockedUntil: number | null;
  createdAt: number;
  finishedAt: number | null;
}

/** One HTTP try. */
export interface DeliveryAttempt {
  deliveryId: string;
  /** From 1. */
  number: number;
  trigger: DeliveryTrigger;
  outcome: DeliveryOutcome;
  statusCode: number | null;
  detail: string | null;
  startedAt: number;
  durationMs: number;
}
