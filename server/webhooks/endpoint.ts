import type {SubscribedType} from '../contract/events.ts';
import type {Mode} from '../contract/fields.ts';
import type {SignatureVersion} from '../contract/webhooks.ts';
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
