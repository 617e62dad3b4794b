import express from 'express';
import {readFileSync} from 'node:fs';
import type {DialogEnding} from './dialog-ending.ts';
import {abandonedPage} from './dialog-pages.ts';
import type {WhatsAppGrant} from './grants.ts';
import {html, sendPage} from './page.ts';
import type {PopupControl} from './popup-modes.ts';
import {parseUrl} from '../url.ts';

/*
 * The dialog in a window that Meta's script opened. At its end the window is sent to the script's own page, the relay, which tells the
 * page behind: with a message that any page can read, and with the script's own that leads to its callback.
 */

/** What was asked for in a window: it returns to the relay, and its code is traded with `codeRedirectUri`. */
export interface PopupRequest {
  /** The relay with all that the script wrote into it. */
  redirectUri: string;
  /** Empty: with none. */
  codeRedirectUri: string;
}

const relayPath = '/sandbox/sdk/xd_arbiter/';

/** Reads the parameters that only a dialog in a window has; `undefined`: it is none of ours. */
export function readPopupRequest(
  query: express.Request['query'],
  publicUrl: URL,
  control: PopupControl,
): PopupRequest | undefined {
  const {display, redirect_uri: redirectUri, fallback_redirect_uri: pageUrl} = query;
  if (display !== 'popup' || typeof redirectUri !== 'string') return undefined;
  const relay = parseUrl(redirectUri);
  if (!relay) return undefined;
  const opener = new URLSearchParams(relay.hash.slice(1)).get('origin');
  const isOurs = relay.origin === publicUrl.origin && relay.pathname === relayPath;
  if (!isOurs || opener === null || !isAllowedDomain(opener, publicUrl)) return undefined;
  const page = typeof pageUrl === 'string' ? pageUrl : '';
  return {redirectUri, codeRedirectUri: {omit: '', page, relay: redirectUri}[control.modes.redirectUri]};
}

const localHosts = ['localhost', '127.0.0.1', '[::1]'];

/** "Allowed domains" of the app: the service itself; on one machine also a second one beside it. */
function isAllowedDomain(opener: string, publicUrl: URL): boolean {
  const url = parseUrl(opener);
  if (!url) return false;
  const {origin, hostname} = url;
  return (
    origin === publicUrl.origin || (localHosts.includes(hostname) && localHosts.includes(publicUrl.hostname))
  );
}

/** Sends the window to the relay with what it has to tell. Whoever walks away stays where they are. */
export function sendToRelay(res: express.Response, redirectUri: string, ending: DialogEnding): void {
  if (ending.type === 'abandon') return sendPage(res, abandonedPage());
  const relay = new URL(redirectUri);
  const message = messageOf(ending);
  if (ending.type === 'finish') relay.searchParams.set('code', ending.code);
  if (message) relay.searchParams.set('message', JSON.stringify({type: 'WA_EMBEDDED_SIGNUP', ...message}));
  res.set({'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer'}).redirect(303, relay.href);
}

interface Message {
  event: string;
  data: Record<string, unknown>;
  version?: 3;
}

function messageOf(ending: Exclude<DialogEnding, {type: 'abandon'}>): Message | undefined {
  switch (ending.type) {
    case 'finish':
      return ending.grant.kind === 'whatsapp' ? finishMessage(ending.grant) : undefined;
    case 'cancel':
      return {event: 'CANCEL', data: {current_step: ending.currentStep}};
    case 'report':
      return {
        event: 'CANCEL',
        data: {
          error_message: 'Something went wrong. The person reported it.',
          error_id: ending.errorId,
          session_id: ending.sessionId,
          timestamp: ending.timestamp,
        },
      };
    case 'error':
      return {event: 'ERROR', data: {error_message: 'An unexpected error has occurred.', error_code: '2'}};
    case 'empty':
      return undefined;
  }
}

function finishMessage({account}: WhatsAppGrant): Message {
  const [waba] = account.wabas;
  const [phone] = waba?.phoneNumbers ?? [];
  const ids = {waba_id: waba?.id, business_id: account.portfolio.id};
  if (!phone) return {event: 'FINISH_ONLY_WABA', data: ids, version: 3};
  if (phone.facts.isOnBusinessApp) {
    return {event: 'FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING', data: {waba_id: waba?.id}, version: 3};
  }
  return {event: 'FINISH', data: {phone_number_id: phone.id, ...ids}, version: 3};
}

/** Serves Meta's script at `/:locale/sdk.js`, and the relay. To be mounted at `/sdk`. */
export function createSdk(control: PopupControl): express.Router {
  const router = express.Router();
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
  const [sdk, relay] = [read('sdk.js'), read('relay.js')];

  router.get('/:locale/sdk.js', (_req, res) => {
    const {modes} = control;
    res.set({
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': 'no-store',
    });
    if (modes.sdk === 'missing') res.status(404).type('js').send('');
    else if (modes.sdk === 'stub') res.type('js').send('window.FB = {init() {}}; window.fbAsyncInit?.();');
    else res.type('js').send(`{\nconst play = ${JSON.stringify(modes)};\n${sdk}}\n`);
  });
  router.get('/relay.js', (_req, res) => void res.type('js').send(relay));
  router.get('/xd_arbiter/', (_req, res) => {
    res
      .set({
        'Content-Security-Policy':
          "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'",
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
      })
      .type('html')
      .send(
        html`<!doctype html>
          <html lang="en" data-modes="${JSON.stringify(control.modes)}">
            <title>Sandbox</title>
            <script type="module" src="../relay.js"></script>
          </html>`.text,
      );
  });
  return router;
}
