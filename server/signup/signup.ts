import type {Context} from '../context.ts';
import {attemptLifetimeMs, asOf, type Invitation, isOpen, transition} from '../invitations/invitation.ts';
import {ApiError} from '../errors.ts';
import {equalsSecret, hashSecret, newPin, newSecret} from '../secrets.ts';
import {type Attempt, stepEvent} from './attempt.ts';
import type {Failure, ReturnQuery, SignupProvider} from './provider.ts';
import {failAttempt, finishSteps, lockMs, pinIdentity, tokenIdentity} from './steps.ts';

/** Failures in which the business token stayed good: trying again goes on where it stopped, without the dialog. */
const resumableReasons: readonly Invitation['failureReason'][] = ['meta_unavailable', 'meta_rate_limited'];
const resumableMs = 24 * 60 * 60_000;

export interface StartedSignup {
  attempt: Attempt;
  /** Where the browser goes next: Meta's dialog, or our page when there is no need for it. */
  redirectUrl: string;
}

/**
 * Opens an attempt for this browser and replaces one that runs. Throws `invitation_not_usable` when the
 * invitation is over, or its channel cannot be connected here.
 */
export async function startSignup(
  context: Context,
  invitationId: string,
  browser: {secret: string; returnUrl: string | null},
): Promise<StartedSignup> {
  for (;;) {
    const found = await context.store.findConnection(invitationId);
    if (!found) throw new ApiError('not_found', 'There is no such invitation.');
    const now = context.clock.now();
    const invitation = asOf(found.invitation, now);
    if (!isOpen(invitation)) {
      throw new ApiError('invitation_not_usable', `This invitation is ${invitation.status}.`, {
        status: invitation.status,
      });
    }
    const provider = providerOf(context, invitation);
    const state = newSecret();
    const resumed = resumable(found.attempt, now);
    const attempt = newAttempt(context, invitation, {state, ...browser, resumed});
    const decided = transition(
      invitation,
      {to: 'in_progress', attemptId: attempt.id},
      now,
      context.newId('evt'),
    );
    if (!decided) continue;
    const started = await context.store.startAttempt(
      found.invitation,
      decided.invitation,
      decided.event,
      attempt,
    );
    // Someone else changed the invitation between our look and our write: look again.
    if (!started) continue;
    context.log.info({invitationId, attemptId: attempt.id, resumed: resumed !== undefined}, 'signup started');
    context.events.publish(decided.event);
    if (resumed) {
      void finishSteps(context, attempt.id);
      return {attempt, redirectUrl: progressUrl(context, attempt.id)};
    }
    return {attempt, redirectUrl: provider.begin(attempt, decided.invitation, state)};
  }
}

export type SignupReturn =
  /** `finished` resolves when the attempt has come as far as it can without its client. */
  | {kind: 'known'; attemptId: string; finished: Promise<void>}
  /** Not a state of ours, or long forgotten. Nothing was changed. */
  | {kind: 'unknown'}
  /** Another browser than the one that started. Nothing was changed. */
  | {kind: 'wrong_browser'; mode: Attempt['mode']};

/**
 * Takes what came back from Meta. Bound to the state, once, and to the browser that started: somebody else's
 * address in a victim's browser reaches no exchange. A reload finds the stored result.
 */
export async function takeReturn(
  context: Context,
  query: ReturnQuery,
  browserSecret: string | undefined,
): Promise<SignupReturn> {
  const attempt = query['state']
    ? await context.store.findAttemptByState(hashSecret(query['state']))
    : undefined;
  if (!attempt) return {kind: 'unknown'};
  if (!isSameBrowser(attempt, browserSecret)) return {kind: 'wrong_browser', mode: attempt.mode};

  const now = context.clock.now();
  const isInTime = now < attempt.startedAt + attemptLifetimeMs;
  const isFirst = isInTime && (await context.store.claimReturn(attempt.id, now, now + lockMs));
  const returned: Attempt = {...attempt, returnedAt: now, step: 'exchange', lockedUntil: now + lockMs};
  const isStored = isFirst && (await exchange(context, returned, query));
  return {
    kind: 'known',
    attemptId: attempt.id,
    finished: isStored ? finishSteps(context, attempt.id) : Promise.resolve(),
  };
}

/** Whether this is the browser that started the attempt. */
export function isSameBrowser(attempt: Attempt, browserSecret: string | undefined): boolean {
  return browserSecret !== undefined && equalsSecret(hashSecret(browserSecret), attempt.browserHash);
}

/** The client chose one of the numbers that were offered. Answers false when it is not one of them, or too late. */
export async function chooseNumber(
  context: Context,
  attempt: Attempt,
  wabaPhoneNumberId: string,
): Promise<boolean> {
  const phone = attempt.options?.find((option) => option.wabaPhoneNumberId === wabaPhoneNumberId);
  if (attempt.step !== 'choose' || !phone) return false;
  const now = context.clock.now();
  if (!(await context.store.claimAttempt(attempt.id, now, now + lockMs))) return false;
  const found = await context.store.findConnection(attempt.invitationId);
  const chosen: Attempt = {
    ...attempt,
    step: 'subscribe',
    phone,
    options: null,
    updatedAt: now,
    lockedUntil: null,
  };
  if (!found) return false;
  const event = stepEvent(found.invitation, chosen, context.newId('evt'), now);
  if (!(await context.store.saveAttempt(chosen, event))) return false;
  context.events.publish(event);
  void finishSteps(context, attempt.id);
  return true;
}

export function progressUrl(context: Context, attemptId: string): string {
  return `${context.config.publicUrl}/signup/${attemptId}`;
}

/**
 * The code is traded inside the callback, since it lives for seconds; the token is stored before anything else.
 * Answers whether there is a token to go on with.
 */
async function exchange(context: Context, attempt: Attempt, query: ReturnQuery): Promise<boolean> {
  const provider = context.providers[attempt.mode];
  const result = provider
    ? await provider.exchange(attempt, query)
    : ({kind: 'failed', reason: 'configuration_error'} satisfies Failure);
  if (result.kind === 'failed') {
    await failAttempt(context, attempt, result);
    return false;
  }
  const found = await context.store.findConnection(attempt.invitationId);
  const now = context.clock.now();
  const stored: Attempt = {
    ...attempt,
    step: 'discover',
    sealedBusinessToken: context.secrets.seal(result.businessToken, tokenIdentity(attempt.id)),
    sealedPin: context.secrets.seal(newPin(), pinIdentity(attempt.id)),
    updatedAt: now,
    lockedUntil: null,
  };
  const event = found && stepEvent(found.invitation, stored, context.newId('evt'), now);
  if (!(await context.store.saveAttempt(stored, event))) return false;
  if (event) context.events.publish(event);
  return true;
}

function newAttempt(
  context: Context,
  invitation: Invitation,
  start: {state: string; secret: string; returnUrl: string | null; resumed: Attempt | undefined},
): Attempt {
  const now = context.clock.now();
  const id = context.newId('att');
  const {resumed} = start;
  const reseal = (sealed: string | null | undefined, identity: (attemptId: string) => string) =>
    resumed && sealed
      ? context.secrets.seal(context.secrets.open(sealed, identity(resumed.id)), identity(id))
      : null;
  return {
    id,
    invitationId: invitation.id,
    mode: invitation.mode,
    number: 1,
    status: 'running',
    step: resumed ? resumed.step : 'dialog',
    failureReason: null,
    failureDetail: null,
    stateHash: hashSecret(start.state),
    returnedAt: resumed ? now : null,
    browserHash: hashSecret(start.secret),
    redirectUri: `${context.config.publicUrl}/signup/meta/callback`,
    returnUrl: start.returnUrl,
    sealedBusinessToken: reseal(resumed?.sealedBusinessToken, tokenIdentity),
    sealedPin: reseal(resumed?.sealedPin, pinIdentity),
    options: null,
    phone: resumed?.phone ?? null,
    startedAt: now,
    updatedAt: now,
    finishedAt: null,
    lockedUntil: null,
  };
}

function resumable(attempt: Attempt | undefined, now: number): Attempt | undefined {
  const isResumable =
    attempt?.status === 'failed' &&
    attempt.sealedBusinessToken !== null &&
    resumableReasons.includes(attempt.failureReason) &&
    now - attempt.startedAt < resumableMs;
  return isResumable ? attempt : undefined;
}

function providerOf(context: Context, invitation: Invitation): SignupProvider {
  const provider = context.providers[invitation.mode];
  if (provider && invitation.connectionType === 'whatsapp_waba') return provider;
  throw new ApiError(
    'invitation_not_usable',
    provider
      ? 'This service cannot connect Messenger yet.'
      : `No provider is set up for ${invitation.mode} mode. Set SIGNUP_PROVIDER, or SANDBOX=on for test mode.`,
  );
}
