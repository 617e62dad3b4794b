import type express from 'express';
import type {ClientHints} from './account.ts';
import type {AppDashboard} from './app-dashboard.ts';
import type {MetaApp} from './app.ts';
import type {PopupRequest} from './popup.ts';
import type {PreVerifiedPool} from './pre-verified-pool.ts';
import {preVerifiedDigits} from './pre-verified.ts';

/** What the app asked for when it opened the dialog. */
export interface DialogRequest {
  /** Which of the app's configurations it was opened with. */
  kind: 'whatsapp' | 'messenger';
  redirectUri: string;
  /** What the code has to be exchanged with; empty: with none. */
  codeRedirectUri: string;
  /** Whether it is in a window that Meta's script opened. */
  isPopup: boolean;
  /** Whether it is on a page of Meta's own, to which nobody comes from an app and from which nobody goes back. */
  isHosted: boolean;
  /** How the app is shown to the person. */
  appHost: string;
  state: string | null;
  hints: ClientHints;
  /** Digits of the number that the app set aside for the client. */
  assignedNumber: string | null;
  /** It is of the partner's pool and was verified there: nobody is asked for a code. */
  isAssignedVerified: boolean;
}

/** Why the dialog shows an error page instead of sending the browser back. */
export interface DialogRefusal {
  title: string;
  message: string;
}

/** What Meta knows of the app when it opens. */
export interface DialogWorld {
  app: MetaApp;
  /** The app's own address for browsers that come back. */
  redirectUri: string;
  dashboard: AppDashboard;
  pool: PreVerifiedPool;
}

export function readDialogRequest(
  query: express.Request['query'],
  {app, redirectUri: ownRedirectUri, dashboard, pool}: DialogWorld,
  popup?: PopupRequest,
): DialogRequest | DialogRefusal {
  const {
    client_id: clientId,
    config_id: configId,
    redirect_uri: givenUri,
    response_type: responseType,
  } = query;
  if (clientId !== app.appId) {
    return {
      title: 'Invalid app ID',
      message: 'The parameter client_id does not name the app of this sandbox.',
    };
  }
  if (!dashboard.settings.isLive) {
    return {
      title: 'App not active',
      message: 'This app is in development mode: only people with a role in it can go on.',
    };
  }
  const registered = [ownRedirectUri, ...dashboard.settings.redirectUris];
  const redirectUri = popup?.redirectUri ?? givenUri;
  // Strict mode: every byte of it counts, the query too. In a window it is Meta's own.
  if (typeof redirectUri !== 'string' || (!popup && !registered.includes(redirectUri))) {
    return {
      title: 'URL blocked',
      message:
        'The parameter redirect_uri is none of the valid OAuth redirect URIs of the app. They are compared byte for byte.',
    };
  }
  if (!isSecure(redirectUri)) {
    return {
      title: 'Insecure connection',
      message: 'The parameter redirect_uri must begin with https://, unless it is on this machine.',
    };
  }
  const kind = kindOf(configId, app);
  if (!kind) {
    return {
      title: 'Feature unavailable',
      message: 'The parameter config_id does not name a configuration of this app.',
    };
  }
  if (responseType !== 'code' || query.override_default_response_type !== 'true') {
    return {
      title: 'Unsupported response type',
      message: 'The dialog needs response_type=code together with override_default_response_type=true.',
    };
  }
  const state = typeof query.state === 'string' ? query.state : null;
  const setup = property(parseJson(query.extras), 'setup');
  return {
    kind,
    redirectUri,
    codeRedirectUri: popup?.codeRedirectUri ?? redirectUri,
    isPopup: popup !== undefined,
    isHosted: false,
    appHost: new URL(redirectUri).host,
    state,
    hints: readHints(setup),
    ...readAssignedNumber(setup, pool),
  };
}

/** Meta's own page names the app, its configuration and the extras, and nothing else. */
export function readHostedRequest(
  query: express.Request['query'],
  {app, dashboard, pool, redirectUri}: DialogWorld,
): DialogRequest | DialogRefusal {
  const {app_id: clientId, config_id: configId, extras} = query;
  const asked = {client_id: clientId, config_id: configId, redirect_uri: redirectUri, extras};
  const answer = {response_type: 'code', override_default_response_type: 'true'};
  const read = readDialogRequest({...asked, ...answer}, {app, dashboard, pool, redirectUri});
  return 'message' in read ? read : {...read, isHosted: true, state: null};
}

function kindOf(configId: unknown, app: MetaApp): DialogRequest['kind'] | undefined {
  if (configId === app.configId) return 'whatsapp';
  return typeof configId === 'string' && configId === app.messengerConfigId ? 'messenger' : undefined;
}

function isSecure(address: string): boolean {
  const {protocol, hostname} = new URL(address);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** `preVerifiedPhone.ids`: of several only the first one is shown, as Meta does. */
function readAssignedNumber(
  setup: unknown,
  pool: PreVerifiedPool,
): Pick<DialogRequest, 'assignedNumber' | 'isAssignedVerified'> {
  const ids = property(property(setup, 'preVerifiedPhone'), 'ids');
  const id: unknown = Array.isArray(ids) ? ids[0] : undefined;
  const offered = pool.offered(id);
  return {
    assignedNumber: offered?.digits ?? preVerifiedDigits(id) ?? null,
    isAssignedVerified: offered?.isVerified ?? false,
  };
}

/** `business`; anything unreadable in it counts as absent, as nothing in it is required. */
function readHints(setup: unknown): ClientHints {
  const business = property(setup, 'business');
  const name = property(business, 'name');
  const callingCode = property(property(business, 'phone'), 'code');
  const businessName = typeof name === 'string' ? name.trim().slice(0, 100) : '';
  const digits =
    typeof callingCode === 'string' || typeof callingCode === 'number' ? String(callingCode) : '';
  return {
    ...(businessName && {businessName}),
    ...(/^\+?\d{1,3}$/.test(digits) && {callingCode: digits.replace('+', '')}),
  };
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
