import type {Request, RequestHandler} from 'express';
import {z} from 'zod';
import {findByToken} from '../access/require.ts';
import type {Context} from '../context.ts';
import {ApiError} from '../errors.ts';
import {parseBody, pathParameter} from '../parse.ts';
import type {Attempt} from './attempt.ts';
import {ensureBrowserSecret} from './browser-cookie.ts';
import {findOwnAttempt, isSecure, refuseForeignForm} from './handlers.ts';
import {leavePopup, startPopup, takeCode} from './popup.ts';

/** Meta's ids; the page makes text of what came as numbers. */
const hint = z.string().regex(/^\d{1,30}$/);
const words = z.string().max(500);

const codeBody = z.object({
  code: z.string().min(1).max(4_000),
  wabaId: hint.optional().catch(undefined),
  phoneNumberId: hint.optional().catch(undefined),
  relay: z
    .url({protocol: /^https?$/})
    .max(1_000)
    .optional(),
});

const leftBody = z.object({
  status: words.optional(),
  currentStep: words.optional(),
  errorId: words.optional(),
  errorMessage: words.optional(),
  sessionId: words.optional(),
  timestamp: words.optional(),
});

/** `POST /invite/:token/start` by the page's script: the same attempt as by its form, without going anywhere. */
export function startPopupFromLink(context: Context): RequestHandler {
  return async (req, res, next) => {
    if (req.get('accept') !== 'application/json') return next();
    res.locals['isPage'] = false;
    refuseForeignForm(context, req);
    const state = await findByToken(context, pathParameter(req, 'token'));
    if (!state) throw new ApiError('not_found', 'There is no such invitation.');
    const secret = ensureBrowserSecret(req, res, isSecure(context));
    res.json({attemptId: (await startPopup(context, state, secret)).id});
  };
}

/** `POST /signup/:attemptId/code`: Meta's script gave the page a code. Answered at once, since codes live for seconds. */
export function takePopupCode(context: Context): RequestHandler {
  return async (req, res) => {
    const attempt = await findPopupAttempt(context, req);
    const {code, wabaId, phoneNumberId, relay} = parseBody(codeBody, req.body);
    const taken = await takeCode(context, attempt, {
      code,
      hints: {wabaId, accountId: phoneNumberId},
      relay,
    });
    if (!taken)
      throw new ApiError('invitation_not_usable', 'This attempt is over, or took its code already.');
    res.status(204).end();
  };
}

/** `POST /signup/:attemptId/left`: the dialog ended without a code. */
export function leavePopupDialog(context: Context): RequestHandler {
  return async (req, res) => {
    const attempt = await findPopupAttempt(context, req);
    const isLeft = await leavePopup(context, attempt, parseBody(leftBody, req.body));
    if (!isLeft)
      throw new ApiError('invitation_not_usable', 'This attempt does not wait for its dialog any more.');
    res.status(204).end();
  };
}

async function findPopupAttempt(context: Context, req: Request): Promise<Attempt> {
  refuseForeignForm(context, req);
  const found = await findOwnAttempt(context, req);
  if (!found) throw new ApiError('not_found', 'There is no such attempt in this browser.');
  return found.attempt;
}
