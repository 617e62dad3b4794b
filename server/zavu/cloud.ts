import type {Profile, UpdateProfileBody} from '../contract/profile.ts';
import type {SenderWebhook, UpdateSenderBody} from '../contract/senders.ts';
import type {
  AvailableNumber,
  AvailableNumbersQuery,
  NumberRequirement,
  NumberRequirementsQuery,
  OwnedNumberPricing,
} from '../contract/phone-numbers.ts';
import type {RemoteFields, RemoteInvitation} from './remote.ts';

/** A sender as Zavu tells it. Times in epoch ms. */
export interface RemoteSender {
  id: string;
  name: string;
  /** E.164; empty for a Page. */
  phoneNumber: string;
  channels: string[];
  whatsapp?:
    | {
        phoneNumberId: string;
        displayPhoneNumber: string;
        paymentStatus: {setupStatus: string; methodStatus: string; canSendTemplates: boolean};
      }
    | undefined;
  webhook?: SenderWebhook | undefined;
  createdAt: number | null;
  updatedAt: number | null;
}

/** A number of Zavu's project. */
export interface RemoteNumber {
  id: string;
  phoneNumber: string;
  capabilities: string[];
  pricing: OwnedNumberPricing;
  senderId: string | null;
}

/** The webhook of Zavu's project. */
export interface RemoteWebhook {
  url: string;
  events: string[];
  active: boolean;
}

/** One page of a list, newest first. */
export interface RemotePage<Item> {
  items: Item[];
  nextCursor: string | undefined;
}

/** How long a call may take; for one that somebody waits for. */
export interface CallOptions {
  timeoutMs?: number;
}

/**
 * Zavu's cloud, as far as we use it. It keeps nothing here. What Zavu refuses is thrown as the `ApiError` that our own caller is to
 * see; `provider_unavailable` when it is down, silent, busy or not to be understood, and whether it did what was asked is not known then.
 */
export interface ZavuCloud {
  /** Names this process to others on the same database. */
  readonly process: string;
  /** Until when nobody needs to ask, since Zavu did not answer or said so; epoch ms. */
  readonly silentUntil: number;
  /** Somebody knows that there is something to ask for. */
  wake(): void;
  /** Calls back on `wake`, until the answered function is called. */
  onWake(listener: () => void): () => void;

  /** Zavu's id of the project that our key is of. */
  findProject(): Promise<string>;

  /** Not repeated by itself: what a second one does is up to Zavu. `key`: the same for a repeated call. */
  createInvitation(fields: RemoteFields, key: string): Promise<RemoteInvitation>;
  findInvitation(id: string, options?: CallOptions): Promise<RemoteInvitation | undefined>;
  listInvitations(cursor: string | undefined): Promise<RemotePage<RemoteInvitation>>;
  /** May be repeated. Throws when it is over. */
  cancelInvitation(id: string): Promise<RemoteInvitation>;

  findSender(id: string): Promise<RemoteSender | undefined>;
  listSenders(cursor: string | undefined): Promise<RemotePage<RemoteSender>>;
  /** `setAsDefault` is not passed on: Zavu's project is that of all of ours. */
  updateSender(id: string, change: Omit<UpdateSenderBody, 'setAsDefault'>): Promise<RemoteSender>;
  /** Answers false when there is none. */
  deleteSender(id: string): Promise<boolean>;
  regenerateSenderSecret(id: string): Promise<string>;
  readProfile(id: string): Promise<Profile>;
  updateProfile(id: string, change: UpdateProfileBody): Promise<void>;

  availableNumbers(query: Omit<AvailableNumbersQuery, 'limit'>): Promise<AvailableNumber[]>;
  numberRequirements(query: NumberRequirementsQuery): Promise<NumberRequirement[]>;
  listNumbers(cursor: string | undefined): Promise<RemotePage<RemoteNumber>>;
  purchaseNumber(phoneNumber: string): Promise<RemoteNumber>;
  updateNumber(id: string, change: {name?: string | null; senderId?: string | null}): Promise<void>;
  /** May be repeated. */
  releaseNumber(id: string): Promise<void>;

  findWebhook(): Promise<RemoteWebhook | undefined>;
  /** Makes or replaces it and switches it on; answers the secret, which is kept when there was one. */
  putWebhook(url: string, events: readonly string[]): Promise<string>;
}
