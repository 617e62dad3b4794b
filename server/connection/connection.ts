import type {ClientCaller} from '../access/require.ts';
import type {Context} from '../context.ts';
import type {Connection} from '../contract/connection.ts';
import {asOf, type Invitation, isOpen} from '../invitations/invitation.ts';
import {handoverToken, linkOf, linkUrl} from '../invitations/link.ts';
import {readableNumber} from '../phone-numbers/readable.ts';
import {displayNameOf} from '../projects/project.ts';
import {isAccessLost} from '../senders/health.ts';
import type {ConnectionState} from '../store/invitation-store.ts';

/** What the element shows for a client, as of now. */
export function toConnection(
  context: Pick<Context, 'config' | 'clock' | 'secrets'>,
  caller: ClientCaller | {by: 'token'},
  state: ConnectionState | undefined,
): Connection {
  const base = {
    url: null,
    step: null,
    continueUrl: null,
    failureReason: null,
    connectedAccount: null,
    phoneNumber: null,
    assignedPhoneNumber: null,
    senderId: null,
    health: null,
    registration: null,
    canReconnect: false,
    expiresAt: null,
    updatedAt: null,
  };
  if (caller.by === 'session') {
    // Nothing yet, or the sender was deleted: the client may connect (anew).
    const isGone = state?.invitation.status === 'completed' && !state.sender;
    if (!state || isGone) {
      return {
        ...base,
        status: 'none',
        mode: caller.session.mode,
        connectionType: caller.session.client.connectionType ?? 'whatsapp_waba',
        projectName: displayNameOf(caller.project),
        clientName: caller.session.client.clientName ?? null,
        invitationId: null,
        ...assigned(caller.session.client.phoneNumber),
      };
    }
  }
  if (!state) throw new Error('A link was let through whose invitation is not there.');
  const {project, attempt, sender, assignedNumber} = state;
  const invitation = asOf(state.invitation, context.clock.now());
  // A link whose sender was deleted has had its use.
  const status = invitation.status === 'completed' && !sender ? 'cancelled' : invitation.status;
  const isRunning = status === 'in_progress' && attempt?.status === 'running';
  return {
    ...base,
    status,
    mode: invitation.mode,
    connectionType: invitation.connectionType,
    projectName: displayNameOf(project),
    clientName: invitation.clientName,
    invitationId: invitation.id,
    ...(isOpen(invitation) && {
      url: handoverUrl(context, invitation),
      ...assigned(assignedNumber?.phoneNumber),
    }),
    ...(isRunning && {
      step: attempt.step,
      // The way back into Meta's dialog is its window; our page could only offer to start again.
      continueUrl: attempt.step === 'dialog' ? null : `${context.config.publicUrl}/signup/${attempt.id}`,
    }),
    failureReason: invitation.failureReason,
    ...(sender && {
      connectedAccount: invitation.connectedAccount,
      phoneNumber: sender.displayPhoneNumber,
      senderId: sender.id,
      health: sender.health,
      registration: sender.registration,
      canReconnect: caller.by === 'session' && isAccessLost(sender),
    }),
    expiresAt: new Date(invitation.expiresAt).toISOString(),
    updatedAt: new Date(invitation.updatedAt).toISOString(),
  };
}

/** Zavu has one link for all of its devices. */
function handoverUrl(
  {config, clock, secrets}: Pick<Context, 'config' | 'clock' | 'secrets'>,
  invitation: Invitation,
): string {
  if (invitation.sealedLink !== null) return linkOf({config, secrets}, invitation).url;
  return linkUrl(config.publicUrl, handoverToken(secrets, invitation, clock.now()));
}

function assigned(phoneNumber: string | undefined): {assignedPhoneNumber: string | null} {
  return {assignedPhoneNumber: phoneNumber === undefined ? null : readableNumber(phoneNumber)};
}
