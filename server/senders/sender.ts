import {isoTime} from '../clock.ts';
import type {Mode} from '../contract/fields.ts';
import type {Sender as WireSender, SenderHealth, SenderWebhook} from '../contract/senders.ts';
import {type Event, invitationEvent} from '../events/event.ts';
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
  health: SenderHealth;
  /** Meta's word for why it is not connected. */
  healthReason: string | null;
  healthChangedAt: number | null;
  createdAt: number;
  updatedAt: number;
}

/** The sender as it leaves the service. */
export function toWire(sender: Sender, webhook?: SenderWebhook): WireSender {
  return {
    id: sender.id,
    name: sender.name,
    phoneNumber: sender.phoneNumber,
    channels: sender.health === 'disconnected' ? [] : ['whatsapp'],
    isDefault: sender.isDefault,
    whatsapp: {
      phoneNumberId: sender.wabaPhoneNumberId,
      displayPhoneNumber: sender.displayPhoneNumber,
      // Meta tells us about payment only later; until then nothing is promised.
      paymentStatus: {setupStatus: 'NOT_STARTED', methodStatus: 'NONE', canSendTemplates: false},
    },
    ...(webhook && {webhook}),
    mode: sender.mode,
    invitationId: sender.invitationId,
    wabaId: sender.wabaId,
    health: {
      status: sender.health,
      reason: sender.healthReason,
      changedAt: isoTime(sender.healthChangedAt),
    },
    createdAt: new Date(sender.createdAt).toISOString(),
    updatedAt: new Date(sender.updatedAt).toISOString(),
  };
}

/** Tells the stream that the client is not connected any more. */
export function deletedEvent(sender: Sender, invitation: Invitation, eventId: string, now: number): Event {
  const data = {senderId: sender.id, invitationId: invitation.id};
  return {
    ...invitationEvent(invitation, {id: eventId, type: 'sender.deleted', occurredAt: now, data}),
    senderId: sender.id,
  };
}
