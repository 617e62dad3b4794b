import type {RequestHandler} from 'express';
import {signedBodyOf} from '../access/signed.ts';
import type {Context} from '../context.ts';
import {ApiError} from '../errors.ts';
import {equalsSecret} from '../secrets.ts';
import {saveUpdates} from './inbound.ts';
import {readUpdates} from './updates.ts';

/** `GET /webhooks/meta`: Meta asks whether the address is ours, when it is entered there. */
export function verifyMetaWebhook(context: Context): RequestHandler {
  return (req, res) => {
    const expected = context.config.metaBehaviour.webhookVerifyToken;
    const {'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge} = req.query;
    const isOurs = typeof token === 'string' && expected !== null && equalsSecret(token, expected);
    if (mode !== 'subscribe' || !isOurs || typeof challenge !== 'string') {
      throw new ApiError(
        'forbidden',
        'Only Meta may ask here, with the verify token that META_WEBHOOK_VERIFY_TOKEN holds.',
      );
    }
    res.type('text/plain').send(challenge);
  };
}

/**
 * `POST /webhooks/meta`: messages, their statuses, and news of accounts. Answered when all of it is durable, and 200 also
 * when we understand none of it: what Meta cannot get rid of it sends for days, then never again.
 */
export function receiveMetaWebhook(context: Context): RequestHandler {
  return async (_req, res) => {
    const {app, body} = signedBodyOf(res);
    const {updates, skipped} = readUpdates(parseJson(body));
    if (skipped.length > 0)
      context.log.debug({mode: app.mode, skipped: skipped.slice(0, 20)}, 'skipped news from Meta');
    const {stored} = await saveUpdates(context, app, updates);
    res.json({received: updates.length + skipped.length, stored});
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    // Signed, and still no JSON: sending it again would not help.
    return undefined;
  }
}
