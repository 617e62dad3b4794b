import type express from 'express';
import {GraphError} from './graph-error.ts';
import type {GraphParts} from './graph.ts';
import {checkApp, checkAppToken, describeToken, unreadableToken} from './graph-oauth.ts';
import {readParameters, readToken} from './graph-parameters.ts';
import {lifetimeMs, tokenTtlMs, type AccessToken, type Grants} from './grants.ts';
import {describePersonToken} from './messenger-graph.ts';

/** `/oauth/access_token` and `/debug_token`. */
export function addTokenCalls(calls: express.Router, {app, control, grants, shared}: GraphParts): void {
  calls.all('/oauth/access_token', (req, res) => {
    const parameters = readParameters(req);
    checkApp(app, parameters.get('client_id'), parameters.get('client_secret'));
    const grantType = parameters.get('grant_type') ?? 'authorization_code';
    if (grantType === 'fb_exchange_token') {
      const lasting = lastingToken(grants, parameters.get('fb_exchange_token') ?? '', control.number);
      res.json({access_token: lasting, token_type: 'bearer', expires_in: tokenTtlMs / 1000});
      return;
    }
    if (grantType !== 'authorization_code') {
      throw new GraphError(100, `(#100) Unsupported grant_type ${grantType}`);
    }
    const code = grants.findCode(parameters.get('code') ?? '');
    if (!code) throw new GraphError(100, 'Invalid verification code format.');
    const token = grants.exchange(code, parameters.get('redirect_uri'), control.number);
    shared.remember(code);
    res.json({access_token: token, token_type: 'bearer', expires_in: lifetimeMs(code) / 1000});
  });

  calls.get('/debug_token', (req, res) => {
    const parameters = readParameters(req);
    checkAppToken(app, readToken(req, parameters));
    const token = grants.findToken(parameters.get('input_token') ?? '');
    res.json({data: token ? describe(token) : unreadableToken});
  });

  function describe(token: AccessToken): unknown {
    const isExpired = grants.isTokenExpired(token);
    return token.kind === 'messenger'
      ? describePersonToken(app, token, isExpired)
      : describeToken(app, token, isExpired);
  }
}

/** A token that lasts, for one that does not. */
function lastingToken(grants: Grants, text: string, settingNumber: number): string {
  const token = grants.findToken(text);
  if (!token || grants.isTokenExpired(token)) throw new GraphError(190, 'Error validating access token.');
  const lasting = token.kind === 'messenger' ? {...token, isLasting: true as const} : token;
  return grants.issueToken(lasting, settingNumber);
}
