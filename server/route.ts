import type {RequestHandler} from 'express';
import type {z} from 'zod';
import type {Context} from './context.ts';
import type {ErrorCode} from './contract/errors.ts';

/**
 * Who may use a route. `key`: a backend with its API key. `manage`: that, and a browser with a session of scope
 * `manage`. `client`: a browser that speaks for one client. `anyone`: nobody is asked who they are.
 */
export type Access = 'key' | 'manage' | 'client' | 'anyone';

/** One route of the API: what is served and what `/openapi.json` says about it. */
export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** As Express writes it: `/v1/invitations/:id`. What is spelled out comes before what is not. */
  path: string;
  access: Access;
  /** What it does, as a sentence without its full stop. */
  summary: string;
  description?: string;
  query?: z.ZodObject;
  /** What the handler reads of the request's headers, besides the credential. */
  headers?: z.ZodObject;
  body?: z.ZodType;
  /** Default: JSON, which is parsed before the handler. Anything else the handler reads itself. */
  bodyType?: string;
  /** `type`, default JSON; of lines and server-sent events the schema is that of each. `also`: for who asks for it. */
  answer: {
    status: 200 | 201 | 202 | 204 | 400;
    schema?: z.ZodType;
    type?: string;
    also?: {type: string; schema: z.ZodType};
  };
  /** Besides those that follow from the rest: a wrong request, a missing credential, too many requests. */
  errors?: readonly ErrorCode[];
  handler: (context: Context) => RequestHandler;
}

/** The routes of one thing, under its heading in the documentation. */
export interface RouteGroup {
  heading: string;
  routes: readonly Route[];
}
