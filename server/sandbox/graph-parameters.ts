import type express from 'express';
import {GraphError} from './graph-error.ts';

/** The parameters of a call by name. */
export type Parameters = ReadonlyMap<string, string>;

/** Graph takes parameters from the query, a form and JSON alike, and API clients use all three. */
export function readParameters(req: express.Request): Parameters {
  const parameters = new Map<string, string>();
  for (const source of [req.query, req.body] as unknown[]) {
    if (typeof source !== 'object' || source === null) continue;
    for (const [name, value] of Object.entries(source)) {
      if (typeof value === 'string') parameters.set(name, value);
      else if (typeof value === 'number' || typeof value === 'boolean') parameters.set(name, String(value));
      // As Graph writes a list or an object in a query or a form.
      else if (typeof value === 'object' && value !== null) parameters.set(name, JSON.stringify(value));
    }
  }
  return parameters;
}

export function requireParameter(parameters: Parameters, name: string): string {
  const value = parameters.get(name);
  if (value) return value;
  throw new GraphError(100, `(#100) The parameter ${name} is required.`);
}

/** The access token: a bearer header or the parameter. */
export function readToken(req: express.Request, parameters: Parameters): string {
  const token = tokenIn(req, parameters);
  if (!token) throw new GraphError(104, 'An access token is required to request this resource.');
  return token;
}

export function tokenIn(req: express.Request, parameters: Parameters): string | undefined {
  const [, bearer] = /^Bearer\s+(\S+)$/i.exec(req.headers.authorization ?? '') ?? [];
  return bearer ?? parameters.get('access_token');
}
