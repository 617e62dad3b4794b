import type {Request, Router} from 'express';
import {setTimeout as wait} from 'node:timers/promises';
import pino, {type Logger} from 'pino';
import {bearerOf} from './access/require.ts';
import {addRoutes, createApp} from './app.ts';
import {Background} from './background.ts';
import {type Clock, systemClock} from './clock.ts';
import type {Config, MailConfig, MetaBehaviour, MetaConfig} from './config.ts';
import type {Context} from './context.ts';
import type {Mode} from './contract/fields.ts';
import {EventStream} from './events/stream.ts';
import {createHttpServer, listen} from './http-server.ts';
import {createIds} from './ids.ts';
import type {MetaApp} from './inbound/signature.ts';
import type {MailTransport} from './mail/transport.ts';
import {startMailWorker} from './mail/worker.ts';
import {createMetaNumbers} from './phone-numbers/meta-numbers.ts';
import type {NumberProvider} from './phone-numbers/provider.ts';
import {createSandboxNumbers} from './phone-numbers/sandbox-numbers.ts';
import {createSandbox} from './sandbox/sandbox.ts';
import {createSecrets, hashSecret, type Secrets} from './secrets.ts';
import {GraphClient} from './signup/meta/graph.ts';
import {createMetaProviders} from './signup/meta/providers.ts';
import {createMetaProfiles} from './signup/meta/profile.ts';
import {openSqlite} from './store/sqlite.ts';
import {startSweeper} from './sweeper.ts';
import {startDeliveries} from './webhooks/worker.ts';
import type {ZavuCloud} from './zavu/cloud.ts';
import {createZavuNumbers} from './zavu/numbers.ts';
import type {createZavuCloud} from './zavu/sdk.ts';
import {startZavuWorker} from './zavu/worker.ts';

/** How long a stop waits for signups that are under way, and then for their pages to be fetched. */
const stepsGraceMs = 10_000;
const answersGraceMs = 200;

export interface Service {
  context: Context;
  /** Where this machine itself reaches it. */
  localUrl: string;
  /** Stops taking requests, ends the streams, finishes what is being written. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  clock?: Clock;
  /** How it waits between two tries of a call to Meta. */
  wait?: (ms: number) => Promise<unknown>;
  /** Something to serve at `/demo`; it is given the address at which it can call the service like a stranger. */
  createDemo?: (context: Context, localUrl: string) => Promise<Router>;
}

/** Puts the parts together and listens. */
export async function startService(config: Config, options: ServiceOptions = {}): Promise<Service> {
  const clock = options.clock ?? systemClock;
  const log: Logger = pino({level: config.logLevel});
  const secrets = createSecrets(config.secretKeys);
  const store = openSqlite(config.databaseFile);
  const app = createApp(config);
  const http = createHttpServer(app);
  const localUrl = await listen(http.server, config.port, config.host);
  // With PORT=0 and no PUBLIC_URL the port is known only now.
  const publicUrl = config.publicUrl.endsWith(':0') ? localUrl : config.publicUrl;

  const sandboxMeta = describeSandbox(config.metaBehaviour, secrets, publicUrl, localUrl);
  // Each remembers how Meta is doing, so there is one for each app.
  const clientOf = (meta: MetaConfig) => new GraphClient(meta, {clock, log, wait: options.wait ?? wait});
  const sandboxGraph = config.sandbox ? clientOf(sandboxMeta) : undefined;
  const liveGraph = config.meta && clientOf({...config.meta, webhookUrl: `${publicUrl}/webhooks/meta`});
  const newId = createIds(clock);
  const zavu = config.zavu && (await openZavu(config.zavu, {clock, log, process: newId('prc')}));
  const context: Context = {
    config: Object.freeze({...config, publicUrl}),
    store,
    providers: {
      ...(sandboxGraph && {test: createMetaProviders(sandboxGraph)}),
      ...(liveGraph && {live: createMetaProviders(liveGraph)}),
    },
    profileProviders: {
      ...(sandboxGraph && {test: createMetaProfiles(sandboxGraph)}),
      ...(liveGraph && {live: createMetaProfiles(liveGraph)}),
    },
    numberProviders: {
      ...(sandboxGraph && {test: poolOf(sandboxGraph) ?? sandboxNumbers(sandboxMeta, localUrl)}),
      ...(liveGraph && {live: poolOf(liveGraph)}),
      ...(zavu && {live: createZavuNumbers(zavu)}),
    },
    zavu,
    metaApps: [
      ...(config.sandbox ? [metaApp('test', sandboxMeta)] : []),
      ...(config.meta ? [metaApp('live', config.meta)] : []),
    ],
    events: new EventStream(),
    background: new Background(),
    clock,
    newId,
    secrets,
    log,
  };
  const isControlAllowed = (req: Request) => mayControlSandbox(context, req);
  addRoutes(app, context, {
    sandbox: config.sandbox
      ? createSandbox({
          clock,
          publicUrl,
          app: sandboxMeta,
          redirectUri: `${publicUrl}/signup/meta/callback`,
          popupRedirectUri: sandboxMeta.popup?.redirectUri ?? 'omit',
          callbackUrl: sandboxMeta.webhookUrl,
          isControlAllowed,
          mayTellOf: (req, addresses) => mayTellOf(context, req, addresses),
        }).router
      : undefined,
    demo: await options.createDemo?.(context, localUrl),
  });
  http.open();
  const stopSweeper = startSweeper(context);
  const stopMail = config.mail && startMailWorker(context, await openMail(config.mail, publicUrl));
  const stopDeliveries = startDeliveries(context);
  const stopZavu = zavu && startZavuWorker(context, zavu);

  return {
    context,
    localUrl,
    async close() {
      // A client may be coming back from Meta at this moment: their signup is finished, and they see how it ended.
      const isBusy = context.background.isBusy;
      // What it has not sent by then is sent after the next start.
      await stopDeliveries();
      await Promise.race([
        Promise.all([context.background.settled(), stopSweeper(), stopMail?.(), stopZavu?.()]),
        wait(stepsGraceMs),
      ]);
      if (isBusy) await wait(answersGraceMs);
      const closed = new Promise<void>((resolve) => http.server.close(() => resolve()));
      http.server.closeIdleConnections();
      // Answers leave; streams would never end by themselves.
      await Promise.race([closed, wait(answersGraceMs)]);
      http.server.closeAllConnections();
      await closed;
      await store.close();
    },
  };
}

// What a service is not set up for it does not load: the two packages are a fifth of a start.

async function openZavu(...options: Parameters<typeof createZavuCloud>): Promise<ZavuCloud> {
  const {createZavuCloud} = await import('./zavu/sdk.ts');
  return createZavuCloud(...options);
}

async function openMail(config: MailConfig, publicUrl: string): Promise<MailTransport> {
  const {createMailTransport} = await import('./mail/transport.ts');
  return createMailTransport(config, new URL(publicUrl).hostname);
}

/** Play-Meta as the meta provider sees it: the dialog where browsers reach us, Graph where this process does. */
function describeSandbox(
  behaviour: MetaBehaviour,
  secrets: Secrets,
  publicUrl: string,
  localUrl: string,
): MetaConfig {
  return {
    ...behaviour,
    appId: '400000000000001',
    appSecret: secrets.sign('sandbox app secret'),
    configId: '900000000000001',
    messengerConfigId: '900000000000002',
    graphVersion: 'v25.0',
    graphUrl: `${localUrl}/sandbox/graph`,
    dialogUrl: `${publicUrl}/sandbox/dialog`,
    sdkUrl: `${publicUrl}/sandbox/sdk`,
    webhookUrl: `${localUrl}/webhooks/meta`,
    partner: {
      businessId: '200000000000001',
      systemUserId: '300000000000001',
      systemUserToken: secrets.sign('sandbox system user token'),
      creditLineId: '600000000000001',
    },
  };
}

const metaApp = (mode: Mode, {appId, appSecret}: MetaConfig): MetaApp => ({mode, appId, appSecret});

/** Only Solution Partners have numbers at Meta; other clients bring their own. */
function poolOf(graph: GraphClient): NumberProvider | undefined {
  const {role, partner} = graph.meta;
  return role === 'solution_partner' && partner ? createMetaNumbers(graph, partner) : undefined;
}

/** The sandbox as a company that sells numbers; it knows us by the app's own token. */
function sandboxNumbers({appId, appSecret}: MetaConfig, localUrl: string): NumberProvider {
  return createSandboxNumbers({
    url: `${localUrl}/sandbox/numbers`,
    accessToken: `${appId}|${appSecret}`,
  });
}

/** On a laptop anyone may set what the sandbox plays; elsewhere it takes a test key. */
async function mayControlSandbox(context: Context, req: Request): Promise<boolean> {
  return context.config.isLocal || (await testProjectOf(context, req)) !== undefined;
}

/** Of a number or account that is connected, news come for the project that has it: others must not invent any. */
async function mayTellOf(
  context: Context,
  req: Request,
  addresses: Parameters<Context['store']['listAddressedSenders']>[1],
): Promise<boolean> {
  if (context.config.isLocal) return true;
  const projectId = await testProjectOf(context, req);
  const senders = await context.store.listAddressedSenders('test', addresses);
  return senders.length > 0 && senders.every((sender) => sender.projectId === projectId);
}

/** The project whose test key comes with a request. */
async function testProjectOf(context: Context, req: Request): Promise<string | undefined> {
  const key = bearerOf(req);
  const found = key && (await context.store.findApiKey(hashSecret(key), context.clock.now()));
  return found && found.apiKey.mode === 'test' ? found.apiKey.projectId : undefined;
}
