import type {Request, RequestHandler, Response} from 'express';
import type {Context} from '../context.ts';
import {ApiError} from '../errors.ts';
import {claimedInvitationId, isToken} from '../invitations/link.ts';
import type {Project, Scope} from '../projects/project.ts';
import {hashSecret} from '../secrets.ts';
import type {ConnectionState} from '../store/invitation-store.ts';
import type {ApiKey, ConnectSession, ManageSession, Session} from './credential.ts';
import {addressOf, RateLimit} from './rate-limit.ts';
import {createZavuGuard} from './signed-by-zavu.ts';
import {createSignatureGuard, createUserGuard} from './signed.ts';

/** What a caller has shown. A stream outlives its request, and asks again. */
export interface Credential {
  /** Of the key, of the session, or of the invitation whose link it is. */
  id: string;
  /** When a session ends by itself, epoch ms; the others do not while they are used. */
  expiresAt: number | null;
  /** Whether it has not been ended meanwhile. */
  isStillGood: () => Promise<boolean>;
}

/** A backend by its key, or the panel by a session of scope `manage`. */
export interface ApiCaller extends Scope {
  by: 'key' | 'session';
  project: Project;
  credential: Credential;
}

/** A browser that speaks for one client: by a session of the host's, or by an invitation's link. */
export type ClientCaller = {credential: Credential} & (
  {by: 'session'; session: ConnectSession; project: Project} | {by: 'token'; invitationId: string}
);

const lastUseResolutionMs = 60_000;

/** The caller that the guard `apiKey` or `manage` has let through. */
export const apiCallerOf = (res: Response) => res.locals['apiCaller'] as ApiCaller;
/** The caller that the guard `client` has let through. */
export const clientCallerOf = (res: Response) => res.locals['clientCaller'] as ClientCaller;

/** One for each `Access` of a route, and what Meta comes in by. */
export interface Guards {
  /** Lets backends through that hold a key. */
  key: RequestHandler;
  /** Lets them through, and browsers that hold a session of scope `manage`. */
  manage: RequestHandler;
  /** Lets browsers through that hold a session's secret or an invitation's token. */
  client: RequestHandler;
  /** For pages that anyone may open: only counts. */
  anyone: RequestHandler;
  /** The same for the dialogs of play-Meta, counted apart: each of them may end in webhooks, and in what these leave in the store. */
  anyoneAtPlay: RequestHandler;
  /** Lets Meta through, by the signature on the bytes that `readBody` leaves in `req.body`. */
  signedByMeta(readBody: RequestHandler): RequestHandler[];
  /** Lets Meta through when it speaks of one person, by the `signed_request` in the form that `readForm` reads. */
  aboutUser(readForm: RequestHandler): RequestHandler[];
  /** The same for Zavu. */
  signedByZavu(readBody: RequestHandler): RequestHandler[];
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
    throw new ApiError(
      'rate_limited',
      `Too many requests: ${allowance.limit} a minute are allowed. Try again after ${new Date(allowance.resetsAt).toISOString()}.`,
      {retryAfter: allowance.resetsAt},
    );
  };

  /** Guessing is counted by address, since a wrong secret names nobody. */
  const refuse = (req: Request, res: Response, error: ApiError): ApiError => {
    count(res, `address ${addressOf(req.ip)}`);
    return error;
  };

  const key: RequestHandler = async (req, res, next) => {
    const bearer = bearerOf(req);
    const found = bearer && (await context.store.findApiKey(hashSecret(bearer), context.clock.now()));
    if (!found) {
      throw refuse(
        req,
        res,
        new ApiError(
          'unauthorized',
          'Invalid or missing API key. Send "Authorization: Bearer zpi_test_…"; make a key with "npm run cli -- keys create".',
        ),
      );
    }
    const {apiKey, project} = found;
    count(res, `key ${apiKey.id}`);
    rememberUse(context, apiKey);
    const {projectId, mode} = apiKey;
    res.locals['apiCaller'] = {
      by: 'key',
      projectId,
      mode,
      project,
      credential: {
        id: apiKey.id,
        expiresAt: null,
        isStillGood: async () =>
          (await context.store.findApiKey(apiKey.keyHash, context.clock.now())) !== undefined,
      },
    } satisfies ApiCaller;
    next();
  };

  return {
    key,

    async manage(req, res, next) {
      const bearer = bearerOf(req) ?? '';
      if (!isSessionSecret(bearer)) {
        await key(req, res, next);
        return;
      }
      const found = await findSession(context, bearer);
      if (found instanceof ApiError) throw refuse(req, res, found);
      const {session, project} = found;
      if (session.scope !== 'manage') {
        const message = 'This session speaks for one client. The panel needs one of scope "manage".';
        throw refuse(req, res, new ApiError('unauthorized', message));
      }
      count(res, `session ${session.id}`);
      checkOrigin(req, session);
      const {projectId, mode} = session;
      const credential = credentialOf(context, session);
      res.locals['apiCaller'] = {by: 'session', projectId, mode, project, credential} satisfies ApiCaller;
      next();
    },

    async client(req, res, next) {
      const credential = bearerOf(req) ?? '';
      const caller = isSessionSecret(credential)
        ? await findSessionCaller(context, credential)
        : await findTokenCaller(context, credential);
      if (caller instanceof ApiError) throw refuse(req, res, caller);
      count(res, `${caller.by} ${caller.credential.id}`);
      if (caller.by === 'session') checkOrigin(req, caller.session);
      res.locals['clientCaller'] = caller;
      next();
    },

    anyone(req, res, next) {
      count(res, `address ${addressOf(req.ip)}`);
      next();
    },

    anyoneAtPlay(req, res, next) {
      count(res, `dialogs of ${addressOf(req.ip)}`);
      next();
    },

    signedByMeta: (readBody) => createSignatureGuard(context, rateLimit, readBody),
    aboutUser: (readForm) => createUserGuard(context, rateLimit, readForm),
    signedByZavu: (readBody) => createZavuGuard(context, rateLimit, readBody),
  };
}

export function bearerOf(req: Request): string | undefined {
  return /^Bearer ([\x21-\x7e]{1,200})$/i.exec(req.get('authorization') ?? '')?.[1];
}

const isSessionSecret = (credential: string) => credential.startsWith('zpi_cs_');

async function findSession(
  context: Context,
  secret: string,
): Promise<{session: ConnectSession | ManageSession; project: Project} | ApiError> {
  const session = await context.store.findSession(hashSecret(secret));
  const project = session && (await context.store.findProject(session.projectId));
  if (!project) {
    return new ApiError('unauthorized', 'This session is not known. Ask your backend for a new one.');
  }
  if (session.expiresAt <= context.clock.now()) {
    return new ApiError('session_expired', 'This session has run out. Ask your backend for a new one.');
  }
  return {session, project};
}

async function findSessionCaller(context: Context, secret: string): Promise<ClientCaller | ApiError> {
  const found = await findSession(context, secret);
  if (found instanceof ApiError) return found;
  const {session, project} = found;
  return session.scope === 'connect'
    ? {by: 'session', session, project, credential: credentialOf(context, session)}
    : new ApiError(
        'forbidden',
        'This session is for the panel. One client needs a session of scope "connect".',
      );
}

async function findTokenCaller(context: Context, token: string): Promise<ClientCaller | ApiError> {
  const now = context.clock.now();
  const found = await findByToken(context, token, now);
  if (!found)
    return new ApiError('unauthorized', 'This link is not known. Ask whoever sent it for a new one.');
  const {id} = found.invitation;
  return {
    by: 'token',
    invitationId: id,
    credential: {
      id,
      expiresAt: null,
      // A code for another device only has to be good when it is shown.
      isStillGood: async () => (await findByToken(context, token, now)) !== undefined,
    },
  };
}

function credentialOf({store}: Context, {id, expiresAt, secretHash}: Session): Credential {
  return {id, expiresAt, isStillGood: async () => (await store.findSession(secretHash)) !== undefined};
}

/**
 * The invitation that a link is of, ours or Zavu's, whatever its status; `undefined` for a link that is of none, or that was
 * replaced, or over at the time `now`.
 */
export async function findByToken(
  context: Context,
  token: string,
  now = context.clock.now(),
): Promise<ConnectionState | undefined> {
  // Mail programs take the full stop behind a link for a part of it.
  const bare = token.replace(/[^\w-]+$/, '');
  const invitationId = claimedInvitationId(bare);
  const found = invitationId && (await context.store.findConnection(invitationId));
  if (found && isToken(context.secrets, found.invitation, bare, now)) return found;
  // Zavu's tokens may look like ours.
  const remote = context.zavu && (await context.store.findRemoteByToken(hashSecret(bare)));
  return remote && context.store.findConnection(remote.invitationId);
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
