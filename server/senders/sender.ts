import {isoTime} from '../clock.ts';
import type {Mode} from '../contract/fields.ts';
import type {Sender as WireSender, SenderHealth, SenderWebhook} from '../contract/senders.ts';
import {type Event, invitationEvent} from '../events/event.ts';
import type {Invitation} from '../invitations/invitation.ts';
import type {Registration} from '../signup/attempt.ts';
import type {SenderFacts} from './facts.ts';
import {isTrouble} from './health.ts';

/** A connected number or Page as it is stored. Times in epoch ms. */
export interface Sender {
  id: string;
  projectId: string;
  mode: Mode;
  /** Who holds it: we with Meta, or Zavu's cloud, whose id it then has. */
  provider: 'meta' | 'zavu';
  channel: 'whatsapp' | 'messenger';
  invitationId: string;
  name: string;
  /** E.164; `null` for a Page. */
  phoneNumber: string | null;
  displayPhoneNumber: string | null;
  /** `null` for a Page. */
  wabaId: string | null;
  /** Meta's id of the number or of the Page. */
  accountId: string;
  /** Meta's id for our app of whoever connected it. */
  providerUserId: string | null;
  isCoexistence: boolean;
  /** Given by the store: true for the first of its project and mode. */
  isDefault: boolean;
  /** Empty once it is forgotten, since Meta takes it no more. */
  sealedBusinessToken: string;
  sealedPin: string | null;
  registration: Registration;
  /** Meta's words and numbers for why it is pending. */
  registrationDetail: string | null;
  /** Set while it is pending. */
  nextRegistrationAt: number | null;
  health: SenderHealth;
  /** Meta's word for why it is not connected. */
  healthReason: string | null;
  healthChangedAt: number | null;
  /** What Meta has told, each with its time. */
  facts: SenderFacts;
  createdAt: number;
  updatedAt: number;
}

/** The sender as it leaves the service. */
export function toWire(sender: Sender, webhook?: SenderWebhook): WireSender {
  return {
    id: sender.id,
    name: sender.name,
    // Zavu's SDK has a text here in any case.
    phoneNumber: sender.phoneNumber ?? '',
    channels: canSend(sender) ? [sender.channel] : [],
    isDefault: sender.isDefault,
    ...(sender.channel === 'whatsapp' && {
      whatsapp: {
        phoneNumberId: sender.accountId,
        displayPhoneNumber: sender.displayPhoneNumber ?? '',
        // Meta tells us about payment only later; until then nothing is promised.
        paymentStatus: {setupStatus: 'NOT_STARTED', methodStatus: 'NONE', canSendTemplates: false},
      },
    }),
    ...(sender.channel === 'messenger' && {messenger: {pageId: sender.accountId}}),
    ...(webhook && {webhook}),
    mode: sender.mode,
    invitationId: sender.invitationId,
    wabaId: sender.wabaId,
    registration: sender.registration,
    health: {
      status: sender.health,
      reason: sender.healthReason,
      changedAt: isoTime(sender.healthChangedAt),
    },
    facts: shownFacts(sender.facts),
    createdAt: new Date(sender.createdAt).toISOString(),
    updatedAt: new Date(sender.updatedAt).toISOString(),
  };
}

/** Health is shown as such, and not a second time by what it follows from. */
function shownFacts(facts: SenderFacts): WireSender['facts'] {
  return Object.fromEntries(
    Object.entries(facts)
      .filter(([name]) => !isTrouble(name))
      .map(([name, {at, ...fact}]) => [name, {...fact, toldAt: new Date(at).toISOString()}]),
  );
}

/** A number that Meta has not registered yet receives, but cannot send. */
function canSend({health, registration}: Sender): boolean {
  return health !== 'disconnected' && registration !== 'pending';
}

/** `data_deletion`: whoever connected it had their data deleted at Meta. */
export type DeletionReason = 'connected_elsewhere' | 'data_deletion';

/**
 * Tells that the client is not connected any more. `reason`: when it was not the project that disconnected them. `connected_elsewhere`: a
 * Page was connected anew.
 */
export function deletedEvent(
  sender: Sender,
  invitation: Invitation,
  eventId: string,
  now: number,
  reason?: DeletionReason,
): Event {
  const data = {senderId: sender.id, invitationId: invitation.id, ...(reason && {reason})};
  return {
    ...invitationEvent(invitation, {id: eventId, type: 'sender.deleted', occurredAt: now, data}),
    senderId: sender.id,
  };
}
