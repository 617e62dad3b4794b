import {createHash, timingSafeEqual} from 'node:crypto';
import {GraphError} from './graph-error.ts';
import {appName, type MetaApp} from './app.ts';
import {tokenTtlMs, type AccessToken} from './grants.ts';

/** Checks the credentials of the app itself at `/oauth/access_token`. */
export function checkApp(app: MetaApp, clientId: string | undefined, clientSecret: string | undefined): void {
  if (clientId === undefined) throw new GraphError(101, 'Missing client_id parameter.');
  if (clientId !== app.appId) {
    throw new GraphError(
      101,
      'Error validating application. Cannot get application info due to a system error.',
    );
  }
  if (!isSameText(clientSecret ?? '', app.appSecret))
    throw new GraphError(1, 'Error validating client secret.');
}

/** `/debug_token` takes the app's own token: its id and secret with a bar between. */
export function checkAppToken(app: MetaApp, token: string): void {
  if (!isSameText(token, `${app.appId}|${app.appSecret}`)) {
    throw new GraphError(190, 'Invalid OAuth access token signature.');
  }
}

/** `debug_token`'s view of a token that can be used; an unticked permission is in neither list. */
export function describeToken(app: MetaApp, token: AccessToken, isExpired: boolean): unknown {
  const expiresAt = seconds(token.issuedAt + tokenTtlMs);
  const wabaIds = token.account.wabas.map((waba) => waba.id);
  return {
    app_id: app.appId,
    type: 'SYSTEM_USER',
    application: appName,
    is_valid: !isExpired,
    expires_at: expiresAt,
    data_access_expires_at: expiresAt,
    issued_at: seconds(token.issuedAt),
    user_id: token.account.userId,
    scopes: ['business_management', ...token.scopes, 'public_profile'],
    granular_scopes: [
      {scope: 'business_management', target_ids: [token.account.portfolio.id]},
      ...token.scopes.map((scope) => ({scope, target_ids: wabaIds})),
    ],
    ...(isExpired && {
      error: {code: 190, message: 'Error validating access token: Session has expired.', subcode: 463},
    }),
  };
}

export const unreadableToken = {
  error: {code: 190, message: 'Invalid OAuth access token - Cannot parse access token'},
  is_valid: false,
  scopes: [],
};

export function isSameText(given: string, expected: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(given).digest(),
    createHash('sha256').update(expected).digest(),
  );
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
