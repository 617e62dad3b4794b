import type {Request, RequestHandler, Response} from 'express';
import type {Context} from '../context.ts';
import {ApiError} from '../errors.ts';
import {claimedInvitationId, isToken} from '../invitations/link.ts';
import {hashSecret} from '../secrets.ts';
import type {ConnectionState} from '../store/store.ts';
import type {ApiKey, Project, Session} from './credential.ts';
import {addressOf, RateLimit} from './rate-limit.ts';

export interface ApiCaller {
  apiKey: ApiKey;
  project: Project;
}

/** A browser that speaks for one client: by a session of the host's, or by an invitation's link. */
export type ClientCaller =
  {by: 'session'; session: Session; project: Project} | {by: 'token'; token: string; invitationId: string};

const lastUseResolutionMs = 60_000;

/** The caller that `requireApiKey` has let through. */
export const apiCallerOf = (res: Response) => res.locals['apiCaller'] as ApiCaller;
/** The caller that `requireClient` has let through. */
export const clientCallerOf = (res: Response) => res.locals['clientCaller'] as ClientCaller;

export interface Guards {
  /** Lets backends through that hold a key. */
  apiKey: RequestHandler;
  /** Lets browsers through that hold a session's secret or an invitation's token. */
  client: RequestHandler;
  /** For pages that anyone may open: only counts. */
  anyone: RequestHandler;
}

export function createGuards(context: Context): Guards {
  const rateLimit = new RateLimit(context.config.rateLimit, context.clock);

  const count = (res: Response, caller: string) => {
    const allowance = rateLimit.take(caller);
    if (!allowance) return;
    res.set({
      'X-RateLimit-Limit': String(allowance.limit),
      'X-RateLimit-Remaining': String(allowance.remaining),
      'X-RateLimit-Reset': String(allowance.resetsAt),
    });
    if (allowance.allowed) return;
    res.set('Retry-After', String(Math.max(1, Math.ceil((allowance.resetsAt - context.clock.now()) / 1000))));
    throw new ApiError(
      'rate_limited',
      `Too many requests: ${allowance.limit} a minute are allowed. Try again after ${new Date(allowance.resetsAt).toISOString()}.`,
      {retryAfter: allowance.resetsAt},
    );
  };

  /** Guessing is counted by address, since a wrong secret names nobody. */
  const refuse = (req: Request, res: Response, error: ApiError): never => {
    count(res, `address ${addressOf(req.ip)}`);
    throw error;
  };

  return {
    async apiKey(req, res, next) {
      const key = bearerOf(req);
      const found = key && (await context.store.findApiKey(hashSecret(key)));
      if (!found) {
        return refuse(
          req,
          res,
          new ApiError(
            'unauthorized',
            'Invalid or missing API key. Send "Authorization: Bearer zpi_test_…"; make a key with "npm run cli -- keys create".',
          ),
        );
      }
      count(res, `key ${found.apiKey.id}`);
      rememberUse(context, found.apiKey);
      res.locals['apiCaller'] = found satisfies ApiCaller;
      next();
    },

    async client(req, res, next) {
      const credential = bearerOf(req) ?? '';
      const caller = credential.startsWith('zpi_cs_')
        ? await findSessionCaller(context, credential)
        : await findTokenCaller(context, credential);
      if (caller instanceof ApiError) return refuse(req, res, caller);
      count(res, caller.by === 'session' ? `session ${caller.session.id}` : `token ${caller.invitationId}`);
      if (caller.by === 'session') checkOrigin(req, caller.session);
      res.locals['clientCaller'] = caller;
      next();
    },

    anyone(req, res, next) {
      count(res, `address ${addressOf(req.ip)}`);
      next();
    },
  };
}

export function bearerOf(req: Request): string | undefined {
  return /^Bearer ([\x21-\x7e]{1,200})$/i.exec(req.get('authorization') ?? '')?.[1];
}

async function findSessionCaller(context: Context, secret: string): Promise<ClientCaller | ApiError> {
  const session = await context.store.findSession(hashSecret(secret));
  if (!session)
    return new ApiError('unauthorized', 'This session is not known. Ask your backend for a new one.');
  if (session.expiresAt <= context.clock.now()) {
    return new ApiError('session_expired', 'This session has run out. Ask your backend for a new one.');
  }
  const project = await context.store.findProject(session.projectId);
  if (!project)
    return new ApiError('unauthorized', 'This session is not known. Ask your backend for a new one.');
  return {by: 'session', session, project};
}

async function findTokenCaller(context: Context, token: string): Promise<ClientCaller | ApiError> {
  const found = await findByToken(context, token);
  if (!found)
    return new ApiError('unauthorized', 'This link is not known. Ask whoever sent it for a new one.');
  return {by: 'token', token, invitationId: found.invitation.id};
}

/** The invitation that a link is of, whatever its status; `undefined` for a link that we did not make. */
export async function findByToken(context: Context, token: string): Promise<ConnectionState | undefined> {
  // Mail programs take the full stop behind a link for a part of it.
  const bare = token.replace(/[^\w-]+$/, '');
  const invitationId = claimedInvitationId(bare);
  const found = invitationId && (await context.store.findConnection(invitationId));
  return found && isToken(context.secrets, found.invitation, bare, context.clock.now()) ? found : undefined;
}

/**
 * Browsers always send their origin to another site, so a foreign page cannot use a session. A thief with no
 * browser can send any: against that there is only the short life and the narrow scope.
 */
function checkOrigin(req: Request, session: Session): void {
  const origin = req.get('origin');
  const site = req.get('sec-fetch-site');
  if (origin === undefined ? site === undefined || site === 'same-origin' : origin === session.origin) return;
  throw new ApiError(
    'origin_not_allowed',
    `This session was made for ${session.origin}, but the request came from ${origin ?? 'another site'}. Create the session with the origin of the page that embeds the element.`,
  );
}

/** Once a minute is enough to see which keys are alive, and spares a write on every request. */
function rememberUse(context: Context, apiKey: ApiKey): void {
  const now = context.clock.now();
  if (apiKey.lastUsedAt !== null && now - apiKey.lastUsedAt < lastUseResolutionMs) return;
  context.store
    .recordApiKeyUse(apiKey.id, now)
    .catch((error: unknown) => context.log.warn({err: error}, 'the last use of an API key was not recorded'));
}
