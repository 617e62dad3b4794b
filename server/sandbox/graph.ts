import express from 'express';
import {GraphAccess, type GraphAccessOptions} from './graph-access.ts';
import {GraphError} from './graph-error.ts';
import {phoneNode, selectFields} from './graph-nodes.ts';
import {
  appName,
  checkApp,
  checkAppToken,
  describeToken,
  unreadableToken,
  type MetaApp,
} from './graph-oauth.ts';
import {pageOf} from './graph-paging.ts';
import {readParameters, readToken} from './graph-parameters.ts';
import {tokenTtlMs} from './grants.ts';
import {Profiles} from './profiles.ts';

export interface GraphOptions extends GraphAccessOptions {
  app: MetaApp;
  publicUrl: URL;
}

/** The Graph endpoints that a signup needs, at `/v24.0/…` and without a version. */
export function createGraph(options: GraphOptions): express.Router {
  const access = new GraphAccess(options);
  const calls = express.Router();
  calls.use((_req, res, next) => {
    res.set({'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff'});
    next();
  });
  calls.use(express.json({limit: '16kb'}), express.urlencoded({limit: '16kb', extended: false}));
  addTokenCalls(calls, access, options);
  addReads(calls, access, options);
  addSubscriptionCalls(calls, access, options);
  addRegistrationCalls(calls, access, options);
  addProfileCalls(calls, access, new Profiles());
  calls.use((req) => {
    throw new GraphError(2500, `Unknown path components: ${req.path}`);
  });
  calls.use(answerGraphError);

  const router = express.Router();
  router.use('/:version', (req, res, next) => {
    if (/^v\d+\.\d+$/.test(req.params.version)) calls(req, res, next);
    else next();
  });
  router.use(calls);
  return router;
}

function addTokenCalls(
  calls: express.Router,
  access: GraphAccess,
  {app, control, grants}: GraphOptions,
): void {
  calls.all('/oauth/access_token', async (req, res) => {
    const parameters = readParameters(req);
    checkApp(app, parameters.get('client_id'), parameters.get('client_secret'));
    const grantType = parameters.get('grant_type') ?? 'authorization_code';
    if (grantType !== 'authorization_code') {
      throw new GraphError(100, `(#100) Unsupported grant_type ${grantType}`);
    }
    const code = grants.findCode(parameters.get('code') ?? '');
    if (!code) throw new GraphError(100, 'Invalid verification code format.');
    await access.slowDown(code.scenario);
    const token = grants.exchange(code, parameters.get('redirect_uri'), control.number);
    res.json({access_token: token, token_type: 'bearer', expires_in: tokenTtlMs / 1000});
  });

  calls.get('/debug_token', async (req, res) => {
    const parameters = readParameters(req);
    checkAppToken(app, readToken(req, parameters));
    const token = grants.findToken(parameters.get('input_token') ?? '');
    if (!token) {
      res.json({data: unreadableToken});
      return;
    }
    await access.meetCondition(token);
    res.json({data: describeToken(app, token, grants.isTokenExpired(token))});
  });
}

function addReads(calls: express.Router, access: GraphAccess, {onboarding, publicUrl}: GraphOptions): void {
  calls.get('/:id', async (req, res) => {
    const {node, parameters} = await access.authorizeForNode(req);
    res.json(selectFields(node, parameters.get('fields')));
  });

  calls.get('/:id/phone_numbers', async (req, res) => {
    const {waba, token, parameters} = await access.authorizeForWaba(req, 'phone_numbers');
    const {page, paging} = pageOf(waba.phoneNumbers, parameters, (after) => nextUrl(req, publicUrl, after));
    const nodes = page.map((phone) => phoneNode(token, phone, onboarding.isRegistered(phone.id)));
    const fields = parameters.get('fields');
    res.json({data: nodes.map((node) => selectFields(node, fields)), ...(paging && {paging})});
  });
}

function addSubscriptionCalls(
  calls: express.Router,
  access: GraphAccess,
  {app, onboarding}: GraphOptions,
): void {
  calls.get('/:id/subscribed_apps', async (req, res) => {
    const {waba} = await access.authorizeForWaba(req, 'subscribed_apps');
    const link = `https://www.facebook.com/games/?app_id=${app.appId}`;
    const subscription = {whatsapp_business_api_data: {id: app.appId, link, name: appName}};
    res.json({data: onboarding.isSubscribed(waba.id) ? [subscription] : []});
  });

  calls.post('/:id/subscribed_apps', async (req, res) => {
    const {waba, parameters} = await access.authorizeForWaba(req, 'subscribed_apps');
    if (parameters.has('override_callback_uri')) {
      throw new GraphError(100, '(#100) The sandbox does not support override_callback_uri');
    }
    onboarding.subscribe(waba.id);
    res.json({success: true});
  });

  calls.delete('/:id/subscribed_apps', async (req, res) => {
    const {waba} = await access.authorizeForWaba(req, 'subscribed_apps');
    onboarding.unsubscribe(waba.id);
    res.json({success: true});
  });
}

function addRegistrationCalls(calls: express.Router, access: GraphAccess, {onboarding}: GraphOptions): void {
  calls.post('/:id/register', async (req, res) => {
    const {phone, token, parameters} = await access.authorizeForPhone(req, 'register');
    onboarding.register(phone.id, parameters, token.scenario);
    res.json({success: true});
  });

  calls.post('/:id/deregister', async (req, res) => {
    const {phone} = await access.authorizeForPhone(req, 'deregister');
    onboarding.deregister(phone.id);
    res.json({success: true});
  });
}

function addProfileCalls(calls: express.Router, access: GraphAccess, profiles: Profiles): void {
  calls.get('/:id/whatsapp_business_profile', async (req, res) => {
    const {phone, parameters} = await access.authorizeForPhone(req, 'whatsapp_business_profile');
    res.json({data: [profiles.read(phone.id, parameters)]});
  });

  calls.post('/:id/whatsapp_business_profile', async (req, res) => {
    const {phone, parameters} = await access.authorizeForPhone(req, 'whatsapp_business_profile');
    profiles.update(phone.id, parameters);
    res.json({success: true});
  });
}

/** The same call for the next page, on the origin that the caller used, which may be an inner one. */
function nextUrl(req: express.Request, publicUrl: URL, after: string): string {
  const origin = req.host === publicUrl.host ? publicUrl.origin : `${req.protocol}://${req.host}`;
  const url = new URL(req.originalUrl, origin);
  url.searchParams.delete('before');
  url.searchParams.set('after', after);
  return url.href;
}

const answerGraphError: express.ErrorRequestHandler = (error: Error & {type?: string}, _req, res, next) => {
  if (error instanceof GraphError) res.status(error.httpStatus).json(error);
  // body-parser's errors carry a type; a body that cannot be read is a wrong parameter to Graph.
  else if (error.type !== undefined) res.status(400).json(new GraphError(100, '(#100) Invalid request body'));
  else next(error);
};
