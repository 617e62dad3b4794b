import {isoTime} from '../clock.ts';
import type {SubscribedType} from '../contract/events.ts';
import type {Mode} from '../contract/fields.ts';
import type {SenderWebhook} from '../contract/senders.ts';
import type {DeliveryOutcome, SignatureVersion, Webhook} from '../contract/webhooks.ts';
import type {Event} from '../events/event.ts';
import type {Scope} from '../projects/project.ts';
import type {Secrets} from '../secrets.ts';

/** Who wants to know: an address with its secret. One for each project and mode, and one for each sender. */
export interface Endpoint {
  id: string;
  projectId: string;
  mode: Mode;
  /** `null`: the project's own. */
  senderId: string | null;
  url: string;
  eventTypes: SubscribedType[];
  isActive: boolean;
  signatureVersion: SignatureVersion;
  sealedSecret: string;
  /** Signs too, until it runs out: receivers get time to change theirs. */
  sealedPreviousSecret: string | null;
  previousSecretExpiresAt: number | null;
  /** Since when every attempt has failed. */
  failingSince: number | null;
  /** Why we switched it off; `null` while on, or when its owner did. */
  disabledReason: 'failing' | 'gone' | null;
  disabledAt: number | null;
  createdAt: number;
  updatedAt: number;
}

/** Whose endpoint: a sender's, or with `null` the project's own. */
export type EndpointOwner = Scope & Pick<Endpoint, 'senderId'>;

/** What an owner asks of its endpoint; what is left out stays as it is. */
export interface WantedEndpoint {
  url?: string | null | undefined;
  eventTypes?: readonly SubscribedType[] | null | undefined;
  isActive?: boolean | null | undefined;
  signatureVersion?: SignatureVersion | null | undefined;
}

/** The endpoint as its owner asks for it. Switching it on is a fresh start: what we held against it is forgotten. */
export function changeEndpoint(endpoint: Endpoint, wanted: WantedEndpoint, now: number): Endpoint {
  return {
    ...endpoint,
    url: wanted.url ?? endpoint.url,
    eventTypes: [...new Set(wanted.eventTypes ?? endpoint.eventTypes)],
    isActive: wanted.isActive ?? endpoint.isActive,
    signatureVersion: wanted.signatureVersion ?? endpoint.signatureVersion,
    ...(wanted.isActive === true && {failingSince: null, disabledReason: null, disabledAt: null}),
    updatedAt: now,
  };
}

/** From one version to the other by way of both, so that a receiver can follow without losing anything. */
export function canMoveSignature(from: SignatureVersion, to: SignatureVersion): boolean {
  return from === to || from === 'v1+v2' || to === 'v1+v2';
}

/** The endpoint with a new secret; the old one signs too until `overlapMs` later. */
export function rotateSecret(
  endpoint: Endpoint,
  sealedSecret: string,
  overlapMs: number,
  now: number,
): Endpoint {
  const hasOverlap = overlapMs > 0;
  return {
    ...endpoint,
    sealedSecret,
    sealedPreviousSecret: hasOverlap ? endpoint.sealedSecret : null,
    previousSecretExpiresAt: hasOverlap ? now + overlapMs : null,
    updatedAt: now,
  };
}

/** What its owner sends itself, to see that it arrives. Of no subject but itself: it waits for nothing. */
export function testEvent({id, projectId, mode, senderId}: Endpoint, eventId: string, now: number): Event {
  return {
    id: eventId,
    type: 'webhook.test',
    occurredAt: now,
    projectId,
    mode,
    subject: eventId,
    invitationId: null,
    senderId,
    externalId: null,
    data: {endpointId: id},
    originId: null,
  };
}

/** The sender's endpoint as a browser may see it: a query may carry a secret of the receiver's. */
export function toPanelWebhook(endpoint: Endpoint): SenderWebhook {
  return {...toSenderWebhook(endpoint), url: withoutQuery(endpoint.url)};
}

export function withoutQuery(url: string): string {
  const {origin, pathname} = new URL(url);
  return origin + pathname;
}

/** A project's endpoint as it leaves the service. */
export function toWire(endpoint: Endpoint): Webhook {
  return {
    id: endpoint.id,
    url: endpoint.url,
    events: endpoint.eventTypes,
    active: endpoint.isActive,
    signatureVersion: endpoint.signatureVersion,
    disabledReason: endpoint.disabledReason,
    disabledAt: isoTime(endpoint.disabledAt),
    failingSince: isoTime(endpoint.failingSince),
    previousSecretExpiresAt: isoTime(endpoint.previousSecretExpiresAt),
    createdAt: isoTime(endpoint.createdAt),
    updatedAt: isoTime(endpoint.updatedAt),
  };
}

/** A sender's endpoint as the sender shows it. */
export function toSenderWebhook({url, isActive, eventTypes, signatureVersion}: Endpoint): SenderWebhook {
  return {url, active: isActive, events: eventTypes, signatureVersion};
}

/**
 * The row that a webhook secret is sealed for. The previous one is sealed for the same, so that a rotation only moves
 * it.
 */
export const secretIdentity = (endpointId: string) => `${endpointId}:webhook_secret`;

/** The secrets that sign now, the newest first. */
export function signingSecrets(secrets: Secrets, endpoint: Endpoint, now: number): string[] {
  const {sealedSecret, sealedPreviousSecret, previousSecretExpiresAt} = endpoint;
  const isPreviousGood = previousSecretExpiresAt !== null && previousSecretExpiresAt > now;
  return [
    sealedSecret,
    ...(isPreviousGood && sealedPreviousSecret !== null ? [sealedPreviousSecret] : []),
  ].map((sealed) => secrets.open(sealed, secretIdentity(endpoint.id)));
}

/** Who fails for this long is switched off. */
const failingMaxMs = 5 * 24 * 60 * 60_000;

/** The endpoint, switched off, when that follows from how a try ended; else `undefined`. */
export function switchedOff(endpoint: Endpoint, outcome: DeliveryOutcome, now: number): Endpoint | undefined {
  const {failingSince} = endpoint;
  const isFailing = outcome !== 'succeeded' && failingSince !== null && now - failingSince >= failingMaxMs;
  if (outcome !== 'gone' && !isFailing) return undefined;
  return {
    ...endpoint,
    isActive: false,
    disabledReason: outcome === 'gone' ? 'gone' : 'failing',
    disabledAt: now,
    updatedAt: now,
  };
}

/** Tells the project's other endpoints, and whoever reads events, that this one was switched off. */
export function disabledEvent(endpoint: Endpoint, eventId: string, now: number): Event {
  const {host, pathname} = new URL(endpoint.url);
  return {
    id: eventId,
    type: 'webhook.disabled',
    occurredAt: now,
    projectId: endpoint.projectId,
    mode: endpoint.mode,
    subject: endpoint.id,
    invitationId: null,
    senderId: endpoint.senderId,
    externalId: null,
    data: {
      endpointId: endpoint.id,
      // Without its query: that may carry a secret of the receiver's.
      url: host + pathname,
      ...(endpoint.senderId !== null && {senderId: endpoint.senderId}),
      reason: endpoint.disabledReason,
      ...(endpoint.failingSince !== null && {failingSince: isoTime(endpoint.failingSince)}),
    },
    originId: null,
  };
}
