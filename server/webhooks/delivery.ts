import {isoTime} from '../clock.ts';
import type {EventType} from '../contract/events.ts';
import type {
  Delivery as WireDelivery,
  DeliveryAttempt as WireAttempt,
  DeliveryOutcome,
  DeliveryStatus,
  DeliveryTrigger,
} from '../contract/webhooks.ts';
import type {Event} from '../events/event.ts';
import {movedStart, nextAttemptAt} from './retry.ts';

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
  /** From when the schedule counts: the first try, moved on by the time in which nobody could try. */
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

/** A delivery with what the log shows of its event. */
export interface LoggedDelivery extends Delivery, Pick<Event, 'invitationId' | 'senderId'> {
  eventType: EventType;
}

/** The delivery as the log shows it. */
export function toWire(delivery: LoggedDelivery): WireDelivery {
  return {
    id: delivery.id,
    eventId: delivery.eventId,
    eventType: delivery.eventType,
    invitationId: delivery.invitationId,
    senderId: delivery.senderId,
    status: delivery.status,
    attemptCount: delivery.attempts,
    nextAttemptAt: isoTime(delivery.nextAttemptAt),
    createdAt: isoTime(delivery.createdAt),
    finishedAt: isoTime(delivery.finishedAt),
  };
}

/** The try as the log shows it. */
export function attemptToWire(attempt: DeliveryAttempt): WireAttempt {
  const {number, trigger, outcome, statusCode, detail, durationMs} = attempt;
  const startedAt = isoTime(attempt.startedAt);
  return {number, trigger, outcome, statusCode, detail, startedAt, durationMs};
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

/** How a try ended, as `deliver` tells it. */
export interface Try {
  outcome: DeliveryOutcome;
  statusCode: number | null;
  /** A sentence for whoever looks after the receiver. */
  detail: string;
  durationMs: number;
  /** Until when the receiver asked not to be tried. */
  holdUntil: number | undefined;
}

/** The delivery after a try that began at `startedAt` and has ended now, and the line of its log. */
export function afterTry(
  before: Delivery,
  {outcome, statusCode, detail, durationMs, holdUntil}: Try,
  {startedAt, now, random}: {startedAt: number; now: number; random: number},
): {delivery: Delivery; attempt: DeliveryAttempt} {
  const firstAttemptAt =
    before.firstAttemptAt === null
      ? startedAt
      : movedStart(before.firstAttemptAt, before.nextAttemptAt ?? startedAt, startedAt);
  const isSucceeded = outcome === 'succeeded';
  const next = isSucceeded ? undefined : nextAttemptAt(firstAttemptAt, now, random, holdUntil);
  const attempt: DeliveryAttempt = {
    deliveryId: before.id,
    number: before.attempts + 1,
    trigger: before.trigger,
    outcome,
    statusCode,
    detail,
    startedAt,
    durationMs,
  };
  const delivery: Delivery = {
    ...before,
    status: isSucceeded ? 'succeeded' : next === undefined ? 'failed' : 'pending',
    attempts: attempt.number,
    firstAttemptAt,
    lastAttemptAt: startedAt,
    nextAttemptAt: next ?? null,
    trigger: 'schedule',
    holdUntil: next === undefined ? null : (holdUntil ?? null),
    lockedUntil: null,
    finishedAt: next === undefined ? now : null,
  };
  return {delivery, attempt};
}
