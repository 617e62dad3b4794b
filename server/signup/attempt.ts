import type {AttemptStep, AttemptSummary} from '../contract/attempts.ts';
import type {FailureReason} from '../contract/failure-reasons.ts';
import type {Mode} from '../contract/fields.ts';
import {type Event, invitationEvent} from '../events/event.ts';
import type {Invitation} from '../invitations/invitation.ts';

/** A number that Meta showed us for this attempt. */
export interface PhoneOption {
  wabaId: string;
  wabaPhoneNumberId: string;
  /** E.164. */
  phoneNumber: string;
  displayPhoneNumber: string;
  /** The verified name. */
  name: string | null;
}

/** One run of a client through Meta's dialog, with all that is needed to go on after a crash. Times in epoch ms. */
export interface Attempt {
  id: string;
  invitationId: string;
  mode: Mode;
  /** 1 for the first attempt of its invitation; given by the store. */
  number: number;
  status: AttemptSummary['status'];
  /** The step that comes next, or the one that failed. */
  step: AttemptStep;
  failureReason: FailureReason | null;
  /** For the operator only: Meta's code, subcode, trace id. */
  failureDetail: Record<string, unknown> | null;
  /** Hash of the OAuth `state` of this attempt. */
  stateHash: string;
  /** When the state came back. A second time starts nothing. */
  returnedAt: number | null;
  /** Hash of the cookie of the browser that started. */
  browserHash: string;
  /** Byte-identical in dialog and exchange. */
  redirectUri: string;
  returnUrl: string | null;
  /** The language of the page that it was started from. */
  locale: string | null;
  sealedBusinessToken: string | null;
  sealedPin: string | null;
  /** The numbers to choose from; set while `step` is `choose`. */
  options: PhoneOption[] | null;
  /** The number that is being connected. */
  phone: PhoneOption | null;
  startedAt: number;
  updatedAt: number;
  finishedAt: number | null;
  /** Until when a process has this attempt in its hands. */
  lockedUntil: number | null;
}

/** Failures in which the business token stayed good: trying again goes on where it stopped, without the dialog. */
export const resumableReasons: readonly FailureReason[] = ['meta_unavailable', 'meta_rate_limited'];

/** Tells the stream that an attempt has come further; it is no status change and no webhook. */
export function stepEvent(invitation: Invitation, attempt: Attempt, eventId: string, now: number): Event {
  const data = {invitationId: invitation.id, attemptId: attempt.id, step: attempt.step};
  return invitationEvent(invitation, {id: eventId, type: 'attempt.step_changed', occurredAt: now, data});
}
