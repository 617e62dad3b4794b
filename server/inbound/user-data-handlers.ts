import type {RequestHandler} from 'express';
import {signedRequestOf} from '../access/signed.ts';
import type {Context} from '../context.ts';
import {pathParameter} from '../parse.ts';
import {sendPage} from '../signup/send-page.ts';
import {deauthorizeUser, requestDeletion} from './user-data.ts';

/** `POST /webhooks/meta/deauthorize`: somebody removed the app in their settings at Meta. */
export function receiveDeauthorization(context: Context): RequestHandler {
  return async (_req, res) => {
    res.json(await deauthorizeUser(context, signedRequestOf(res)));
  };
}

/**
 * `POST /webhooks/meta/data-deletion`: somebody asked Meta to have their data deleted. Answered as Meta wants it: where they can
 * see what became of it, and with which code.
 */
export function receiveDataDeletion(context: Context): RequestHandler {
  return async (_req, res) => {
    const {code} = await requestDeletion(context, signedRequestOf(res));
    res.json({url: `${context.config.publicUrl}/data-deletion/${code}`, confirmation_code: code});
  };
}

/** `GET /data-deletion/:code`: what was deleted, and when. */
export function showDataDeletion(context: Context): RequestHandler {
  return async (req, res) => {
    const deletion = await context.store.findDeletion(pathParameter(req, 'code'));
    if (!deletion) return sendPage(context, req, res.status(404), undefined, {page: 'no_deletion'});
    const {requestedAt, finishedAt, senders} = deletion;
    sendPage(context, req, res, undefined, {page: 'deletion', requestedAt, finishedAt, senders});
  };
}
