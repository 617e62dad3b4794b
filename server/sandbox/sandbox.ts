import {readFileSync} from 'node:fs';
import {setTimeout as waitFor} from 'node:timers/promises';
import express from 'express';
import type {Clock} from '../clock.ts';
import {AppDashboard, defaultSettings} from './app-dashboard.ts';
import {createCallbacks} from './callbacks.ts';
import {Control} from './control.ts';
import {createDialog} from './dialog.ts';
import {createGraph} from './graph.ts';
import type {MetaApp} from './app.ts';
import {Grants} from './grants.ts';
import {createNumbers} from './numbers.ts';
import {Onboarding} from './onboarding.ts';
import {NumberSource} from './phone-countries.ts';
import {createSdk} from './popup.ts';
import {PopupControl, type PopupModes} from './popup-modes.ts';
import {PreVerifiedPool} from './pre-verified-pool.ts';
import {RequestLog} from './request-log.ts';
import {createSealedText} from './sealed-text.ts';
import {SharedAccounts} from './shared-accounts.ts';
import {createVerificationCalls} from './verification-call.ts';
import {type Addresses, createWebhooks} from './webhooks.ts';

export interface SandboxOptions {
  clock: Clock;
  /** Where the service is reached; the dialog sends nobody to another origin. */
  publicUrl: string;
  /** The only Meta app that play-Meta knows. Its secret also signs what the sandbox hands out. */
  app: MetaApp;
  /** Where the app has browsers sent back to; others are registered in its dashboard. */
  redirectUri: string;
  /** What codes of Meta's script have to be traded with, unless `/control/popup` says otherwise. */
  popupRedirectUri?: PopupModes['redirectUri'];
  /** Where the app has its webhooks sent. */
  callbackUrl: string;
  /** Who may see and change what the next dialogs do, and have webhooks sent. */
  isControlAllowed: (req: express.Request) => Promise<boolean>;
  /** Who may have news told of this number or this account. */
  mayTellOf: (req: express.Request, addresses: Addresses) => Promise<boolean>;
  /** How the scenario `slow` lets time pass; a timer unless a test says otherwise. */
  wait?: (ms: number) => Promise<void>;
}

export interface Sandbox {
  /**
   * Serves `/control`, `/app`, `/messages`, `/account-updates`, `/callbacks`, `/numbers/…`, `/dialog/:version/dialog/oauth`, `/messaging/whatsapp/onboard/`, `/graph/…` and
   * `/sandbox.css`. To be mounted at `/sandbox`.
   */
  router: express.Router;
}

/** Play-Meta: the outside world of test mode. It knows nothing of the product and is reached over HTTP only. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const {app, clock, wait = (ms) => waitFor(ms)} = options;
  const publicUrl = new URL(options.publicUrl);
  const codeOfCall = createVerificationCalls(app.appSecret);
  const sealedText = createSealedText(app.appSecret);
  const grants = new Grants(clock, sealedText);
  const shared = new SharedAccounts();
  const onboarding = new Onboarding({...options, codeOfCall});
  const requests = new RequestLog(app, clock);
  const control = new Control(options, requests);
  const popups = new PopupControl({redirectUri: options.popupRedirectUri ?? 'omit'});
  const pool = new PreVerifiedPool(clock);
  const dashboard = new AppDashboard(options, () =>
    defaultSettings({
      appId: app.appId,
      callbackUrl: `${publicUrl.origin}/webhooks/meta`,
      systemUserId: app.partner?.systemUserId ?? null,
      creditLineId: app.partner?.creditLineId ?? null,
    }),
  );
  const styles = readFileSync(new URL('sandbox.css', import.meta.url), 'utf8');

  const router = express.Router();
  router.use(control.router);
  router.use('/control/popup', popups.router);
  router.use('/sdk', createSdk(popups));
  router.use(dashboard.router);
  router.use(createWebhooks({...options, shared}));
  router.use(createCallbacks({...options, shared}));
  router.use(
    createDialog({
      app,
      callbackUrl: options.callbackUrl,
      clock,
      codeOfCall,
      control,
      dashboard,
      grants,
      numbers: new NumberSource(),
      pool,
      popups,
      publicUrl,
      redirectUri: options.redirectUri,
      sealedText,
      shared,
    }),
  );
  router.use(
    '/graph',
    createGraph({
      app,
      clock,
      control,
      dashboard,
      grants,
      onboarding,
      pool,
      publicUrl,
      requests,
      shared,
      wait,
    }),
  );
  router.use('/numbers', createNumbers({app, codeOfCall}));
  router.get('/sandbox.css', (_req, res) => {
    res.set({'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff'}).type('css').send(styles);
  });
  return {router};
}
