import type express from 'express';
import {missingNode} from './graph-access.ts';
import {GraphError} from './graph-error.ts';
import {wabaNode, selectFields} from './graph-nodes.ts';
import {nextUrl, pageOf} from './graph-paging.ts';
import {readParameters, requireParameter} from './graph-parameters.ts';
import type {GraphParts} from './graph.ts';
import type {AccessToken} from './grants.ts';

/** What a partner does with what clients shared: who works in it, who pays for it, and a token where none came. */
export function addPartnerCalls(calls: express.Router, parts: GraphParts): void {
  const {access, app, control, grants, onboarding, shared} = parts;
  const {credit} = onboarding;
  addAccountLists(calls, parts);

  calls.get('/:id/assigned_users', (req, res) => {
    const {waba} = access.authorizeForWaba(req, 'assigned_users');
    res.json({data: credit.usersOf(waba.id).map((id) => ({id, tasks: ['MANAGE']}))});
  });

  calls.post('/:id/assigned_users', (req, res) => {
    const {waba, parameters} = access.authorizeForWaba(req, 'assigned_users');
    access.requirePartner(req);
    const userId = requireParameter(parameters, 'user');
    if (!requireParameter(parameters, 'tasks').includes('MANAGE')) {
      throw new GraphError(100, '(#100) Param tasks must have MANAGE in it');
    }
    if (userId !== app.partner?.systemUserId)
      throw new GraphError(100, '(#100) No such user in the business');
    credit.assign(waba.id, userId);
    res.json({success: true});
  });

  for (const edge of ['whatsapp_credit_sharing_and_attach', 'whatsapp_credit_attach']) {
    calls.post(`/:id/${edge}`, (req: express.Request<{id: string}>, res) => {
      // The older call is the partner's; the newer one is made with the client's token.
      if (edge === 'whatsapp_credit_sharing_and_attach') access.requirePartner(req);
      requireCreditLine(req.params.id);
      const parameters = readParameters(req);
      const wabaId = requireParameter(parameters, 'waba_id');
      const {account} = access.authorizeAbout(req, wabaId).token;
      if (!account.wabas.some(({id}) => id === wabaId)) throw missingNode(wabaId);
      const id = credit.attach(wabaId, req.params.id, parameters);
      res.json({allocation_config_id: id, waba_id: wabaId});
    });
  }

  calls.post('/:id/whatsapp_credit_sharing', (req, res) => {
    access.requirePartner(req);
    requireCreditLine(req.params.id);
    const businessId = requireParameter(readParameters(req), 'receiving_business_id');
    if (!shared.find(businessId)) throw missingNode(businessId);
    res.json({success: true, receiving_credential: {id: businessId}});
  });

  calls.post('/:id/system_user_access_tokens', (req, res) => {
    access.requirePartner(req);
    const parameters = readParameters(req);
    if (!parameters.has('appsecret_proof')) {
      throw new GraphError(100, '(#100) The parameter appsecret_proof is required');
    }
    if (parameters.get('fetch_only') !== 'true') {
      throw new GraphError(100, '(#100) Only fetch_only=true is for clients of a partner');
    }
    const grant = shared.find(req.params.id);
    if (grant?.account.portfolio.id !== req.params.id) throw missingNode(req.params.id);
    res.json({access_token: grants.issueToken(grant, control.number)});
  });

  function requireCreditLine(id: string): void {
    if (id !== app.partner?.creditLineId) throw missingNode(id);
  }
}

/** Accounts of a portfolio: of a client's own, or of everybody who shared with the partner. */
function addAccountLists(calls: express.Router, {access, app, onboarding, publicUrl, shared}: GraphParts) {
  for (const edge of ['owned_whatsapp_business_accounts', 'client_whatsapp_business_accounts']) {
    calls.get(`/:id/${edge}`, (req: express.Request<{id: string}>, res) => {
      const {parameters, tokens} = ownersOf(req);
      const isListed = edge === (isOfPartner(req) ? 'client_' : 'owned_') + 'whatsapp_business_accounts';
      const nodes = (isListed ? tokens : []).flatMap((token) =>
        token.account.wabas.map((waba) => ({id: waba.id, node: wabaNode(token, waba, onboarding)})),
      );
      const {page, paging} = pageOf(nodes, parameters, (after) => nextUrl(req, publicUrl, after));
      const fields = parameters.get('fields');
      res.json({data: page.map(({node}) => selectFields(node, fields)), ...(paging && {paging})});
    });
  }

  function isOfPartner(req: express.Request<{id: string}>): boolean {
    return access.isPartner(req) && req.params.id === app.partner?.businessId;
  }

  function ownersOf(req: express.Request<{id: string}>) {
    if (isOfPartner(req)) {
      const tokens: Pick<AccessToken, 'account' | 'scopes' | 'scenario'>[] = shared.list();
      return {parameters: readParameters(req), tokens};
    }
    const {node, token, parameters} = access.authorizeForNode(req);
    if (node.kind !== 'business') throw missingNode(req.params.id);
    return {parameters, tokens: [token]};
  }
}
