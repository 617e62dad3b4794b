import type {Context} from '../context.ts';
import type {Invitation as WireInvitation} from '../contract/invitations.ts';
import {asOf, type Invitation, toWire} from './invitation.ts';
import {linkOf} from './link.ts';

/** The invitation as the API shows it, with its link. */
export function present(context: Context, invitation: Invitation): WireInvitation {
  const {token, url} = linkOf(context, invitation);
  return toWire(asOf(invitation, context.clock.now()), token, url);
}
