import {randomBytes, randomInt} from 'node:crypto';
import express from 'express';
import type {Clock} from '../clock.ts';
import {digitsOf} from './account.ts';
import type {AppDashboard} from './app-dashboard.ts';
import type {Control} from './control.ts';
import {readAnswer, type DialogAnswer, type Problem} from './dialog-answer.ts';
import {sendEnding, type DialogEnding} from './dialog-ending.ts';
import {dialogPage, refusalPage} from './dialog-pages.ts';
import {
  readDialogRequest,
  readHostedRequest,
  type DialogRefusal,
  type DialogRequest,
} from './dialog-request.ts';
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
import {tellOfShared} from './partner-news.ts';
import type {NumberSource} from './phone-countries.ts';
import {readPopupRequest} from './popup.ts';
import type {PopupControl} from './popup-modes.ts';
import type {PreVerifiedPool} from './pre-verified-pool.ts';
import {scenarioOf} from './scenarios.ts';
import type {SealedText} from './sealed-text.ts';
import type {SharedAccounts} from './shared-accounts.ts';
import type {CodeOfCall} from './verification-call.ts';
import type {WebhookTarget} from './webhook-sending.ts';

export interface DialogOptions extends WebhookTarget {
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
  shared: SharedAccounts;
}

const dialogTtlMs = 60 * 60 * 1000;

/**
 * The pages through which a person shares an account, without JavaScript: at `/dialog/:version/dialog/oauth` for apps that send
 * people there, and at `/messaging/whatsapp/onboard/` as a page of Meta's own.
 */
export function createDialog(options: DialogOptions): express.Router {
  const {clock, codeOfCall, control, grants, numbers, pool, popups, publicUrl, sealedText, shared} = options;
  // Strict, because the links of the pages are relative to the path without a slash at its end.
  const router = express.Router({strict: true});

  router.get('/dialog/:version/dialog/oauth', (req, res) =>
    open(res, readDialogRequest(req.query, options, readPopupRequest(req.query, publicUrl, popups))),
  );
  router.get('/messaging/whatsapp/onboard/', (req, res) => open(res, readHostedRequest(req.query, options)));
  router.post(
    ['/dialog/:version/dialog/oauth', '/messaging/whatsapp/onboard/oauth'],
    express.urlencoded({limit: '64kb', extended: false}),
    (req, res) => goOn(res, (req.body ?? {}) as Record<string, unknown>),
  );

  return router;

  function open(res: express.Response, request: DialogRequest | DialogRefusal): void | Promise<void> {
    if ('message' in request) return sendPage(res, refusalPage(request));
    const {scenario, auto} = control.setting;
    if (request.kind === 'messenger') {
      const dialog = openMessengerDialog(request, scenario, clock.now());
      return goOnMessenger(res, auto ? {type: 'end', dialog, isGranted: true} : {type: 'show', dialog});
    }
    const dialog = openDialog(numbers, request, scenario, clock.now());
    return auto ? finish(res, {type: 'confirm', dialog, scopes: [...whatsappScopes]}) : show(res, dialog);
  }

  function goOn(res: express.Response, body: Record<string, unknown>): void | Promise<void> {
    const dialog = sealedText.open('dialog', String(body['dialog'])) as Dialog | MessengerDialog | undefined;
    if (!dialog || dialog.openedAt + dialogTtlMs <= clock.now()) {
      const message =
        'It was open for too long, or it is not from this sandbox. Go back to where you came from and start again.';
      return sendPage(res, refusalPage({title: 'This page cannot be used any more', message}));
    }
    if (isMessenger(dialog)) return goOnMessenger(res, readMessengerAnswer(dialog, body));
    const answer = readAnswer(dialog, body, {numbers, codeOfCall});
    return answer.type === 'show' ? show(res, answer.dialog, answer.problem) : finish(res, answer);
  }

  function goOnMessenger(res: express.Response, answer: MessengerAnswer): void {
    const {dialog} = answer;
    if (answer.type === 'show') sendPage(res, messengerPage(dialog, sealedText.seal('dialog', dialog)));
    else sendEnding(res, dialog.request, endMessengerDialog(dialog, answer.isGranted, grants));
  }

  function show(res: express.Response, dialog: Dialog, problem?: Problem): void {
    sendPage(res, dialogPage(dialog, sealedText.seal('dialog', dialog), codeOfCall, problem));
  }

  async function finish(res: express.Response, answer: Exclude<DialogAnswer, {type: 'show'}>): Promise<void> {
    const {request} = answer.dialog;
    const ending = endingOf(answer);
    const {webhooks, webhookCopies} = control.setting;
    const grant = ending.type === 'finish' && ending.grant.kind === 'whatsapp' ? ending.grant : undefined;
    // Of what was shared on Meta's own page nobody hears in another way.
    const time = request.isHosted && webhooks === 'off' ? 'after' : webhooks;
    if (grant && time === 'before') await tellOfShared(options, grant, webhookCopies);
    if (grant && time === 'after') {
      res.once('close', () => void tellOfShared(options, grant, webhookCopies));
    }
    sendEnding(res, request, ending);
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
    const code = grants.issueCode(grant, dialog.request.codeRedirectUri);
    const issued = grants.findCode(code);
    if (issued) shared.remember(issued);
    return {type: 'finish', code, grant};
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
