import type {Context} from '../context.ts';
import {attemptLifetimeMs, asOf, type Invitation, isOpen, transition} from '../invitations/invitation.ts';
import {ApiError} from '../errors.ts';
import {equalsSecret, hashSecret, newPin, newSecret} from '../secrets.ts';
import {type Attempt, resumableReasons, stepEvent} from './attempt.ts';
import {openSecrets, sealSecrets} from './attempt-secrets.ts';
import type {AttemptSecrets, Failure, ReturnQuery, SignupProvider} from './provider.ts';
import {failAttempt, finishSteps} from './steps.ts';

const resumableMs = 24 * 60 * 60_000;
/** A little longer than the exchange may take: a process that dies in it is known to be dead soon. */
const exchangeLockMs = 12_000;

export interface StartedSignup {
  attempt: Attempt;
  /** Where the browser goes next: Meta's dialog, or our page when there is no need for it. */
  redirectUrl: string;
}

export interface StartingBrowser {
  secret: string;
  returnUrl: string | null;
  locale: string | null;
  /** What the exchange has to name when the dialog is opened in another way than by `redirectUrl`. */
  redirectUri?: string;
}

/**
 * Opens an attempt for this browser and replaces one that runs. Throws `invitation_not_usable` when the
 * invitation is over, or its channel cannot be connected here.
 */
export async function startSignup(
  context: Context,
  invitationId: string,
  browser: StartingBrowser,
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
    const resumed = resumable(context, found.attempt, browser.secret);
    const attempt = newAttempt(context, invitation, {now, state, ...browser, resumed});
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
      void context.background.run(finishSteps(context, attempt.id));
      return {attempt, redirectUrl: progressUrl(context, attempt.id)};
    }
    return {attempt, redirectUrl: provider.begin(attempt, decided.invitation, state, found.assignedNumber)};
  }
}

export type SignupReturn =
  /** `finished` resolves when the attempt has come as far as it can without its client. */
  | {kind: 'known'; attemptId: string; finished: Promise<void>}
  /** Not a state of ours, or long forgotten. Nothing was changed. */
  | {kind: 'unknown'}
  /** Another browser than the one that started. Nothing was changed. */
  | {kind: 'wrong_browser'};

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
  if (!isSameBrowser(attempt, browserSecret)) return {kind: 'wrong_browser'};

  const taken = await takeOnce(context, attempt, query);
  return {kind: 'known', attemptId: attempt.id, finished: taken?.finished ?? Promise.resolve()};
}

/** Trades what came back, once and in time; `undefined`: it is too late, or something came back already. */
export async function takeOnce(
  context: Context,
  attempt: Attempt,
  query: ReturnQuery,
): Promise<{finished: Promise<void>} | undefined> {
  const now = context.clock.now();
  const lockedUntil = now + exchangeLockMs;
  const isInTime = now < attempt.startedAt + attemptLifetimeMs;
  if (!isInTime || !(await context.store.claimReturn(attempt.id, now, lockedUntil))) return undefined;
  const returned: Attempt = {...attempt, returnedAt: now, step: 'exchange', lockedUntil};
  return {finished: context.background.run(exchange(context, returned, query))};
}

/** Whether this is the browser that started the attempt. */
export function isSameBrowser(attempt: Attempt, browserSecret: string | undefined): boolean {
  return browserSecret !== undefined && equalsSecret(hashSecret(browserSecret), attempt.browserHash);
}

/** Where Meta's dialog sends the browser back to. */
export function callbackUrl(context: Context): string {
  return `${context.config.publicUrl}/signup/meta/callback`;
}

export function progressUrl(context: Context, attemptId: string): string {
  return `${context.config.publicUrl}/signup/${attemptId}`;
}

/** The code is traded at once, since it lives for seconds; the token is stored before anything else. */
async function exchange(context: Context, attempt: Attempt, query: ReturnQuery): Promise<void> {
  const provider = context.providers[attempt.mode]?.[attempt.connectionType];
  const result = provider
    ? await provider.exchange(attempt, query)
    : ({kind: 'failed', reason: 'configuration_error'} satisfies Failure);
  if (result.kind === 'failed') {
    // Without a code the client never got through the dialog: that is where they left.
    return failAttempt(context, attempt, result, query.code === undefined ? 'dialog' : attempt.step);
  }

  await keepToken(context, attempt, result.businessToken);
}

/** Stores the token of an attempt at `exchange` and goes on with it. `claimedWabaId`: the only account that counts. */
export async function keepToken(
  context: Context,
  attempt: Attempt,
  businessToken: string,
  claimedWabaId: string | null = null,
): Promise<void> {
  const found = await context.store.findConnection(attempt.invitationId);
  const now = context.clock.now();
  const stored: Attempt = {
    ...attempt,
    ...sealSecrets(context, attempt.id, {businessToken, pin: newPin()}),
    claimedWabaId,
    step: 'discover',
    updatedAt: now,
    lockedUntil: null,
  };
  const event = found && stepEvent(found.invitation, stored, context.newId('evt'), now);
  if (!(await context.store.saveAttempt(attempt.step, stored, event))) return;
  if (event) context.events.publish(event);
  await finishSteps(context, attempt.id);
}

function newAttempt(
  context: Context,
  invitation: Invitation,
  start: StartingBrowser & {now: number; state: string; resumed: ResumableAttempt | undefined},
): Attempt {
  const id = context.newId('att');
  const {now, resumed} = start;
  return {
    id,
    invitationId: invitation.id,
    mode: invitation.mode,
    connectionType: invitation.connectionType,
    number: 1,
    status: 'running',
    step: resumed ? resumed.attempt.step : 'dialog',
    failureReason: null,
    failureDetail: null,
    stateHash: hashSecret(start.state),
    returnedAt: resumed ? now : null,
    browserHash: hashSecret(start.secret),
    redirectUri: start.redirectUri ?? callbackUrl(context),
    returnUrl: start.returnUrl,
    locale: start.locale,
    sealedBusinessToken: null,
    sealedPin: null,
    ...(resumed && sealSecrets(context, id, resumed.secrets)),
    providerUserId: resumed?.attempt.providerUserId ?? null,
    claimedWabaId: resumed?.attempt.claimedWabaId ?? null,
    hints: resumed?.attempt.hints ?? null,
    options: null,
    account: resumed?.attempt.account ?? null,
    pinTries: resumed?.attempt.pinTries ?? 0,
    registration: resumed?.attempt.registration ?? null,
    registrationDetail: resumed?.attempt.registrationDetail ?? null,
    nextRegistrationAt: resumed?.attempt.nextRegistrationAt ?? null,
    startedAt: now,
    updatedAt: now,
    finishedAt: null,
    lockedUntil: null,
  };
}

/**
 * Only for the browser that went through the dialog: with another, somebody who has the link could connect the account
 * of whoever was here before. A token that SECRET_KEY does not open any more is no use.
 */
export function resumable(
  context: Context,
  attempt: Attempt | undefined,
  browserSecret: string,
): ResumableAttempt | undefined {
  if (attempt?.status !== 'failed' || !attempt.failureReason || !attempt.sealedBusinessToken)
    return undefined;
  const isResumable =
    resumableReasons.includes(attempt.failureReason) &&
    context.clock.now() - attempt.startedAt < resumableMs &&
    isSameBrowser(attempt, browserSecret);
  const secrets = isResumable ? openSecrets(context, attempt) : undefined;
  return secrets && {attempt, secrets};
}

interface ResumableAttempt {
  attempt: Attempt;
  secrets: AttemptSecrets;
}

function providerOf(context: Context, invitation: Invitation): SignupProvider {
  const providers = context.providers[invitation.mode];
  const provider = providers?.[invitation.connectionType];
  if (provider) return provider;
  throw new ApiError(
    'invitation_not_usable',
    providers
      ? 'This service is not set up to connect Messenger. Set META_MESSENGER_CONFIG_ID.'
      : `No provider is set up for ${invitation.mode} mode. Set SIGNUP_PROVIDER, or SANDBOX=on for test mode.`,
  );
}
