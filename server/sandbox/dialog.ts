import express from 'express';
import type {Clock} from '../clock.ts';
import type {Control} from './control.ts';
import {readAnswer, type DialogAnswer, type Problem} from './dialog-answer.ts';
import {abandonedPage, dialogPage, refusalPage} from './dialog-pages.ts';
import {readDialogRequest, type DialogRequest} from './dialog-request.ts';
import {openDialog, sharedAccount, type Dialog} from './dialog-state.ts';
import type {MetaApp} from './graph-oauth.ts';
import {whatsappScopes, type Grants} from './grants.ts';
import {sendPage} from './page.ts';
import type {NumberSource} from './phone-countries.ts';
import {readPopupRequest, sendToRelay} from './popup.ts';
import type {PopupControl} from './popup-modes.ts';
import type {SealedText} from './sealed-text.ts';
import type {CodeOfCall} from './verification-call.ts';

export interface DialogOptions {
  app: MetaApp;
  clock: Clock;
  codeOfCall: CodeOfCall;
  control: Control;
  grants: Grants;
  numbers: NumberSource;
  popups: PopupControl;
  publicUrl: URL;
  sealedText: SealedText;
}

const dialogTtlMs = 60 * 60 * 1000;

/** The pages through which a person shares an account, at `/:version/dialog/oauth`. They work without JavaScript. */
export function createDialog(options: DialogOptions): express.Router {
  const {app, clock, codeOfCall, control, grants, numbers, popups, publicUrl, sealedText} = options;
  // Strict, because the links of the pages are relative to the path without a slash at its end.
  const router = express.Router({strict: true});

  router.get('/:version/dialog/oauth', (req, res) => {
    const request = readDialogRequest(
      req.query,
      app,
      publicUrl.origin,
      readPopupRequest(req.query, publicUrl, popups),
    );
    if ('message' in request) {
      sendPage(res, refusalPage(request));
      return;
    }
    const dialog = openDialog(numbers, request, control.setting.scenario, clock.now());
    if (control.setting.auto) finish(res, {type: 'confirm', dialog, scopes: [...whatsappScopes]});
    else show(res, dialog);
  });

  router.post('/:version/dialog/oauth', express.urlencoded({limit: '64kb', extended: false}), (req, res) => {
    const body = (req.body ?? {}) as Record<string, unknown>;
    const dialog = sealedText.open('dialog', String(body.dialog)) as Dialog | undefined;
    if (!dialog || dialog.openedAt + dialogTtlMs <= clock.now()) {
      const message =
        'It was open for too long, or it is not from this sandbox. Go back to where you came from and start again.';
      sendPage(res, refusalPage({title: 'This page cannot be used any more', message}));
      return;
    }
    const answer = readAnswer(dialog, body, {numbers, codeOfCall});
    if (answer.type === 'show') show(res, answer.dialog, answer.problem);
    else finish(res, answer);
  });

  return router;

  function show(res: express.Response, dialog: Dialog, problem?: Problem): void {
    sendPage(res, dialogPage(dialog, sealedText.seal('dialog', dialog), codeOfCall, problem));
  }

  function finish(res: express.Response, answer: Exclude<DialogAnswer, {type: 'show'}>): void {
    const {request, scenario} = answer.dialog;
    if (answer.type === 'report' || answer.type === 'cancel' || scenario === 'cancel') {
      if (request.isPopup) {
        const type = answer.type === 'report' ? 'reported' : 'cancelled';
        sendToRelay(res, request.redirectUri, {type, step: answer.dialog.step}, clock.now());
        return;
      }
      sendBack(res, request, {
        error: 'access_denied',
        error_code: '200',
        error_description: 'Permissions error',
        error_reason: 'user_denied',
      });
    } else if (scenario === 'abandon') {
      sendPage(res, abandonedPage());
    } else {
      const grant = {
        account: sharedAccount(answer.dialog),
        scopes: scenario === 'deny' ? [] : answer.scopes,
        scenario,
      };
      const code = grants.issueCode(grant, request.codeRedirectUri);
      if (request.isPopup) {
        sendToRelay(res, request.redirectUri, {type: 'code', code, account: grant.account}, clock.now());
      } else {
        sendBack(res, request, {code});
      }
    }
  }
}

function sendBack(
  res: express.Response,
  {redirectUri, state}: DialogRequest,
  result: Record<string, string>,
): void {
  const parameters = new URLSearchParams({...result, ...(state !== null && {state})});
  const separator = redirectUri.includes('?') ? '&' : '?';
  res.set({'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer'});
  res.redirect(303, `${redirectUri}${separator}${parameters.toString()}#_=_`);
}
