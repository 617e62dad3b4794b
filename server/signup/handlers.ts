import type {Request, RequestHandler, Response} from 'express';
import {setTimeout as wait} from 'node:timers/promises';
import {z} from 'zod';
import {findByToken} from '../access/require.ts';
import {CompressedFile, sendCompressed} from '../compression.ts';
import type {Context} from '../context.ts';
import {ApiError, StorageError} from '../errors.ts';
import {asOf, type Invitation, isOpen} from '../invitations/invitation.ts';
import {linkOf} from '../invitations/link.ts';
import {renewLink} from '../invitations/renewal.ts';
import {pathParameter} from '../parse.ts';
import {brandStyles} from '../projects/brand.ts';
import {hashSecret} from '../secrets.ts';
import type {ConnectionState} from '../store/invitation-store.ts';
import {isKeptByZavu} from '../zavu/invitations.ts';
import type {Attempt} from './attempt.ts';
import {ensureBrowserSecret, readBrowserSecret} from './browser-cookie.ts';
import {chooseNumber, givePin} from './client-answers.ts';
import {type AssetName, assetUrl, pageAssets} from './page-assets.ts';
import {qrCodePicture} from './page-qr-code.ts';
import {findPopup} from './popup.ts';
import {lastingUrl, sendPage} from './send-page.ts';
import {isSameBrowser, progressUrl, startSignup, takeReturn} from './signup.ts';
import {pageOfAttempt, pageOfInvitation, pinPage} from './which-page.ts';

/** How long the browser waits in the callback for a result before it is shown the progress page. */
const resultWaitMs = 1_500;

const chooseBody = z.object({accountId: z.string().max(100)});
const pinBody = z.object({
  tries: z.coerce.number().int(),
  /** Missing: two-step verification was turned off. */
  pin: z
    .string()
    .trim()
    .regex(/^\d{6}$/)
    .optional(),
});

/** `GET /invite/:token`: the signup page. Notes the first opening and changes nothing else: previewers open links. */
export function showInvitation(context: Context): RequestHandler {
  return async (req, res) => {
    const state = await findByToken(context, pathParameter(req, 'token'));
    if (!state) return sendPage(context, req, res.status(404), undefined, {page: 'not_found'});
    if (isKeptByZavu(state.invitation)) return goToZavu(context, res, state);
    const {attempt, invitation} = state;
    const cameBack =
      attempt?.status === 'running' &&
      attempt.step !== 'dialog' &&
      isSameBrowser(attempt, secretOf(context, req));
    if (cameBack) return res.redirect(303, progressUrl(context, attempt.id));
    if (req.method === 'GET' && invitation.viewedAt === null) {
      await recordView(context, invitation);
    }
    const page = await pageOfInvitation(context, state);
    const popup = page.page === 'start' && findPopup(context, state, secretOf(context, req));
    sendPage(context, req, res, state, popup ? {...page, popup} : page);
  };
}

/** `GET /invite/:token/qr.svg`: the link as its page has it when printed. Nobody's opening. */
export function showQrCode(context: Context): RequestHandler {
  return async (req, res) => {
    const token = pathParameter(req, 'token');
    const state = await findByToken(context, token);
    const url = state && lastingUrl(context, state, token);
    const picture = url ? qrCodePicture(url) : undefined;
    if (!picture) throw new ApiError('not_found', 'There is no code of this link.');
    res.type('svg');
    sendCompressed(req, res, picture.toString());
  };
}

/** `POST /invite/:token/start`: a person pressed the button. */
export function startFromLink(context: Context): RequestHandler {
  return async (req, res) => {
    refuseForeignForm(context, req);
    const state = await findByToken(context, pathParameter(req, 'token'));
    if (!state) return sendPage(context, req, res.status(404), undefined, {page: 'not_found'});
    if (isKeptByZavu(state.invitation)) return goToZavu(context, res, state);
    await start(context, req, res, state.invitation.id, {returnUrl: null, locale: null});
  };
}

/** `POST /invite/:token/renew`: a client whose link ran out asks for a new one. */
export function renewFromLink(context: Context): RequestHandler {
  return async (req, res) => {
    refuseForeignForm(context, req);
    const token = pathParameter(req, 'token');
    const state = await findByToken(context, token);
    if (!state) return sendPage(context, req, res.status(404), undefined, {page: 'not_found'});
    if (isKeptByZavu(state.invitation)) return goToZavu(context, res, state);
    await renewLink(context, state.invitation.id, state.project);
    // The page says what has become of it: the project was told, or the link works again.
    res.redirect(303, `/invite/${encodeURIComponent(token)}`);
  };
}

/** Its page is Zavu's; that the address is https was seen to when Zavu gave it. */
function goToZavu(context: Context, res: Response, {invitation}: ConnectionState): void {
  res.redirect(303, linkOf(context, invitation).url);
}

/** `GET` of what only a button may do, by a reload or a bookmark: shows the page with the button. */
export function showInvitationPage(): RequestHandler {
  return (req, res) => res.redirect(303, `/invite/${encodeURIComponent(pathParameter(req, 'token'))}`);
}

/** `GET /start/:ticket`: the element opened a window; the ticket works once, so nothing but that window starts. */
export function startFromTicket(context: Context): RequestHandler {
  return async (req, res) => {
    const ticket = isSpeculative(req)
      ? undefined
      : await context.store.claimTicket(hashSecret(pathParameter(req, 'ticket')), context.clock.now());
    if (!ticket) return sendPage(context, req, res.status(410), undefined, {page: 'wrong_browser'});
    await start(context, req, res, ticket.invitationId, ticket);
  };
}

/** `GET /signup/meta/callback`: Meta sends the browser back. */
export function finishSignup(context: Context): RequestHandler {
  return async (req, res) => {
    // A code works once; only the browser that shows the answer may use it up.
    if (isSpeculative(req)) return void res.status(204).end();
    const query = Object.fromEntries(
      Object.entries(req.query).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
    );
    const returned = await takeReturn(context, query, secretOf(context, req));
    if (returned.kind !== 'known') {
      return sendPage(context, req, res.status(400), undefined, {page: 'wrong_browser'});
    }
    await Promise.race([returned.finished, wait(resultWaitMs)]);
    // Off to an address without the code, which a reload or a shared history cannot replay.
    res.redirect(303, progressUrl(context, returned.attemptId));
  };
}

/** `GET /signup/:attemptId`: how far this browser's attempt is, and how it ended. */
export function showAttempt(context: Context): RequestHandler {
  return async (req, res) => {
    const found = await findOwnAttempt(context, req);
    if (!found) return sendPage(context, req, res.status(403), undefined, {page: 'wrong_browser'});
    const {attempt, state} = found;
    const isCutOff = attempt.status !== 'running' && (await isLinkNewer(context, state, attempt));
    sendPage(context, req, res, state, await pageOfAttempt(context, attempt, state), attempt, isCutOff);
  };
}

/** `POST /signup/:attemptId/choose`: the client chose one of several numbers. */
export function chooseAttemptNumber(context: Context): RequestHandler {
  return async (req, res) => {
    refuseForeignForm(context, req);
    const found = await findOwnAttempt(context, req);
    if (!found) return sendPage(context, req, res.status(403), undefined, {page: 'wrong_browser'});
    const chosen = chooseBody.safeParse(req.body);
    if (chosen.success) await chooseNumber(context, found.attempt, chosen.data.accountId);
    // None, not one of the numbers, or too late: the page shows where the attempt really is.
    res.redirect(303, progressUrl(context, found.attempt.id));
  };
}

/** `POST /signup/:attemptId/pin`: the client gave the PIN of the number, or says that it has none any more. */
export function giveAttemptPin(context: Context): RequestHandler {
  return async (req, res) => {
    refuseForeignForm(context, req);
    const found = await findOwnAttempt(context, req);
    if (!found) return sendPage(context, req, res.status(403), undefined, {page: 'wrong_browser'});
    const {attempt, state} = found;
    const given = pinBody.safeParse(req.body);
    if (!given.success && attempt.status === 'running' && attempt.step === 'pin') {
      return sendPage(context, req, res.status(400), state, pinPage(attempt, 'format'), attempt);
    }
    if (given.success) await givePin(context, attempt, given.data.pin ?? null, given.data.tries);
    res.redirect(303, progressUrl(context, attempt.id));
  };
}

/** Fetched ahead, previewed or only asked about: not a person who goes there. */
function isSpeculative(req: Request): boolean {
  const purpose = ['sec-purpose', 'purpose', 'x-moz'].map((name) => req.get(name)).join();
  const target = req.get('sec-fetch-dest');
  return (
    req.method !== 'GET' ||
    /prefetch|prerender|preview/i.test(purpose) ||
    (target !== undefined && target !== 'document')
  );
}

/** On a full disk the page is still shown. */
async function recordView(context: Context, invitation: Invitation): Promise<void> {
  try {
    await context.store.recordView(invitation.id, context.clock.now());
    context.events.hint(invitation);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    context.log.error({err: error, invitationId: invitation.id}, 'a first view was not recorded');
  }
}

export const pageAssetNames = Object.keys(pageAssets) as AssetName[];

/** Style and script of the pages. */
export function pageAsset(name: AssetName): RequestHandler {
  const file = new CompressedFile(pageAssets[name]);
  return async (req, res) => {
    // The version is for the address; with an old one, as from a page that was kept, there is today's file.
    const isCurrent = req.originalUrl === assetUrl(name);
    res
      .set('Cache-Control', isCurrent ? 'public, max-age=31536000, immutable' : 'public, max-age=300')
      .type(name);
    await file.send(req, res);
  };
}

/** `GET /assets/brand/:file`: the colours of a brand. They follow from the address alone, so browsers keep them. */
export function brandAsset(): RequestHandler {
  return (req, res, next) => {
    const [, color] = /^([0-9a-f]{6})\.css$/.exec(pathParameter(req, 'file')) ?? [];
    if (color === undefined) return next();
    res
      .set('Cache-Control', 'public, max-age=31536000, immutable')
      .type('css')
      .send(brandStyles(`#${color}`));
  };
}

async function start(
  context: Context,
  req: Request,
  res: Response,
  invitationId: string,
  from: {returnUrl: string | null; locale: string | null},
): Promise<void> {
  const secret = ensureBrowserSecret(req, res, isSecure(context));
  try {
    const {redirectUrl} = await startSignup(context, invitationId, {secret, ...from});
    res.redirect(303, redirectUrl);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'invitation_not_usable') throw error;
    const state = await context.store.findConnection(invitationId);
    const isOver = state !== undefined && !isOpen(asOf(state.invitation, context.clock.now()));
    if (!isOver) context.log.warn({invitationId}, error.message);
    sendPage(
      context,
      req,
      res.status(409),
      state,
      isOver
        ? await pageOfInvitation(context, state)
        : {page: 'failed', failureReason: 'configuration_error'},
      from,
    );
  }
}

export async function findOwnAttempt(
  context: Context,
  req: Request,
): Promise<{attempt: Attempt; state: ConnectionState} | undefined> {
  const attempt = await context.store.findAttempt(pathParameter(req, 'attemptId'));
  const state = attempt && (await context.store.findConnection(attempt.invitationId));
  return attempt && state && isSameBrowser(attempt, secretOf(context, req)) ? {attempt, state} : undefined;
}

/**
 * Whether the link was rotated since this attempt began. Its browser may finish and see how it ended, but it is given
 * no new link.
 */
async function isLinkNewer(
  context: Context,
  {invitation}: ConnectionState,
  attempt: Attempt,
): Promise<boolean> {
  if (invitation.linkVersion === 1) return false;
  const rotations = await context.store.listEvents({invitationId: invitation.id}, undefined, 1_000, [
    'invitation.link_rotated',
  ]);
  return rotations.some(({occurredAt}) => occurredAt >= attempt.startedAt);
}

/**
 * A form on another site must not start a signup in a visitor's browser. Our own pages send no referrer, and then
 * browsers name the origin of a form as "null", so the fetch metadata decides where there is any.
 */
export function refuseForeignForm(context: Context, req: Request): void {
  const site = req.get('sec-fetch-site');
  const origin = req.get('origin');
  const isOwn =
    site !== undefined
      ? site === 'same-origin' || site === 'none'
      : origin === undefined || origin === 'null' || origin === context.config.publicUrl;
  if (!isOwn) throw new ApiError('forbidden', 'This form can only be sent from its own page.');
}

export const isSecure = (context: Context) => context.config.publicUrl.startsWith('https:');
const secretOf = (context: Context, req: Request) => readBrowserSecret(req, isSecure(context));
