import type {WebhookEventType} from '../contract/events.ts';
import type {Mode} from '../contract/fields.ts';
import type {SignatureVersion} from '../contract/webhooks.ts';

/** Who wants to know: an address with its secret. One for each project and mode, and one for each sender. */
export interface Endpoint {
  id: string;
  projectId: string;
  mode: Mode;
  /** `null`: the project's own. */
  senderId: string | null;
  url: string;
  eventTypes: WebhookEventType[];
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
