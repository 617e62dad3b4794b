import type {Request, RequestHandler, Response} from 'express';
import {z} from 'zod';
import type {Context} from '../context.ts';
import {ApiError} from '../errors.ts';
import {findSigner, looksSigned, type MetaApp} from '../inbound/signature.ts';
import {readSignedRequest, type SignedRequest} from '../inbound/signed-request.ts';
import {addressOf, type RateLimit} from './rate-limit.ts';

/** What one of our apps has signed, byte for byte. */
export interface SignedBody {
  app: MetaApp;
  body: Buffer;
}

/** The body that the guard `signedByMeta` has let through. */
export const signedBodyOf = (res: Response) => res.locals['signedBody'] as SignedBody;

/**
 * Lets everything through that one of our apps at Meta has signed, as much as Meta likes. Strangers are not read when they show
 * no signature, and after a minute's worth of wrong ones not until the next minute: a body may be 3 MB, and checking it
 * costs. `readBody` leaves the bytes in `req.body`.
 */
export function createSignatureGuard(
  context: Context,
  rateLimit: RateLimit,
  readBody: RequestHandler,
): RequestHandler[] {
  return [
    (req, _res, next) => {
      if (!looksSigned(req.get('x-hub-signature-256'))) throw notSigned();
      refuseWhenSpent(rateLimit, req);
      next();
    },
    readBody,
    (req, res, next) => {
      const body: unknown = req.body;
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      const app = findSigner(context.metaApps, req.get('x-hub-signature-256') ?? '', bytes);
      if (!app) {
        rateLimit.take(callerOf(req));
        throw notSigned();
      }
      res.locals['signedBody'] = {app, body: bytes} satisfies SignedBody;
      next();
    },
  ];
}

/** The request that the guard `aboutUser` has let through. */
export const signedRequestOf = (res: Response) => res.locals['signedRequest'] as SignedRequest;

/** The same for what Meta says of one person: there the signature is in the form. */
export function createUserGuard(
  context: Context,
  rateLimit: RateLimit,
  readForm: RequestHandler,
): RequestHandler[] {
  return [
    (req, _res, next) => {
      refuseWhenSpent(rateLimit, req);
      next();
    },
    readForm,
    (req, res, next) => {
      const form = z.object({signed_request: z.string()}).safeParse(req.body);
      const request = readSignedRequest(context.metaApps, form.data?.signed_request, context.clock.now());
      if (!request) {
        rateLimit.take(callerOf(req));
        throw new ApiError(
          'forbidden',
          'signed_request is missing, was not signed by an app of this service, or is too old. Check META_APP_SECRET.',
        );
      }
      res.locals['signedRequest'] = request;
      next();
    },
  ];
}

/** Of who has sent a minute's worth of wrong signatures nothing is read until the next one. */
export function refuseWhenSpent(rateLimit: RateLimit, req: Request): void {
  const spentUntil = rateLimit.spentUntil(callerOf(req));
  if (spentUntil === undefined) return;
  throw new ApiError('rate_limited', 'Too many requests with a wrong signature.', {retryAfter: spentUntil});
}

const notSigned = () =>
  new ApiError(
    'forbidden',
    'X-Hub-Signature-256 is missing, or fits no app of this service. Check META_APP_SECRET.',
  );

/** Counted apart from all else that comes from an address, since what is signed must never be out of luck for others' sake. */
export const callerOf = (req: Request) => `wrong signatures of ${addressOf(req.ip)}`;
