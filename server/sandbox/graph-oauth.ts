import {createHash, timingSafeEqual} from 'node:crypto';
import {GraphError} from './graph-error.ts';
import {appName, type MetaApp} from './app.ts';
import type {TokenForm} from './scenario.ts';
import {scenarioOf} from './scenarios.ts';
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

/** `/debug_token` takes the app's own token, its id and secret with a bar between, or that of the partner's system user. */
export function checkAppToken(app: MetaApp, token: string): void {
  const isPartner = app.partner !== null && isSameText(token, app.partner.systemUserToken);
  if (!isPartner && !isSameText(token, `${app.appId}|${app.appSecret}`)) {
    throw new GraphError(190, 'Invalid OAuth access token signature.');
  }
}

/** `debug_token`'s view of a token that can be read; an unticked permission is in neither list. */
export function describeToken(app: MetaApp, token: AccessToken, isOver: boolean): unknown {
  const form = scenarioOf(token.scenario).token ?? {};
  const isExpired = isOver || form.state === 'expired';
  const expiresAt = seconds(form.state === 'expired' ? token.issuedAt : token.issuedAt + tokenTtlMs);
  const scopes = token.scopes.map((scope) =>
    form.scopes === 'june2026' && scope === 'whatsapp_business_management'
      ? 'whatsapp_business_manage_events'
      : scope,
  );
  return {
    app_id: form.state === 'foreign_app' ? '400000000000099' : app.appId,
    type: form.type ?? 'SYSTEM_USER',
    application: appName,
    is_valid: !isExpired && form.state !== 'invalid',
    expires_at: expiresAt,
    data_access_expires_at: expiresAt,
    issued_at: seconds(token.issuedAt),
    user_id: token.account.userId,
    scopes: ['business_management', ...scopes, 'public_profile'],
    granular_scopes: granularScopes(token, scopes, form),
    ...(isExpired && {
      error: {code: 190, message: 'Error validating access token: Session has expired.', subcode: 463},
    }),
    ...(form.state === 'invalid' && {
      error: {code: 190, message: 'The session has been invalidated.', subcode: 467},
    }),
  };
}

function granularScopes({account}: AccessToken, scopes: readonly string[], form: TokenForm): unknown[] {
  const {portfolio, wabas} = account;
  const ids = wabas.map((waba) => waba.id);
  const targetIds = {
    absent: undefined,
    shuffled: ids.toReversed(),
    with_business: [portfolio.id, ...ids],
    listed: ids,
  }[form.targetIds ?? 'listed'];
  const targets = (list: readonly string[] | undefined) =>
    form.targetIds === 'absent' || list === undefined ? {} : {target_ids: list};
  return [
    {scope: 'business_management', ...targets([portfolio.id])},
    ...scopes.map((scope) => ({scope, ...targets(targetIds)})),
  ];
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
