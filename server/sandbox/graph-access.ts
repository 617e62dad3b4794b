import type express from 'express';
import type {Clock} from '../clock.ts';
import type {PhoneNumber, Waba} from './account.ts';
import type {Control} from './control.ts';
import {GraphError} from './graph-error.ts';
import {getNode, nonexistingField, requireScope, type AccountNode} from './graph-nodes.ts';
import {readParameters, readToken, type Parameters} from './graph-parameters.ts';
import type {AccessToken, Grants} from './grants.ts';
import type {Onboarding} from './onboarding.ts';
import type {Scenario} from './scenarios.ts';

const outageMs = 20_000;
const slownessMs = 1200;

export interface GraphAccessOptions {
  clock: Clock;
  control: Control;
  grants: Grants;
  onboarding: Onboarding;
  /** How the `slow` scenario waits. */
  wait: (ms: number) => Promise<void>;
}

/** One call with an access token that may be made. */
export interface AuthorizedCall {
  parameters: Parameters;
  token: AccessToken;
}

/** Decides who gets at which object, and in which condition the scenario puts Graph for them. */
export class GraphAccess {
  #options: GraphAccessOptions;

  constructor(options: GraphAccessOptions) {
    this.#options = options;
  }

  async authorize(req: express.Request): Promise<AuthorizedCall> {
    const parameters = readParameters(req);
    const token = this.#options.grants.findToken(readToken(req, parameters));
    if (!token) throw new GraphError(190, 'Invalid OAuth access token - Cannot parse access token');
    await this.meetCondition(token);
    if (this.#options.grants.isTokenExpired(token)) {
      throw new GraphError(190, 'Error validating access token: Session has expired.', {subcode: 463});
    }
    return {parameters, token};
  }

  async authorizeForNode(req: express.Request<{id: string}>): Promise<AuthorizedCall & {node: AccountNode}> {
    const call = await this.authorize(req);
    const isRegistered = (phoneId: string) => this.#options.onboarding.isRegistered(phoneId);
    return {...call, node: getNode(call.token, req.params.id, isRegistered)};
  }

  async authorizeForWaba(
    req: express.Request<{id: string}>,
    edge: string,
  ): Promise<AuthorizedCall & {waba: Waba}> {
    const {node, ...call} = await this.authorizeForNode(req);
    if (node.kind !== 'waba') throw nonexistingField(edge, node);
    return {...call, waba: node.waba};
  }

  async authorizeForPhone(
    req: express.Request<{id: string}>,
    edge: string,
  ): Promise<AuthorizedCall & {phone: PhoneNumber}> {
    const {node, ...call} = await this.authorizeForNode(req);
    if (node.kind !== 'phone') throw nonexistingField(edge, node);
    requireScope(call.token, 'whatsapp_business_messaging');
    return {...call, phone: node.phone};
  }

  /** Waits or fails as the scenario of the token wants it. */
  async meetCondition(token: AccessToken): Promise<void> {
    await this.slowDown(token.scenario);
    if (this.#isDown(token)) throw new GraphError(2, 'Service temporarily unavailable', {isTransient: true});
  }

  async slowDown(scenario: Scenario): Promise<void> {
    if (scenario === 'slow') await this.#options.wait(slownessMs);
  }

  #isDown(token: AccessToken): boolean {
    const {clock, control} = this.#options;
    if (token.scenario !== 'meta_down' || token.issuedAt + outageMs <= clock.now()) return false;
    return control.number === token.settingNumber || control.setting.scenario === 'meta_down';
  }
}
