import type express from 'express';
import type {ClientHints} from './account.ts';
import type {MetaApp} from './app.ts';
import type {PopupRequest} from './popup.ts';
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
  state: string | null;
  hints: ClientHints;
  /** Digits of the number that the app set aside for the client. */
  assignedNumber: string | null;
}

/** Why the dialog shows an error page instead of sending the browser back. */
export interface DialogRefusal {
  title: string;
  message: string;
}

export function readDialogRequest(
  query: express.Request['query'],
  app: MetaApp,
  publicOrigin: string,
  popup: PopupRequest | undefined,
): DialogRequest | DialogRefusal {
  const {
    client_id: clientId,
    config_id: configId,
    redirect_uri: ownUri,
    response_type: responseType,
  } = query;
  if (clientId !== app.appId) {
    return {
      title: 'Invalid app ID',
      message: 'The parameter client_id does not name the app of this sandbox.',
    };
  }
  const redirectUri = popup?.redirectUri ?? ownUri;
  if (typeof redirectUri !== 'string' || (!popup && !isOwnUrl(redirectUri, publicOrigin))) {
    return {
      title: 'URL blocked',
      message: `The parameter redirect_uri must be a complete URL that begins with ${publicOrigin}/ and has no fragment.`,
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
    state,
    hints: readHints(setup),
    assignedNumber: readAssignedNumber(setup),
  };
}

function kindOf(configId: unknown, app: MetaApp): DialogRequest['kind'] | undefined {
  if (configId === app.configId) return 'whatsapp';
  return typeof configId === 'string' && configId === app.messengerConfigId ? 'messenger' : undefined;
}

/**
 * The text is compared, not only what a URL parser makes of it: it goes into a Location header as it came, and
 * browsers and parsers do not agree about backslashes, blanks and user names.
 */
function isOwnUrl(text: string, publicOrigin: string): boolean {
  return (
    /^[\x21-\x7e]+$/.test(text) &&
    !/[\\#]/.test(text) &&
    text.startsWith(`${publicOrigin}/`) &&
    URL.canParse(text)
  );
}

/** `preVerifiedPhone.ids`: of several only the first one is shown, as Meta does. */
function readAssignedNumber(setup: unknown): string | null {
  const ids = property(property(setup, 'preVerifiedPhone'), 'ids');
  return preVerifiedDigits(Array.isArray(ids) ? ids[0] : undefined) ?? null;
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
