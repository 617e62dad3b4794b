import express from 'express';
import type {AppDashboard} from './app-dashboard.ts';
import type {MetaApp} from './app.ts';
import type {Control} from './control.ts';
import {createFaults, usageHeaders, type FaultOptions} from './faults.ts';
import {GraphAccess, type GraphAccessOptions} from './graph-access.ts';
import {addAccountCalls} from './graph-account-calls.ts';
import {addAppCalls} from './graph-app-calls.ts';
import {GraphError} from './graph-error.ts';
import {createMessengerGraph} from './messenger-graph.ts';
import {addPartnerCalls} from './graph-partner-calls.ts';
import {addPhoneCalls} from './graph-phone-calls.ts';
import {addPreVerifiedCalls} from './graph-pre-verified-calls.ts';
import {addSubscriptionCalls} from './graph-subscription-calls.ts';
import {addTokenCalls} from './graph-token-calls.ts';
import type {PreVerifiedPool} from './pre-verified-pool.ts';
import type {RequestLog} from './request-log.ts';

export interface GraphOptions extends GraphAccessOptions, FaultOptions {
  app: MetaApp;
  control: Control;
  dashboard: AppDashboard;
  pool: PreVerifiedPool;
  publicUrl: URL;
  requests: RequestLog;
}

/** What the calls of one concern are made with. */
export interface GraphParts extends GraphOptions {
  access: GraphAccess;
}

/** The Graph endpoints that a signup needs, at `/v24.0/…` and without a version. Each concern adds its own. */
export function createGraph(options: GraphOptions): express.Router {
  const parts: GraphParts = {...options, access: new GraphAccess(options)};
  const calls = express.Router();
  calls.use((_req, res, next) => {
    res.set({'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', ...usageHeaders(1)});
    next();
  });
  calls.use(express.json({limit: '16kb'}), express.urlencoded({limit: '16kb', extended: false}));
  calls.use(options.requests.record, createFaults(options));
  addAppCalls(calls, parts);
  calls.use(createMessengerGraph(parts));
  addTokenCalls(calls, parts);
  addPreVerifiedCalls(calls, parts);
  addAccountCalls(calls, parts);
  addSubscriptionCalls(calls, parts);
  addPhoneCalls(calls, parts);
  addPartnerCalls(calls, parts);
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

const answerGraphError: express.ErrorRequestHandler = (error: Error & {type?: string}, _req, res, next) => {
  if (error instanceof GraphError) res.status(error.httpStatus).json(error);
  // body-parser's errors carry a type; a body that cannot be read is a wrong parameter to Graph.
  else if (error.type !== undefined) res.status(400).json(new GraphError(100, '(#100) Invalid request body'));
  else next(error);
};
