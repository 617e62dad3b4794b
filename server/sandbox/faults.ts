import type express from 'express';
import type {Clock} from '../clock.ts';
import type {Control} from './control.ts';
import {isAbout, type Fault} from './fault.ts';
import {GraphError} from './graph-error.ts';
import {readParameters, tokenIn, type Parameters} from './graph-parameters.ts';
import type {Grants, SharedGrant} from './grants.ts';
import {Memory} from './memory.ts';
import {scenarioOf} from './scenarios.ts';
import type {SharedAccounts} from './shared-accounts.ts';

export interface FaultOptions {
  clock: Clock;
  control: Control;
  grants: Grants;
  shared: SharedAccounts;
  /** How a call is delayed. */
  wait: (ms: number) => Promise<void>;
}

/** Lets calls of Graph go wrong as the control or the scenario of what they are about wants it. */
export function createFaults({clock, control, grants, shared, wait}: FaultOptions): express.RequestHandler {
  /** How often a rule of a scenario has befallen a grant. */
  const counts = new Memory<number>(10_000);

  return async (req, res, next) => {
    const parameters = readParameters(req);
    const fault = control.takeFault(req.method, req.path) ?? takeScenarioFault(req, parameters);
    if (!fault) return next();
    if (fault.delayMs !== undefined) await wait(fault.delayMs);
    if (fault.usage !== undefined) res.set(usageHeaders(fault.usage));
    if (fault.reset) {
      req.socket.resetAndDestroy();
    } else if (fault.html) {
      res
        .status(fault.status ?? 502)
        .type('html')
        .send(gatewayPage);
    } else if (fault.error) {
      const {code, message = `(#${code}) The sandbox was asked to refuse this`, ...rest} = fault.error;
      const error = new GraphError(code, message, rest);
      res.status(fault.status ?? error.httpStatus).json(error);
    } else if (fault.body ?? fault.status) {
      res.status(fault.status ?? 200).json(fault.body ?? {});
    } else {
      next();
    }
  };

  function takeScenarioFault(req: express.Request, parameters: Parameters): Fault | undefined {
    const grant = grantOf(req, parameters);
    if (!grant) return undefined;
    const {faults = []} = scenarioOf(grant.scenario);
    return faults.find((fault, index) => {
      if (!isAbout(fault, req.method, req.path) || isOver(fault, grant)) return false;
      if (fault.times === undefined) return true;
      const key = `${grant.grantId}/${index}`;
      const count = counts.get(key) ?? 0;
      if (count >= fault.times) return false;
      counts.set(key, count + 1);
      return true;
    });
  }

  /** The grant whose token is used or looked into, whose code is exchanged, or whose object the path names. */
  function grantOf(req: express.Request, parameters: Parameters): GrantOfCall | undefined {
    const code = grants.findCode(parameters.get('code') ?? '');
    if (code) return code;
    for (const text of [tokenIn(req, parameters), parameters.get('input_token')]) {
      const token = grants.findToken(text ?? '');
      if (token) return token;
    }
    const grant = shared.find(req.path.split('/')[1] ?? '') ?? shared.find(parameters.get('waba_id') ?? '');
    return grant && {...grant, issuedAt: grant.sharedAt};
  }

  function isOver(fault: Fault, {issuedAt, settingNumber, scenario}: GrantOfCall): boolean {
    if (fault.forMs !== undefined && (issuedAt === undefined || issuedAt + fault.forMs <= clock.now()))
      return true;
    return (
      fault.untilChanged === true && control.number !== settingNumber && control.setting.scenario !== scenario
    );
  }
}

/** A code has no time of issue: there is no token yet. */
type GrantOfCall = Pick<SharedGrant, 'grantId' | 'scenario'> & {issuedAt?: number; settingNumber?: number};

const gatewayPage = '<!doctype html><title>502 Bad Gateway</title><h1>Sorry, something went wrong.</h1>';

/** How much of its allowance an app, and an account, have used. */
export function usageHeaders(percent: number): Record<string, string> {
  const usage = {call_count: percent, total_cputime: percent, total_time: percent};
  const minutes = percent >= 100 ? 60 : 0;
  const account = {type: 'whatsapp_business_management', ...usage, estimated_time_to_regain_access: minutes};
  return {
    'X-App-Usage': JSON.stringify(usage),
    'X-Business-Use-Case-Usage': JSON.stringify({'200000000000001': [account]}),
  };
}
