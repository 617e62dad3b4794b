import type express from 'express';
import {appName} from './app.ts';
import type {AppDashboard, AppSubscription} from './app-dashboard.ts';
import {verifyCallback} from './callback-verification.ts';
import type {GraphParts} from './graph.ts';
import {GraphError} from './graph-error.ts';
import {checkApp, checkAppToken, isSameText} from './graph-oauth.ts';
import {readParameters, readToken, tokenIn} from './graph-parameters.ts';
import {parseUrl} from '../url.ts';

/** What an app may ask about itself, and the partner about its business. What is somebody else's goes on to who knows it. */
export function addAppCalls(calls: express.Router, parts: GraphParts): void {
  const {app, dashboard, clock} = parts;
  const {partner} = app;

  const isPartner = (req: express.Request) => {
    const token = tokenIn(req, readParameters(req));
    return partner !== null && token !== undefined && isSameText(token, partner.systemUserToken);
  };

  calls.use((req, res, next) => {
    const {oldestVersion, clockAheadMs} = dashboard.settings;
    const asked = /v\d+\.\d+$/.exec(req.baseUrl)?.[0] ?? oldestVersion;
    res.set('facebook-api-version', numberOf(asked) < numberOf(oldestVersion) ? oldestVersion : asked);
    res.set('Date', new Date(clock.now() + clockAheadMs).toUTCString());
    next();
  });

  calls.all('/oauth/access_token', (req, res, next) => {
    const parameters = readParameters(req);
    if (parameters.get('grant_type') !== 'client_credentials') return next();
    checkApp(app, parameters.get('client_id'), parameters.get('client_secret'));
    res.json({access_token: `${app.appId}|${app.appSecret}`, token_type: 'bearer'});
  });

  calls.get('/debug_token', (req, res, next) => {
    const parameters = readParameters(req);
    if (!partner || !isSameText(parameters.get('input_token') ?? '', partner.systemUserToken)) return next();
    checkAppToken(app, readToken(req, parameters));
    const {isValid, appId, scopes, expiresAt} = dashboard.settings.systemToken;
    res.json({
      data: {
        app_id: appId,
        type: 'SYSTEM_USER',
        application: appName,
        is_valid: isValid,
        expires_at: Math.floor(expiresAt / 1000),
        user_id: partner.systemUserId,
        scopes,
        granular_scopes: scopes.map((scope) => ({scope})),
        ...(!isValid && {error: {code: 190, message: 'The session has been invalidated.', subcode: 467}}),
      },
    });
  });

  calls.get('/me', (req, res, next) => {
    if (!isPartner(req)) return next();
    checkSystemToken(dashboard);
    res.json({id: partner?.systemUserId, name: 'Sandbox system user'});
  });

  calls.get(`/${app.appId}`, (req, res) => {
    checkAppToken(app, readToken(req, readParameters(req)));
    res.json({id: app.appId, name: appName, link: `https://www.facebook.com/games/?app_id=${app.appId}`});
  });
  calls.get(`/${app.appId}/permissions`, (req, res) => {
    checkAppToken(app, readToken(req, readParameters(req)));
    const entries = Object.entries(dashboard.settings.permissions);
    res.json({data: entries.map(([permission, status]) => ({permission, status}))});
  });
  calls.get(`/${app.appId}/subscriptions`, (req, res) => {
    checkAppToken(app, readToken(req, readParameters(req)));
    res.json({data: dashboard.settings.subscriptions.map(describeSubscription)});
  });
  calls.post(`/${app.appId}/subscriptions`, async (req, res) => {
    const parameters = readParameters(req);
    checkAppToken(app, readToken(req, parameters));
    const object = parameters.get('object') ?? '';
    const callbackUrl = parameters.get('callback_url') ?? '';
    const fields = (parameters.get('fields') ?? '').split(',').filter((field) => field !== '');
    if (!object || fields.length === 0) throw new GraphError(100, '(#100) object and fields are required.');
    await verifyOwnCallback(parts, callbackUrl, parameters.get('verify_token') ?? '');
    const others = dashboard.settings.subscriptions.filter((one) => one.object !== object);
    const subscriptions = [...others, {object, callbackUrl, isActive: true, fields}];
    dashboard.settings = {...dashboard.settings, subscriptions};
    res.json({success: true});
  });
  calls.delete(`/${app.appId}/subscriptions`, (req, res) => {
    const parameters = readParameters(req);
    checkAppToken(app, readToken(req, parameters));
    const object = parameters.get('object');
    const subscriptions = dashboard.settings.subscriptions.filter(
      (one) => object !== undefined && one.object !== object,
    );
    dashboard.settings = {...dashboard.settings, subscriptions};
    res.json({success: true});
  });

  if (!partner) return;
  const ofBusiness =
    (answer: () => object): express.RequestHandler =>
    (req, res, next) => {
      if (!isPartner(req)) return next();
      checkSystemToken(dashboard);
      res.json(answer());
    };
  const {businessId} = partner;
  calls.get(
    `/${businessId}`,
    ofBusiness(() => ({
      id: businessId,
      name: 'Sandbox partner',
      verification_status: dashboard.settings.businessVerification,
    })),
  );
  calls.get(
    `/${businessId}/system_users`,
    ofBusiness(() => ({data: dashboard.settings.systemUsers})),
  );
  calls.get(
    `/${businessId}/extendedcredits`,
    ofBusiness(() => ({
      data: dashboard.settings.creditLines.map((id) => ({id, legal_entity_name: 'Sandbox'})),
    })),
  );
}

/** The token of the partner's system user, where it was taken back in the dashboard. */
export function checkSystemToken({settings}: AppDashboard): void {
  if (settings.systemToken.isValid) return;
  throw new GraphError(190, 'Error validating access token: The session has been invalidated.', {
    subcode: 467,
  });
}

function describeSubscription({object, callbackUrl, isActive, fields}: AppSubscription) {
  return {
    object,
    callback_url: callbackUrl,
    active: isActive,
    fields: fields.map((name) => ({name, version: 'v25.0'})),
  };
}

/** Asks an address whether it is the app's, as Meta does. Only addresses that the app is known to have are called. */
async function verifyOwnCallback(
  {dashboard, publicUrl}: GraphParts,
  callbackUrl: string,
  verifyToken: string,
): Promise<void> {
  const origins = [publicUrl.origin, ...dashboard.settings.redirectUris.map((uri) => new URL(uri).origin)];
  const url = parseUrl(callbackUrl);
  if (!url || !origins.includes(url.origin))
    throw new GraphError(2200, '(#2200) The callback URL is not the app’s.');
  await verifyCallback(callbackUrl, verifyToken);
}

const numberOf = (version: string) => Number(version.slice(1));
