import type {AttemptStep, AttemptSummary} from '../contract/attempts.ts';
import type {FailureReason} from '../contract/failure-reasons.ts';
import type {ConnectionType, Mode} from '../contract/fields.ts';
import type {registrations} from '../contract/senders.ts';
import {type Event, invitationEvent} from '../events/event.ts';
import type {Invitation} from '../invitations/invitation.ts';

/** A WhatsApp number that Meta showed us for this attempt. */
export interface WhatsAppOption {
  channel: 'whatsapp';
  /** Meta's id of the number. */
  accountId: string;
  wabaId: string;
  /** What the account is called, to tell several apart. */
  wabaName?: string | null | undefined;
  /** E.164. */
  phoneNumber: string;
  displayPhoneNumber: string;
  /** The verified name. */
  name: string | null;
  /** The client goes on using the number in the WhatsApp Business app, too. */
  isCoexistence: boolean;
}

/** A Facebook Page that Meta showed us for this attempt. */
export interface PageOption {
  channel: 'messenger';
  /** Meta's id of the Page. */
  accountId: string;
  name: string | null;
  /** Who is logged in at Facebook, shown to whoever chooses: so a wrong login is seen. `null` once it is chosen. */
  personName: string | null;
}

/** What a client can connect. */
export type AccountOption = WhatsAppOption | PageOption;

/** What the browser said that it had shared: preferred when Meta confirms it, never believed. */
export interface AttemptHints {
  wabaId?: string | undefined;
  accountId?: string | undefined;
}

/** `pending`: Meta is not ready for the number; it is registered later. `none`: there is nothing to register. */
export type Registration = (typeof registrations)[number];

/** One run of a client through Meta's dialog, with all that is needed to go on after a crash. Times in epoch ms. */
export interface Attempt {
  id: string;
  invitationId: string;
  mode: Mode;
  connectionType: ConnectionType;
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
  /** Byte-identical in dialog and exchange; empty: the code was made without one. */
  redirectUri: string;
  returnUrl: string | null;
  /** The language of the page that it was started from. */
  locale: string | null;
  sealedBusinessToken: string | null;
  sealedPin: string | null;
  /** Meta's id for our app of whoever went through the dialog. */
  providerUserId: string | null;
  /** Set when an account was claimed without the browser: then no other is connected. */
  claimedWabaId: string | null;
  hints: AttemptHints | null;
  /** What to choose from; set while `step` is `choose`. */
  options: AccountOption[] | null;
  /** What is being connected. */
  account: AccountOption | null;
  /** How often the client gave a PIN that was not the number's. */
  pinTries: number;
  /** Set once that step is done. */
  registration: Registration | null;
  registrationDetail: string | null;
  /** When a number that Meta is not ready for is registered; set with `pending`. */
  nextRegistrationAt: number | null;
  startedAt: number;
  updatedAt: number;
  finishedAt: number | null;
  /** Until when a process has this attempt in its hands. */
  lockedUntil: number | null;
}

/**
 * Failures in which the business token stayed good: trying again goes on where it stopped, without the dialog. Meta was down, or
 * something is wrong with us that an operator mends. Not what another person or other ticks in the dialog would change: a Page that
 * could not be subscribed, a permission that is missing.
 */
export const resumableReasons: readonly FailureReason[] = [
  'meta_unavailable',
  'meta_rate_limited',
  'webhook_subscription_failed',
  'credit_line_failed',
];

/** A client who gave this many wrong PINs does not know it; Meta locks a number that is guessed at. */
export const pinTriesMax = 5;

/** Tells the stream that an attempt has come further; it is no status change and no webhook. */
export function stepEvent(invitation: Invitation, attempt: Attempt, eventId: string, now: number): Event {
  const data = {invitationId: invitation.id, attemptId: attempt.id, step: attempt.step};
  return invitationEvent(invitation, {id: eventId, type: 'attempt.step_changed', occurredAt: now, data});
}
