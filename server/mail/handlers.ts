import type {RequestHandler} from 'express';
import {apiCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import {getInvitation} from '../invitations/lifecycle.ts';
import {present} from '../invitations/present.ts';
import {pathParameter} from '../parse.ts';
import {toWire} from './mail.ts';
import {resend} from './queue.ts';

/** `POST /v1/invitations/:id/resend`: mails the link once more. */
export function resendInvitation(context: Context): RequestHandler {
  return async (req, res) => {
    const caller = apiCallerOf(res);
    const find = () => getInvitation(context, caller, pathParameter(req, 'id'));
    const {invitation, mail} = await resend(context, caller.project, find);
    res.status(202).json({invitation: await present(context, invitation), mail: toWire(mail)});
  };
}
