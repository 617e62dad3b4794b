import express from 'express';
import {readChange, type ControlChange, type FieldError, type Setting} from './control-body.ts';
import {isAbout, type Fault} from './fault.ts';
import type {RequestLog} from './request-log.ts';
import {scenarioNames, scenarioOf, type ScenarioName} from './scenarios.ts';

export interface ControlOptions {
  publicUrl: string;
  /** Who may see and change the setting. */
  isControlAllowed: (req: express.Request) => Promise<boolean>;
}

const initialSetting: Setting = {scenario: 'complete', auto: false, webhooks: 'off', webhookCopies: 1};

/** Holds the setting and the faults, and serves them at `/control`; `/requests` lists what was asked of Graph. */
export class Control {
  readonly router: express.Router;
  /** Counts up with every change, so that a token can tell whether the setting was changed after it. */
  number = 0;
  setting = initialSetting;
  #faults: {fault: Fault; left: number}[] = [];
  #requests: RequestLog;

  constructor(options: ControlOptions, requests: RequestLog) {
    this.#requests = requests;
    this.router = express.Router();
    this.router.use(['/control', '/requests'], refuseStrangers(options));
    this.router.get('/control', (_req, res) => {
      res
        .set('Cache-Control', 'no-store')
        .json({...this.#describe(), scenarios: scenarioNames.map(describeScenario)});
    });
    this.router.post('/control', express.json({limit: '16kb'}), (req, res) => {
      const change = readChange(req.body);
      if ('errors' in change) {
        sendError(res, 400, 'invalid_request', sentence(change.errors), {errors: change.errors});
        return;
      }
      this.#change(change);
      res.json(this.#describe());
    });
    this.router.get('/requests', (_req, res) => {
      res.set('Cache-Control', 'no-store').json({requests: requests.list()});
    });
    this.router.use('/control', answerUnreadableBody);
  }

  /** The rule that befalls this call; one that is counted is a call shorter from then on. */
  takeFault(method: string, path: string): Fault | undefined {
    const fault = this.#faults.find((one) => one.left > 0 && isAbout(one.fault, method, path));
    if (fault) fault.left -= 1;
    return fault?.fault;
  }

  #change({setting, faults, reset}: ControlChange): void {
    this.number += 1;
    if (reset) {
      this.setting = initialSetting;
      this.#faults = [];
      this.#requests.clear();
    }
    this.setting = {...this.setting, ...setting};
    if (faults) this.#faults = faults.map((fault) => ({fault, left: fault.times ?? Infinity}));
  }

  /** The setting, and the rules that still have something to befall. */
  #describe() {
    const faults = this.#faults
      .filter(({left}) => left > 0)
      .map(({fault, left}) => (fault.times === undefined ? fault : {...fault, times: left}));
    return {...this.setting, faults};
  }
}

/** As people choose from it, and tests and docs are made of it. */
function describeScenario(name: ScenarioName) {
  const {description, group, expects, needs, for: kind} = scenarioOf(name);
  return {scenario: name, description, group, expects, ...(needs && {needs}), ...(kind && {for: kind})};
}

/** Lets only those through who may control the sandbox. */
export function refuseStrangers(options: ControlOptions): express.RequestHandler {
  const {origin} = new URL(options.publicUrl);
  return async (req, res, next) => {
    // A page elsewhere must not steer the sandbox with the cookies of whoever looks at it.
    if (req.method !== 'GET' && req.headers.origin !== undefined && req.headers.origin !== origin) {
      sendError(res, 403, 'forbidden', `The sandbox can only be controlled from ${origin}.`);
    } else if (await options.isControlAllowed(req)) {
      next();
    } else {
      sendError(res, 401, 'unauthorized', 'Controlling the sandbox needs a test-mode API key.');
    }
  };
}

function sentence(errors: FieldError[]): string {
  return errors.map(({path, message}) => `${path || 'The body'} ${message}.`).join(' ');
}

export const answerUnreadableBody: express.ErrorRequestHandler = (
  error: {type?: string},
  _req,
  res,
  next,
) => {
  if (error.type === 'entity.too.large') {
    sendError(res, 413, 'payload_too_large', 'The body must not be larger than 16 kB.');
  } else if (error.type !== undefined) {
    sendError(res, 400, 'invalid_json', 'The body is not valid JSON.');
  } else {
    next(error);
  }
};

export function sendError(
  res: express.Response,
  status: number,
  code: string,
  message: string,
  details?: Record<string, unknown>,
): void {
  res.status(status).json({code, message, ...(details && {details})});
}
