import type {Secrets} from '../secrets.ts';
import type {Invitation} from './invitation.ts';

type LinkedInvitation = Pick<Invitation, 'id' | 'linkVersion'>;

const signatureLength = 32;
const handoverStepMs = 15 * 60_000;

/*
 * A token is the id of its invitation and a signature over id and link version. Nothing of it is stored: the
 * API can show the link again at any time, and a copy of the database opens no invitation.
 */

export interface Link {
  token: string;
  url: string;
}

/** The link that the API shows; good for as long as the invitation. */
export function linkOf(
  {secrets, config}: {secrets: Secrets; config: {publicUrl: string}},
  invitation: LinkedInvitation & Pick<Invitation, 'sealedLink'>,
): Link {
  if (invitation.sealedLink !== null) {
    return JSON.parse(secrets.open(invitation.sealedLink, linkIdentity(invitation))) as Link;
  }
  const token = linkToken(secrets, invitation);
  return {token, url: linkUrl(config.publicUrl, token)};
}

/** Zavu's link, as it is stored. */
export function sealLink(secrets: Secrets, invitation: Pick<Invitation, 'id'>, {token, url}: Link): string {
  return secrets.seal(JSON.stringify({token, url}), linkIdentity(invitation));
}

const linkIdentity = ({id}: Pick<Invitation, 'id'>) => `${id}:link`;

/** The token of a link of ours. */
export function linkToken(secrets: Secrets, invitation: LinkedInvitation): string {
  return idPart(invitation) + secrets.sign(signedText(invitation));
}

export function linkUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/invite/${token}`;
}

/**
 * A token for another device of the same client, good for 15 to 30 minutes. A session may show it: what is given away
 * with a credential of minutes must not open the invitation for weeks.
 */
export function handoverToken(secrets: Secrets, invitation: LinkedInvitation, now: number): string {
  // The same for a while, so that a code on the screen does not change under the camera.
  const endsAt = (Math.floor(now / handoverStepMs) + 2) * handoverStepMs;
  const body = `${idPart(invitation)}-${endsAt.toString(36)}`;
  return body + secrets.sign(`${body}.${invitation.linkVersion}`);
}

/** The id that a token claims to be of; prove it with `isToken` before believing it. */
export function claimedInvitationId(token: string): string | undefined {
  const claimed = /^([a-z0-9]{20,40})(-[a-z0-9]{6,9})?$/.exec(bodyOf(token))?.[1];
  return claimed && `inv_${claimed}`;
}

/** Whether we made this token for this invitation, and it is still good. */
export function isToken(secrets: Secrets, invitation: LinkedInvitation, token: string, now: number): boolean {
  const body = bodyOf(token);
  const signature = token.slice(-signatureLength);
  const [id, end] = body.split('-');
  if (id !== idPart(invitation)) return false;
  if (end === undefined) return secrets.isSigned(signedText(invitation), signature);
  return Number.parseInt(end, 36) > now && secrets.isSigned(`${body}.${invitation.linkVersion}`, signature);
}

const bodyOf = (token: string) => token.slice(0, -signatureLength);
const idPart = ({id}: LinkedInvitation) => id.slice('inv_'.length);

function signedText(invitation: LinkedInvitation): string {
  return `${invitation.id}.${invitation.linkVersion}`;
}
