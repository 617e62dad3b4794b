import express from 'express';
import {isAbout, type Fault} from './fault.ts';
import {isScenarioName, scenarioNames, scenarioOf, type ScenarioName} from './scenarios.ts';

/** What the next dialogs do. */
export interface Setting {
  scenario: ScenarioName;
  /** The dialog answers with a redirect at once, as if somebody had clicked through it. */
  auto: boolean;
}

export interface ControlOptions {
  publicUrl: string;
  /** Who may see and change the setting. */
  isControlAllowed: (req: express.Request) => Promise<boolean>;
}

/** Holds the setting and serves it at `/control`. */
export class Control {
  readonly router: express.Router;
  /** Counts up with every change, so that a token can tell whether the setting was changed after it. */
  number = 0;
  setting: Setting = {scenario: 'complete', auto: false};
  #faults: {fault: Fault; left: number}[] = [];

  constructor(options: ControlOptions) {
    this.router = express.Router();
    this.router.use('/control', refuseStrangers(options));
    this.router.get('/control', (_req, res) => {
      res.set('Cache-Control', 'no-store').json({
        ...this.setting,
        scenarios: scenarioNames.map(describeScenario),
      });
    });
    this.router.post('/control', express.json({limit: '16kb'}), (req, res) => {
      const result = readSetting(req.body);
      if ('errors' in result) {
        sendError(res, 400, 'invalid_request', sentence(result.errors), {errors: result.errors});
        return;
      }
      this.number += 1;
      this.setting = result.setting;
      res.json(this.setting);
    });
    this.router.use('/control', answerUnreadableBody);
  }

  /** The rule that befalls this call; one that is counted is a call shorter from then on. */
  takeFault(method: string, path: string): Fault | undefined {
    const fault = this.#faults.find((one) => one.left > 0 && isAbout(one.fault, method, path));
    if (fault) fault.left -= 1;
    return fault?.fault;
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

interface FieldError {
  path: string;
  message: string;
}

function readSetting(body: unknown): {setting: Setting} | {errors: FieldError[]} {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return {
      errors: [
        {path: '', message: 'must be a JSON object, for example {"scenario": "complete", "auto": true}'},
      ],
    };
  }
  const {scenario, auto = false, ...others} = body as Record<string, unknown>;
  const errors = Object.keys(others).map((path) => ({
    path,
    message: 'is not known; allowed are scenario and auto',
  }));
  if (!isScenarioName(scenario))
    errors.push({path: 'scenario', message: `must be one of ${scenarioNames.join(', ')}`});
  if (typeof auto !== 'boolean') errors.push({path: 'auto', message: 'must be true or false'});
  if (errors.length > 0 || !isScenarioName(scenario) || typeof auto !== 'boolean') return {errors};
  return {setting: {scenario, auto}};
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
