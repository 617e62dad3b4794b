import {createHmac} from 'node:crypto';
import type express from 'express';
import type {MetaApp} from './app.ts';
import type {PhoneNumber, Waba} from './account.ts';
import {GraphError} from './graph-error.ts';
import {findAccountNode, nonexistingField, requireScope, type GraphNode} from './graph-nodes.ts';
import {isSameText} from './graph-oauth.ts';
import {readParameters, readToken, type Parameters} from './graph-parameters.ts';
import type {AccessToken, Grants} from './grants.ts';
import type {Onboarding} from './onboarding.ts';
import {scenarioOf} from './scenarios.ts';
import type {SharedAccounts} from './shared-accounts.ts';

export interface GraphAccessOptions {
  app: MetaApp;
  grants: Grants;
  onboarding: Onboarding;
  shared: SharedAccounts;
}

/** One call with an access token that may be made. */
export interface AuthorizedCall {
  parameters: Parameters;
  token: AccessToken;
}

/** Decides who gets at which object. */
export class GraphAccess {
  #options: GraphAccessOptions;

  constructor(options: GraphAccessOptions) {
    this.#options = options;
  }

  /** A call with the token of a client, or with the partner's own about what a client shared. */
  authorize(req: express.Request): AuthorizedCall {
    return this.authorizeAbout(req, req.path.split('/')[1] ?? '');
  }

  /** As `authorize`, where a parameter and not the path names what the call is about. */
  authorizeAbout(req: express.Request, id: string): AuthorizedCall {
    const parameters = readParameters(req);
    const text = readToken(req, parameters);
    this.#checkProof(text, parameters);
    if (this.isPartner(req)) return {parameters, token: this.#tokenOfPartner(id)};
    const token = this.#options.grants.findToken(text);
    if (!token) throw new GraphError(190, 'Invalid OAuth access token - Cannot parse access token');
    refuseDeadToken(token, this.#options.grants.isTokenExpired(token));
    if (scenarioOf(token.scenario).token?.needsProof && !parameters.has('appsecret_proof')) {
      throw new GraphError(100, 'API calls from the server require an appsecret_proof argument');
    }
    this.#options.shared.remember(token);
    return {parameters, token};
  }

  authorizeForNode(req: express.Request<{id: string}>): AuthorizedCall & {node: GraphNode} {
    const call = this.authorize(req);
    const node = findAccountNode(call.token, req.params.id, this.#options.onboarding);
    if (!node) throw missingNode(req.params.id);
    return {...call, node};
  }

  authorizeForWaba(req: express.Request<{id: string}>, edge: string): AuthorizedCall & {waba: Waba} {
    const {node, ...call} = this.authorizeForNode(req);
    if (node.kind !== 'waba') throw nonexistingField(edge, node);
    return {...call, waba: node.waba};
  }

  authorizeForPhone(req: express.Request<{id: string}>, edge: string): AuthorizedCall & {phone: PhoneNumber} {
    const {node, ...call} = this.authorizeForNode(req);
    if (node.kind !== 'phone') throw nonexistingField(edge, node);
    requireScope(call.token, 'whatsapp_business_messaging');
    return {...call, phone: node.phone};
  }

  /** Whether a call comes with the token of the partner's system user. */
  isPartner(req: express.Request): boolean {
    const {partner} = this.#options.app;
    return partner !== null && isSameText(readToken(req, readParameters(req)), partner.systemUserToken);
  }

  requirePartner(req: express.Request): void {
    this.#checkProof(readToken(req, readParameters(req)), readParameters(req));
    if (this.isPartner(req)) return;
    throw new GraphError(200, '(#200) Only an admin of the business can do this');
  }

  /** Where a proof is given, it must be right. */
  #checkProof(token: string, parameters: Parameters): void {
    const given = parameters.get('appsecret_proof');
    if (given === undefined) return;
    const expected = createHmac('sha256', this.#options.app.appSecret).update(token).digest('hex');
    if (!isSameText(given, expected)) {
      throw new GraphError(100, 'Invalid appsecret_proof provided in the API argument');
    }
  }

  #tokenOfPartner(id: string): AccessToken {
    const grant = this.#options.shared.find(id);
    if (!grant) throw missingNode(id);
    return {...grant, issuedAt: grant.sharedAt, settingNumber: 0};
  }
}

/** Refused as Graph does: with words of its own for a token that has ended and one that was taken back. */
function refuseDeadToken({scenario}: AccessToken, isExpired: boolean): void {
  const {state} = scenarioOf(scenario).token ?? {};
  if (isExpired || state === 'expired') {
    throw new GraphError(190, 'Error validating access token: Session has expired.', {subcode: 463});
  }
  if (state === 'invalid') {
    throw new GraphError(190, 'Error validating access token: The session has been invalidated.', {
      subcode: 467,
    });
  }
}

/** The refusal for an id that is not there, or is none of the caller's. */
export function missingNode(id: string): GraphError {
  return new GraphError(
    100,
    `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
    {subcode: 33},
  );
}
