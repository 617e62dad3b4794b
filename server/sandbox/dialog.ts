import {randomBytes, randomInt} from 'node:crypto';
import express from 'express';
import type {Clock} from '../clock.ts';
import {digitsOf} from './account.ts';
import type {AppDashboard} from './app-dashboard.ts';
import type {MetaApp} from './app.ts';
import type {Control} from './control.ts';
import {readAnswer, type DialogAnswer, type Problem} from './dialog-answer.ts';
import {sendEnding, type DialogEnding} from './dialog-ending.ts';
import {dialogPage, refusalPage} from './dialog-pages.ts';
import {readDialogRequest} from './dialog-request.ts';
import {currentStepOf, openDialog, sharedAccount, type Dialog} from './dialog-state.ts';
import {whatsappScopes, type Grants} from './grants.ts';
import {
  endMessengerDialog,
  openMessengerDialog,
  readMessengerAnswer,
  type MessengerAnswer,
  type MessengerDialog,
} from './messenger-dialog.ts';
import {messengerPage} from './messenger-dialog-pages.ts';
import {sendPage} from './page.ts';
import type {NumberSource} from './phone-countries.ts';
import {readPopupRequest} from './popup.ts';
import type {PopupControl} from './popup-modes.ts';
import type {PreVerifiedPool} from './pre-verified-pool.ts';
import {scenarioOf} from './scenarios.ts';
import type {SealedText} from './sealed-text.ts';
import type {CodeOfCall} from './verification-call.ts';

export interface DialogOptions {
  app: MetaApp;
  clock: Clock;
  codeOfCall: CodeOfCall;
  control: Control;
  dashboard: AppDashboard;
  grants: Grants;
  numbers: NumberSource;
  pool: PreVerifiedPool;
  popups: PopupControl;
  publicUrl: URL;
  /** The address of the app's that browsers are always sent back to. */
  redirectUri: string;
  sealedText: SealedText;
}

const dialogTtlMs = 60 * 60 * 1000;

/** The pages through which a person shares an account, at `/:version/dialog/oauth`. They work without JavaScript. */
export function createDialog(options: DialogOptions): express.Router {
  const {clock, codeOfCall, control, grants, numbers, pool, popups, publicUrl, sealedText} = options;
  // Strict, because the links of the pages are relative to the path without a slash at its end.
  const router = express.Router({strict: true});

  router.get('/:version/dialog/oauth', (req, res) => {
    const request = readDialogRequest(req.query, options, readPopupRequest(req.query, publicUrl, popups));
    if ('message' in request) {
      sendPage(res, refusalPage(request));
      return;
    }
    if (request.kind === 'messenger') {
      const opened = openMessengerDialog(request, control.setting.scenario, clock.now());
      return goOnMessenger(
        res,
        control.setting.auto
          ? {type: 'end', dialog: opened, isGranted: true}
          : {type: 'show', dialog: opened},
      );
    }
    const dialog = openDialog(numbers, request, control.setting.scenario, clock.now());
    if (control.setting.auto) finish(res, {type: 'confirm', dialog, scopes: [...whatsappScopes]});
    else show(res, dialog);
  });

  router.post('/:version/dialog/oauth', express.urlencoded({limit: '64kb', extended: false}), (req, res) => {
    const body = (req.body ?? {}) as Record<string, unknown>;
    const dialog = sealedText.open('dialog', String(body.dialog)) as Dialog | MessengerDialog | undefined;
    if (!dialog || dialog.openedAt + dialogTtlMs <= clock.now()) {
      const message =
        'It was open for too long, or it is not from this sandbox. Go back to where you came from and start again.';
      sendPage(res, refusalPage({title: 'This page cannot be used any more', message}));
      return;
    }
    if (isMessenger(dialog)) return goOnMessenger(res, readMessengerAnswer(dialog, body));
    const answer = readAnswer(dialog, body, {numbers, codeOfCall});
    if (answer.type === 'show') show(res, answer.dialog, answer.problem);
    else finish(res, answer);
  });

  return router;

  function goOnMessenger(res: express.Response, answer: MessengerAnswer): void {
    const {dialog} = answer;
    if (answer.type === 'show') sendPage(res, messengerPage(dialog, sealedText.seal('dialog', dialog)));
    else sendEnding(res, dialog.request, endMessengerDialog(dialog, answer.isGranted, grants));
  }

  function show(res: express.Response, dialog: Dialog, problem?: Problem): void {
    sendPage(res, dialogPage(dialog, sealedText.seal('dialog', dialog), codeOfCall, problem));
  }

  function finish(res: express.Response, answer: Exclude<DialogAnswer, {type: 'show'}>): void {
    sendEnding(res, answer.dialog.request, endingOf(answer));
  }

  function endingOf(answer: Exclude<DialogAnswer, {type: 'show'}>): DialogEnding {
    const {dialog} = answer;
    const {end, unticked = []} = scenarioOf(dialog.scenario).dialog ?? {};
    const currentStep = currentStepOf(dialog.step);
    if (answer.type !== 'confirm' || end === 'cancel' || end === 'report') {
      return answer.type === 'report' || end === 'report'
        ? {type: 'report', currentStep, ...newReport(clock)}
        : {type: 'cancel', currentStep};
    }
    if (end !== undefined) return {type: end};
    const scopes = answer.scopes.filter((scope) => !unticked.includes(scope));
    if (dialog.added) pool.claim(digitsOf(dialog.added));
    const grant = {
      kind: 'whatsapp' as const,
      account: sharedAccount(dialog),
      scopes,
      scenario: dialog.scenario,
    };
    return {type: 'finish', code: grants.issueCode(grant, dialog.request.codeRedirectUri), grant};
  }
}

function isMessenger(dialog: Dialog | MessengerDialog): dialog is MessengerDialog {
  return dialog.request.kind === 'messenger';
}

/** What Meta writes down about an error that a person reports. */
function newReport(clock: Clock): {errorId: string; sessionId: string; timestamp: string} {
  return {
    errorId: String(randomInt(100_000, 1_000_000)),
    sessionId: randomBytes(8).toString('hex'),
    timestamp: String(Math.floor(clock.now() / 1000)),
  };
}
