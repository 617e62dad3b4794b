import type {SubscribedType} from '../contract/events.ts';
import type {Mode} from '../contract/fields.ts';
import type {DeliveryOutcome, SignatureVersion} from '../contract/webhooks.ts';
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
      ...(endpoint.failingSince !== null && {failingSince: new Date(endpoint.failingSince).toISOString()}),
    },
    originId: null,
  };
}
