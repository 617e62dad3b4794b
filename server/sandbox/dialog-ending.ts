import type express from 'express';
import {abandonedPage, hostedEndPage} from './dialog-pages.ts';
import type {DialogRequest} from './dialog-request.ts';
import type {Grant} from './grants.ts';
import {sendPage} from './page.ts';
import {sendToRelay} from './popup.ts';

/** How a dialog ends. What of it the app hears is a matter of how it was opened. */
export type DialogEnding =
  /** `code` is the grant's. */
  | {type: 'finish'; code: string; grant: Grant}
  /** `currentStep`: Meta's word for the page that was left. */
  | {type: 'cancel'; currentStep: string}
  /** The person reported an error. */
  | {type: 'report'; currentStep: string; errorId: string; sessionId: string; timestamp: string}
  /** Meta itself failed. */
  | {type: 'error'}
  /** The browser comes back with nothing. */
  | {type: 'empty'}
  /** Nobody comes back. */
  | {type: 'abandon'};

/** Sends the browser where the ending leads. */
export function sendEnding(res: express.Response, request: DialogRequest, ending: DialogEnding): void {
  if (request.isHosted) return sendPage(res, hostedEndPage(ending.type === 'finish'));
  if (request.isPopup) return sendToRelay(res, request.redirectUri, ending);
  switch (ending.type) {
    case 'finish':
      return sendBack(res, request, {code: ending.code});
    // Only the window that opened the dialog could hear of a report: by redirect it looks like a cancel.
    case 'cancel':
    case 'report':
      return sendBack(res, request, {
        error: 'access_denied',
        error_code: '200',
        error_description: 'Permissions error',
        error_reason: 'user_denied',
      });
    case 'error':
      return sendBack(res, request, {
        error: 'server_error',
        error_code: '2',
        error_description: 'An unexpected error has occurred. Please retry your request later.',
      });
    case 'empty':
      return redirect(res, request.redirectUri);
    case 'abandon':
      return sendPage(res, abandonedPage());
  }
}

function sendBack(
  res: express.Response,
  {redirectUri, state}: DialogRequest,
  result: Record<string, string>,
): void {
  const parameters = new URLSearchParams({...result, ...(state !== null && {state})});
  const separator = redirectUri.includes('?') ? '&' : '?';
  redirect(res, `${redirectUri}${separator}${parameters.toString()}#_=_`);
}

function redirect(res: express.Response, address: string): void {
  res.set({'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer'});
  res.redirect(303, address);
}
