import type {Mode, Sender as WireSender} from '../contract.ts';
import type {Event} from '../events/event.ts';
import type {Invitation} from '../invitations/invitation.ts';

/** A connected number as it is stored. Times in epoch ms. */
export interface Sender {
  id: string;
  projectId: string;
  mode: Mode;
  invitationId: string;
  name: string;
  /** E.164. */
  phoneNumber: string;
  displayPhoneNumber: string;
  wabaId: string;
  wabaPhoneNumberId: string;
  /** Given by the store: true for the first of its project and mode. */
  isDefault: boolean;
  sealedBusinessToken: string;
  sealedPin: string | null;
  createdAt: number;
  updatedAt: number;
}

/** The sender as it leaves the service. */
export function toWire(sender: Sender): WireSender {
  return {
    id: sender.id,
    name: sender.name,
    phoneNumber: sender.phoneNumber,
    channels: ['whatsapp'],
    isDefault: sender.isDefault,
    whatsapp: {
      phoneNumberId: sender.wabaPhoneNumberId,
      displayPhoneNumber: sender.displayPhoneNumber,
      // Meta tells us about payment only later; until then nothing is promised.
      paymentStatus: {setupStatus: 'NOT_STARTED', methodStatus: 'NONE', canSendTemplates: false},
    },
    mode: sender.mode,
    invitationId: sender.invitationId,
    wabaId: sender.wabaId,
    createdAt: new Date(sender.createdAt).toISOString(),
    updatedAt: new Date(sender.updatedAt).toISOString(),
  };
}

/** Tells the stream that the client is not connected any more. */
export function deletedEvent(sender: Sender, invitation: Invitation, eventId: string, now: number): Event {
  return {
    id: eventId,
    type: 'sender.deleted',
    occurredAt: now,
    projectId: sender.projectId,
    mode: sender.mode,
    invitationId: invitation.id,
    externalId: invitation.externalId,
    data: {senderId: sender.id, invitationId: invitation.id},
  };
}
