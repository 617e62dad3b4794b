import type {Secrets} from '../secrets.ts';
import type {Invitation} from './invitation.ts';

const signatureLength = 32;

/*
 * A token is the id of its invitation and a signature over id and link version. Nothing of it is stored: the
 * API can show the link again at any time, and a copy of the database opens no invitation.
 */

export function linkToken(secrets: Secrets, invitation: Pick<Invitation, 'id' | 'linkVersion'>): string {
  return invitation.id.slice('inv_'.length) + secrets.sign(signedText(invitation));
}

export function linkUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/invite/${token}`;
}

/** The id that a token claims to be of; prove it with `isLinkToken` before believing it. */
export function claimedInvitationId(token: string): string | undefined {
  const idPart = token.slice(0, -signatureLength);
  return /^[a-z0-9]{20,40}$/.test(idPart) ? `inv_${idPart}` : undefined;
}

export function isLinkToken(
  secrets: Secrets,
  invitation: Pick<Invitation, 'id' | 'linkVersion'>,
  token: string,
): boolean {
  return secrets.isSigned(signedText(invitation), token.slice(-signatureLength));
}

function signedText(invitation: Pick<Invitation, 'id' | 'linkVersion'>): string {
  return `${invitation.id}.${invitation.linkVersion}`;
}
