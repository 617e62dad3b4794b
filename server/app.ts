import express, {type Express, type RequestHandler, type Router} from 'express';
import {createGuards} from './access/require.ts';
import {accessRoutes} from './access/routes.ts';
import {bulkRoutes} from './bulk/routes.ts';
import type {Config} from './config.ts';
import {connectionRoutes} from './connection/routes.ts';
import type {Context} from './context.ts';
import {docsPage, docsStyles, failuresPage, openApiFile} from './docs/handlers.ts';
import {serveEmbed} from './embed.ts';
import {answerError} from './error-handler.ts';
import {ApiError} from './errors.ts';
import {eventRoutes} from './events/routes.ts';
import {
  apiHeaders,
  assetHeaders,
  canonicalHost,
  clientApiHeaders,
  commonHeaders,
  docsHeaders,
  pageHeaders,
  preflight,
} from './headers.ts';
import {receiveMetaWebhook, verifyMetaWebhook} from './inbound/handlers.ts';
import {receiveDataDeletion, receiveDeauthorization, showDataDeletion} from './inbound/user-data-handlers.ts';
import {invitationRoutes} from './invitations/routes.ts';
import {mailRoutes} from './mail/routes.ts';
import type {OpenApi} from './openapi/document.ts';
import {createOpenApi} from './openapi/openapi.ts';
import {distFolder, packageVersion} from './package-folder.ts';
import {phoneNumberRoutes} from './phone-numbers/routes.ts';
import {alive, ready} from './probes.ts';
import {projectRoutes} from './projects/routes.ts';
import type {Access, Route, RouteGroup} from './route.ts';
import {senderRoutes} from './senders/routes.ts';
import {
  brandAsset,
  chooseAttemptNumber,
  finishSignup,
  giveAttemptPin,
  pageAsset,
  pageAssetNames,
  showAttempt,
  renewFromLink,
  showInvitation,
  showInvitationPage,
  showQrCode,
  startFromLink,
  startFromTicket,
} from './signup/handlers.ts';
import {leavePopupDialog, startPopupFromLink, takePopupCode} from './signup/popup-handlers.ts';
import {senderWebhookRoutes, webhookRoutes} from './webhooks/routes.ts';
import {receiveZavuWebhook} from './zavu/handlers.ts';

const bodyBytesMax = 16 * 1024;
/** What Meta sends at once is not more than this. */
const metaBodyBytesMax = 3 * 1024 * 1024;
/** Slow senders must not hold the service. A file may take longer: as long as the server lets any request. */
const bodyMs = 15_000;

/** The API, in the order in which people read about it. */
export const routeGroups: readonly RouteGroup[] = [
  invitationRoutes,
  mailRoutes,
  bulkRoutes,
  senderRoutes,
  phoneNumberRoutes,
  webhookRoutes,
  senderWebhookRoutes,
  eventRoutes,
  projectRoutes,
  accessRoutes,
  connectionRoutes,
];

/** Every route. Of two that fit a request the first one answers: `/v1/invitations/stats` is no invitation's id. */
export const routes: readonly Route[] = routeGroups.flatMap((group) => group.routes).sort(wildcardsLast);

function wildcardsLast(a: Route, b: Route): number {
  const [first, second] = [a, b].map(({path}) => path.replace(/:\w+/g, '\uffff'));
  if (first === undefined || second === undefined || first === second) return 0;
  return first < second ? -1 : 1;
}

const isForBrowsers = (access: Access) => access === 'manage' || access === 'client';
const lowerCase = <Text extends string>(text: Text) => text.toLowerCase() as Lowercase<Text>;

/** Parts that are not the product itself. */
export interface Surroundings {
  /** Play-Meta, at `/sandbox`. */
  sandbox: Router | undefined;
  /** The make-believe platform, at `/demo`. */
  demo: Router | undefined;
}

/** Express with its settings, without routes. */
export function createApp(config: Config): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustProxy);
  return app;
}

/** Every route of the service, each with who may use it. */
export function addRoutes(app: Express, context: Context, {sandbox, demo}: Surroundings): void {
  const guards = createGuards(context);
  const {anyone} = guards;
  // Any type: a client that forgets the content type gets an error about its JSON, not defaults in silence.
  const json = express.json({limit: bodyBytesMax, strict: false, type: () => true});
  const form = express.urlencoded({limit: bodyBytesMax, extended: false});

  app.use(commonHeaders(context.config), logRequest(context), limitBodyTime());

  app.get('/healthz', alive());
  app.get('/readyz', ready(context));

  app.use('/v1', apiHeaders());
  app.use('/client/v1', clientApiHeaders());
  // One entry for each path, since every request is compared with all that come before its own.
  for (const path of new Set(routes.map((route) => route.path))) {
    const entry = app.route(path);
    const ofPath = routes.filter((route) => route.path === path);
    const forBrowsers = ofPath.filter(({access}) => isForBrowsers(access));
    // Also where there is nothing for browsers, or the preflight of a wider pattern would answer.
    if (forBrowsers.length === 0) entry.options(nothingHere());
    else entry.options(clientApiHeaders(), preflight(forBrowsers.map(({method}) => method)));
    for (const {method, access, body, bodyType, handler} of ofPath) {
      const steps = [guards[access]];
      if (body && !bodyType) steps.push(json);
      if (isForBrowsers(access)) steps.unshift(clientApiHeaders());
      entry[lowerCase(method)](...steps, handler(context));
    }
  }

  // Bytes as they came: what is signed is these, not what they mean.
  const bytes = express.raw({limit: metaBodyBytesMax, inflate: false, type: () => true});
  app.use('/webhooks', apiHeaders());
  app.get('/webhooks/meta', anyone, verifyMetaWebhook(context));
  app.post('/webhooks/meta', ...guards.signedByMeta(bytes), receiveMetaWebhook(context));
  app.post('/webhooks/meta/deauthorize', ...guards.aboutUser(form), receiveDeauthorization(context));
  app.post('/webhooks/meta/data-deletion', ...guards.aboutUser(form), receiveDataDeletion(context));
  if (context.zavu) {
    const event = express.raw({limit: bodyBytesMax, inflate: false, type: () => true});
    app.post('/webhooks/zavu', ...guards.signedByZavu(event), receiveZavuWebhook(context));
  }

  app.use(
    ['/invite', '/start', '/signup', '/data-deletion'],
    canonicalHost(context.config),
    pageHeaders(context.config),
  );
  app.get('/invite/:token', anyone, showInvitation(context));
  app.get('/invite/:token/qr.svg', anyone, showQrCode(context));
  app.get('/invite/:token/start', anyone, showInvitationPage());
  app.post('/invite/:token/start', anyone, startPopupFromLink(context), startFromLink(context));
  app.get('/invite/:token/renew', anyone, showInvitationPage());
  app.post('/invite/:token/renew', anyone, renewFromLink(context));
  app.get('/start/:ticket', anyone, startFromTicket(context));
  app.get('/data-deletion/:code', anyone, showDataDeletion(context));
  app.get('/signup/meta/callback', anyone, finishSignup(context));
  app.get('/signup/:attemptId', anyone, showAttempt(context));
  app.post('/signup/:attemptId/choose', anyone, form, chooseAttemptNumber(context));
  app.post('/signup/:attemptId/pin', anyone, form, giveAttemptPin(context));
  app.post('/signup/:attemptId/code', anyone, answersJson(), json, takePopupCode(context));
  app.post('/signup/:attemptId/left', anyone, answersJson(), json, leavePopupDialog(context));

  app.use('/embed', assetHeaders(), serveEmbed(context.config.publicUrl, distFolder));
  for (const name of pageAssetNames) app.get(`/assets/${name}`, pageAsset(name));
  app.get('/assets/brand/:file', brandAsset());

  let document: OpenApi | undefined;
  const describe = () => (document ??= createOpenApi(routeGroups, context.config.publicUrl, packageVersion));
  app.get('/openapi.json', assetHeaders(), openApiFile(describe));
  app.get('/docs', docsHeaders(), docsPage(describe));
  app.get('/docs/failures', docsHeaders(), failuresPage(context.config.publicUrl));
  app.get('/assets/docs.css', docsStyles());

  if (sandbox) {
    app.use(['/sandbox/dialog', '/sandbox/messaging'], guards.anyoneAtPlay);
    app.use('/sandbox', sandbox);
  }
  if (demo) {
    app.get('/', (_req, res) => res.redirect('/demo/'));
    app.use('/demo', demo);
  }

  app.use(nothingHere());
  app.use(answerError(context));
}

/** What a page's script asks, not a person: errors are JSON. */
function answersJson(): RequestHandler {
  return (_req, res, next) => {
    res.locals['isPage'] = false;
    next();
  };
}

function limitBodyTime(): RequestHandler {
  const files = new Set(routes.filter(({bodyType}) => bodyType).map(({path}) => path));
  return (req, _res, next) => {
    const {'content-length': length = '0', 'transfer-encoding': encoding} = req.headers;
    const hasBody = length !== '0' || encoding !== undefined;
    if (hasBody && !files.has(req.path)) {
      const timer = setTimeout(() => req.complete || req.destroy(), bodyMs);
      req.once('close', () => clearTimeout(timer));
    }
    next();
  };
}

function nothingHere(): RequestHandler {
  return (req) => {
    throw new ApiError('not_found', `There is nothing at ${req.method} ${req.path.slice(0, 100)}.`);
  };
}

/** The route's pattern, never its address: tokens and tickets are in paths. */
function logRequest(context: Context): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    res.on('finish', () => {
      context.log.debug(
        {
          method: req.method,
          route: (req.route as {path?: string} | undefined)?.path ?? req.baseUrl,
          status: res.statusCode,
          ms: Math.round(performance.now() - startedAt),
        },
        'request',
      );
    });
    next();
  };
}
