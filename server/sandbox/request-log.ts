import type express from 'express';
import type {Clock} from '../clock.ts';
import type {MetaApp} from './app.ts';
import {readParameters} from './graph-parameters.ts';

/** One call of Graph, as it was made. */
export interface RecordedRequest {
  /** ISO 8601. */
  at: string;
  method: string;
  /** Without version. */
  path: string;
  version: string | null;
  /** Every secret is masked. */
  parameters: Record<string, string>;
  status: number;
  /** Names of parameters whose secret stood in the address although Meta takes it elsewhere: it would be in every log on the way. */
  secretsInAddress: string[];
}

const requestsMax = 500;
const valueLengthMax = 300;
const secretNames = [
  'access_token',
  'appsecret_proof',
  'client_secret',
  'code',
  'fb_exchange_token',
  'input_token',
  'pin',
  'verify_token',
];
/** Documented with an address only. */
const addressNames: Record<string, readonly string[]> = {
  '/oauth/access_token': ['client_secret', 'code', 'fb_exchange_token'],
  '/debug_token': ['input_token'],
};

/** What was asked of Graph lately, for tests and for people who look for what their service did. */
export class RequestLog {
  #app: MetaApp;
  #clock: Clock;
  #requests: RecordedRequest[] = [];

  constructor(app: MetaApp, clock: Clock) {
    this.#app = app;
    this.#clock = clock;
  }

  /** Newest last. */
  list(): readonly RecordedRequest[] {
    return this.#requests;
  }

  clear(): void {
    this.#requests = [];
  }

  readonly record: express.RequestHandler = (req, res, next) => {
    const at = new Date(this.#clock.now()).toISOString();
    const {method, path} = req;
    const [version = null] = /v\d+\.\d+$/.exec(req.baseUrl) ?? [];
    const parameters = [...readParameters(req)].map(([name, value]): [string, string] => [
      name,
      this.#isSecret(name, value) ? '***' : value.slice(0, valueLengthMax),
    ]);
    const secretsInAddress = Object.entries(req.query)
      .filter(([name, value]) => this.#isSecret(name, JSON.stringify(value)))
      .map(([name]) => name)
      .filter((name) => !addressNames[path]?.includes(name));
    res.once('close', () => {
      const request = {at, method, path, version, parameters: Object.fromEntries(parameters)};
      this.#requests.push({...request, status: res.statusCode, secretsInAddress});
      if (this.#requests.length > requestsMax) this.#requests.shift();
    });
    next();
  };

  /** By its name, or because it is what a secret here looks like. */
  #isSecret(name: string, value: string): boolean {
    const {appSecret, partner} = this.#app;
    return (
      secretNames.includes(name) ||
      /EAAB|AQB/.test(value) ||
      value.includes(appSecret) ||
      (partner !== null && value.includes(partner.systemUserToken))
    );
  }
}
