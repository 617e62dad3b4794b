import type {RequestHandler} from 'express';
import type {Context} from '../context.ts';
import {ApiError} from '../errors.ts';
import {findWebhookSecret} from '../zavu/project-webhook.ts';
import {isSignedByZavu, readSignature} from '../zavu/signature.ts';
import type {RateLimit} from './rate-limit.ts';
import {callerOf, refuseWhenSpent} from './signed.ts';

/**
 * Lets through what Zavu has signed just now, as much as Zavu likes. Strangers are not read when they show no signature, and after
 * a minute's worth of wrong ones not until the next minute. `readBody` leaves the bytes in `req.body`.
 */
export function createZavuGuard(
  context: Context,
  rateLimit: RateLimit,
  readBody: RequestHandler,
): RequestHandler[] {
  return [
    (req, _res, next) => {
      if (!readSignature(req.get('x-zavu-signature'))) throw notSigned();
      refuseWhenSpent(rateLimit, req);
      next();
    },
    readBody,
    async (req, _res, next) => {
      const body: unknown = req.body;
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      const signature = readSignature(req.get('x-zavu-signature'));
      const secret = await findWebhookSecret(context);
      if (!secret || !signature || !isSignedByZavu(secret, signature, bytes, context.clock.now())) {
        rateLimit.take(callerOf(req));
        throw notSigned();
      }
      next();
    },
  ];
}

const notSigned = () =>
  new ApiError(
    'unauthorized',
    "X-Zavu-Signature is missing, too old, or does not fit the secret of Zavu's project webhook.",
  );
