import type express from 'express';
import {GraphError} from './graph-error.ts';
import type {GraphParts} from './graph.ts';
import {checkApp, checkAppToken, describeToken, unreadableToken} from './graph-oauth.ts';
import {readParameters, readToken} from './graph-parameters.ts';
import {tokenTtlMs} from './grants.ts';

/** `/oauth/access_token` and `/debug_token`. */
export function addTokenCalls(calls: express.Router, {app, control, grants, shared}: GraphParts): void {
  calls.all('/oauth/access_token', (req, res) => {
    const parameters = readParameters(req);
    checkApp(app, parameters.get('client_id'), parameters.get('client_secret'));
    const grantType = parameters.get('grant_type') ?? 'authorization_code';
    const expires = {token_type: 'bearer', expires_in: tokenTtlMs / 1000};
    if (grantType === 'fb_exchange_token') {
      const token = grants.findToken(parameters.get('fb_exchange_token') ?? '');
      if (!token || grants.isTokenExpired(token)) throw new GraphError(190, 'Error validating access token.');
      res.json({access_token: grants.issueToken(token, control.number), ...expires});
      return;
    }
    if (grantType !== 'authorization_code') {
      throw new GraphError(100, `(#100) Unsupported grant_type ${grantType}`);
    }
    const code = grants.findCode(parameters.get('code') ?? '');
    if (!code) throw new GraphError(100, 'Invalid verification code format.');
    const token = grants.exchange(code, parameters.get('redirect_uri'), control.number);
    shared.remember(code);
    res.json({access_token: token, ...expires});
  });

  calls.get('/debug_token', (req, res) => {
    const parameters = readParameters(req);
    checkAppToken(app, readToken(req, parameters));
    const token = grants.findToken(parameters.get('input_token') ?? '');
    res.json({data: token ? describeToken(app, token, grants.isTokenExpired(token)) : unreadableToken});
  });
}
