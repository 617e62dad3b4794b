import express, {type ErrorRequestHandler, type RequestHandler, type Router} from 'express';
import {join} from 'node:path';
import {createApiKey, firstProjectName} from '../server/access/api-keys.ts';
import type {Context} from '../server/context.ts';
import {distFolder} from '../server/package-folder.ts';
import {CallLog, streamCalls} from './host/call-log.ts';
import {
  checkConnection,
  checkMessenger,
  createInvitation,
  disconnect,
  reset,
  startMessenger,
} from './host/connection-routes.ts';
import {addExampleClients} from './host/example-clients.ts';
import {createManageSession} from './host/manage-session-route.ts';
import {type Platform, refuseOtherSites, signIn} from './host/platform.ts';
import {createWhatsAppSession} from './host/session-route.ts';
import {startTrial} from './host/trial-route.ts';
import {WebhookInbox} from './host/webhook-inbox.ts';
import {
  listWebhooks,
  receiveWebhook,
  registerWebhook,
  retryDelivery,
  sendTestMessage,
  switchReceiver,
} from './host/webhook-routes.ts';

/** Clients read it: "Luma Desk invites you to connect WhatsApp". */
const platformName = 'Luma Desk';
const keyName = 'demo';

/**
 * The backend of a make-believe platform whose customers connect WhatsApp on its settings page. Once it has its API
 * key it is a stranger to the service: it knows its address, and nothing of its inside.
 */
export async function createDemo(context: Context, localUrl: string): Promise<Router> {
  const platform: Platform = {
    serviceUrl: localUrl,
    apiKey: await replaceApiKey(context),
    origin: context.config.publicUrl,
  };
  const calls = new CallLog();
  const inbox = new WebhookInbox();
  const router = express.Router();

  // Before anything that looks at cookies: whoever posts here is no browser.
  router.post('/webhooks', receiveWebhook(inbox, calls));
  router.use(securityHeaders(), signIn(calls), registerWebhook(platform, inbox));
  router.use('/api', refuseOtherSites(platform), express.json({limit: '4kb'}));
  router.post('/api/whatsapp-session', createWhatsAppSession(platform));
  router.post('/api/manage-session', createManageSession(platform));
  router.post('/api/example-clients', addExampleClients(platform));
  router.post('/api/trial', startTrial(platform));
  router.post('/api/whatsapp-connection', checkConnection(platform));
  router.post('/api/invitation', createInvitation(platform));
  router.post('/api/messenger', startMessenger(platform));
  router.post('/api/messenger-connection', checkMessenger(platform));
  router.post('/api/disconnect', disconnect(platform));
  router.post('/api/reset', reset(platform));
  router.get('/api/webhooks', listWebhooks(platform, inbox));
  router.post('/api/receiver', switchReceiver(inbox));
  router.post('/api/retry', retryDelivery(platform, inbox));
  router.post('/api/test-message', sendTestMessage(platform, inbox));
  router.get('/api/calls', streamCalls(calls));
  router.use(showPage(platform));
  router.use(answerError(context));
  return router;
}

/** Keys are shown once and kept nowhere, so every start needs a new one. */
async function replaceApiKey(context: Context): Promise<string> {
  const {store, clock, newId} = context;
  // The first project is the one that keys are made for by default; it must not be the demo's.
  await store.ensureProject({id: newId('prj'), name: firstProjectName, settings: {}, createdAt: clock.now()});
  for (const {id, name, revokedAt} of await store.listApiKeys()) {
    if (name === keyName && revokedAt === null) await store.revokeApiKey(id, clock.now());
  }
  const {key} = await createApiKey(context, {mode: 'test', name: keyName, projectName: platformName});
  return key;
}

function securityHeaders(): RequestHandler {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return (_req, res, next) => {
    res.set({
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
    });
    next();
  };
}

/** The page and its files, at the public origin: sessions are made for that one. */
function showPage({origin}: Platform): RequestHandler {
  const files = express.static(join(distFolder, 'demo'), {redirect: false, cacheControl: false});
  const {host} = new URL(origin);
  return (req, res, next) => {
    if (req.get('host') !== host) res.redirect(`${origin}/demo/`);
    else files(req, res, next);
  };
}

function answerError(context: Context): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    if (res.headersSent) return next(error);
    const status = (error as {status?: number}).status ?? 502;
    context.log.warn({err: error}, 'the demo could not answer');
    res
      .status(status)
      .json({message: status === 502 ? 'The service did not answer.' : 'This cannot be read.'});
  };
}
