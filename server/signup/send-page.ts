import type {Request, Response} from 'express';
import {sendCompressed} from '../compression.ts';
import {toConnection} from '../connection/connection.ts';
import type {Context} from '../context.ts';
import type {ErrorCode} from '../contract/errors.ts';
import {allowOnPage} from '../headers.ts';
import {asOf, isOpen} from '../invitations/invitation.ts';
import {handoverToken, linkOf} from '../invitations/link.ts';
import {mayReturnTo} from '../invitations/return-url.ts';
import {pathParameter} from '../parse.ts';
import {displayNameOf} from '../projects/project.ts';
import type {ConnectionState} from '../store/invitation-store.ts';
import type {SignupPage, SignupView} from './page-view.ts';
import {renderSignupPage} from './pages.ts';

/**
 * Answers a signup page. `state`: what is known of the invitation. `from`: what the host asked for, which goes before
 * the invitation's own. `isCutOff`: its link is newer than what this browser may know.
 */
export function sendPage(
  context: Context,
  req: Request,
  res: Response,
  state: ConnectionState | undefined,
  page: SignupPage,
  from: {returnUrl: string | null; locale: string | null} = {returnUrl: null, locale: null},
  isCutOff = false,
): void {
  const token = state && !isCutOff && needsToken(context, state, page) ? tokenOf(context, req, state) : null;
  const view: SignupView = {
    locale: from.locale ?? state?.invitation.locale ?? null,
    acceptLanguage: req.get('accept-language') ?? '',
    projectName: state ? displayNameOf(state.project) : '',
    logoUrl: state?.project.settings.logoUrl ?? null,
    brandColor: state?.project.settings.brandColor ?? null,
    clientName: state?.invitation.clientName ?? null,
    mode: state?.invitation.mode ?? 'live',
    connectionType: state?.invitation.connectionType ?? 'whatsapp_waba',
    token,
    connection: state ? toConnection(context, {by: 'token'}, state) : null,
    url: state && token ? lastingUrl(context, state, token) : null,
    returnUrl: from.returnUrl ?? (state ? returnUrlOf(state, page) : null),
    ...page,
  };
  const popup = view.page === 'start' ? view.popup : undefined;
  if (view.logoUrl || popup) allowOnPage(res, context.config, {imageUrl: view.logoUrl, popup});
  res.vary('Accept-Language').type('html');
  sendCompressed(req, res, renderSignupPage(view));
}

function needsToken(context: Context, {invitation}: ConnectionState, {page}: SignupPage): boolean {
  return page === 'connected' || page === 'expired' || isOpen(asOf(invitation, context.clock.now()));
}

/** Where the invitation itself leads back to: offered where there is nothing left to do here, if the project still allows it. */
function returnUrlOf({project, invitation}: ConnectionState, {page}: SignupPage): string | null {
  const {returnUrl, mode} = invitation;
  const isOver = ['connected', 'failed', 'expired', 'cancelled'].includes(page);
  return isOver && returnUrl !== null && mayReturnTo(project.settings, mode, returnUrl) ? returnUrl : null;
}

/** The one that the page was opened with; a page that needed none is given one that does not outlive it by days. */
function tokenOf(context: Context, req: Request, {invitation}: ConnectionState): string {
  return pathParameter(req, 'token') || handoverToken(context.secrets, invitation, context.clock.now());
}

/** None for a token of minutes, which is too short for paper. */
export function lastingUrl(context: Context, {invitation}: ConnectionState, token: string): string | null {
  const link = linkOf(context, invitation);
  return link.token === token ? link.url : null;
}

/** Answers an error on a page's route as a page. */
export function sendErrorPage(context: Context, req: Request, res: Response, code: ErrorCode): void {
  sendPage(context, req, res, undefined, {page: 'error', code});
}
