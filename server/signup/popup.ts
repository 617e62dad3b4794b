import type {Context} from '../context.ts';
import {ApiError} from '../errors.ts';
import type {ConnectionState} from '../store/invitation-store.ts';
import type {Attempt, AttemptHints} from './attempt.ts';
import type {Failure, PopupLaunch} from './provider.ts';
import {callbackUrl, resumable, startSignup, takeOnce} from './signup.ts';
import {failAttempt} from './steps.ts';

/*
 * Meta's dialog in a window of its own, opened by Meta's script on the signup page: an addition to the redirect, never
 * needed. What comes back passes through that page, so all of it but the code is hearsay.
 */

/** The page's address as far as Meta is told it: the real one holds the token. */
export const popupPath = '/signup/popup';

/** The script's own page, to which the dialog returns inside of Meta. */
const relayUrl = 'https://staticxx.facebook.com/x/connect/xd_arbiter/?version=46';

/** How this browser may open the dialog; `undefined`: only by the redirect. */
export function findPopup(
  context: Context,
  {invitation, assignedNumber, attempt}: ConnectionState,
  browserSecret: string | undefined,
): PopupLaunch | undefined {
  const provider = context.providers[invitation.mode]?.[invitation.connectionType];
  const launch = provider?.popup?.(invitation, assignedNumber) ?? undefined;
  // It goes on where it stopped and needs no dialog.
  const goesOn = browserSecret !== undefined && resumable(context, attempt, browserSecret) !== undefined;
  return goesOn ? undefined : launch;
}

/** Opens an attempt whose code comes by `takeCode`. Throws `invitation_not_usable` as `startSignup` does. */
export async function startPopup(
  context: Context,
  state: ConnectionState,
  browserSecret: string,
): Promise<Attempt> {
  const launch = findPopup(context, state, browserSecret);
  if (!launch) {
    throw new ApiError(
      'invitation_not_usable',
      'This invitation is not signed up in a window. Send the form.',
    );
  }
  const {attempt} = await startSignup(context, state.invitation.id, {
    secret: browserSecret,
    returnUrl: null,
    locale: null,
    redirectUri: {omit: '', page: context.config.publicUrl + popupPath, relay: relayUrl}[launch.redirectUri],
  });
  return attempt;
}

/** What the page heard when the dialog was over. */
export interface PopupCode {
  code: string;
  hints: AttemptHints;
  /** The address of the script's relay that the dialog was given. */
  relay?: string | undefined;
}

/** Takes the code of a dialog, once; answers whether it was taken. The exchange is under way then. */
export async function takeCode(
  context: Context,
  attempt: Attempt,
  {code, hints, relay}: PopupCode,
): Promise<{finished: Promise<void>} | undefined> {
  if (attempt.redirectUri === callbackUrl(context)) return undefined;
  const isRelayed = attempt.redirectUri === relayUrl && relay !== undefined;
  const redirectUri = isRelayed ? relay : attempt.redirectUri;
  return takeOnce(
    context,
    {...attempt, hints: hints.wabaId || hints.accountId ? hints : null, redirectUri},
    {code},
  );
}

/** What the page knows of a dialog that ended without a code. Anyone's words. */
export interface PopupLeft {
  /** What the script answered: `not_authorized`, `unknown`, `connected`. */
  status?: string | undefined;
  /** The screen that the client left. */
  currentStep?: string | undefined;
  errorId?: string | undefined;
  errorMessage?: string | undefined;
  sessionId?: string | undefined;
  timestamp?: string | undefined;
}

/** Ends the attempt of a dialog that was left; answers false when it does not wait for its dialog any more. */
export async function leavePopup(context: Context, attempt: Attempt, left: PopupLeft): Promise<boolean> {
  const isWaiting = attempt.status === 'running' && attempt.step === 'dialog';
  if (!isWaiting || attempt.redirectUri === callbackUrl(context)) return false;
  await failAttempt(context, attempt, failureOfLeaving(left));
  return true;
}

/** A dialog that reports an error was not left by choice; one that names its screen says more than the script. */
export function failureOfLeaving(left: PopupLeft): Failure {
  const detail = Object.fromEntries(Object.entries(left).filter(([, value]) => value !== undefined));
  if (left.errorId !== undefined) return {kind: 'failed', reason: 'meta_flow_error', detail};
  if (left.currentStep !== undefined) return {kind: 'failed', reason: 'signup_abandoned', detail};
  if (left.status === 'not_authorized') return {kind: 'failed', reason: 'fb_not_authorized', detail};
  if (left.status !== undefined) return {kind: 'failed', reason: 'fb_cancelled', detail};
  return {kind: 'failed', reason: 'signup_abandoned', detail: {windowClosed: true}};
}
