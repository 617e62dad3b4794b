import type {ConnectionType} from '../contract/fields.ts';
import type {ConnectedAccount, InvitationStatus} from '../contract/invitations.ts';

/** An invitation as Zavu's cloud tells it. Times in epoch ms. */
export interface RemoteInvitation {
  id: string;
  token: string;
  url: string;
  status: InvitationStatus;
  clientName: string | null;
  clientEmail: string | null;
  clientPhone: string | null;
  connectionType: ConnectionType;
  /** Zavu's id of it. */
  phoneNumberId: string | null;
  senderId: string | null;
  connectedAccount: ConnectedAccount | null;
  createdAt: number;
  expiresAt: number;
  viewedAt: number | null;
  startedAt: number | null;
  completedAt: number | null;
  failedAt: number | null;
  /** Any word: Zavu's set is open. */
  failureReason: string | null;
}

/** What Zavu is asked for. */
export interface RemoteFields {
  clientName?: string;
  clientEmail?: string;
  clientPhone?: string;
  connectionType: ConnectionType;
  expiresInDays: number;
  allowedPhoneCountries?: string[];
  /** Zavu's id of it. */
  phoneNumberId?: string;
}

/** That Zavu is to make an invitation, written down before it is asked. Times in epoch ms. */
export interface Intent {
  /** What the invitation is to be called here, and the `Idempotency-Key` of the request. */
  invitationId: string;
  /** Of caller and body: a request that is repeated goes on with the same intent. */
  requestHash: string;
  fields: RemoteFields;
  /** Once Zavu's invitation is known. */
  remoteId: string | null;
  firstSentAt: number;
  lastSentAt: number;
  /** When nobody counts as coming back for it any more. */
  abandonedAt: number;
  /** The process that has it in its hands, and until when. */
  lockedBy: string | null;
  lockedUntil: number | null;
}

/** What is written beside an invitation that Zavu keeps. */
export interface NewRemote {
  remoteId: string;
  tokenHash: string;
  heardAt: number;
  nextPollAt: number | null;
}

/** The tie between an invitation and Zavu's. Times in epoch ms. */
export interface Remote extends NewRemote {
  invitationId: string;
  /** How often it was asked for since something happened. */
  polls: number;
  lockedUntil: number | null;
}

const firstPollMs = 5_000;
const longestPollMs = 15 * 60_000;
/** Invitations that were made together are not asked for together. */
const jitter = 0.2;

/** When to ask Zavu again if it stays silent; `null` once nothing can follow. `fraction`: from 0 to 1, by chance. */
export function nextPollAt(
  status: InvitationStatus,
  polls: number,
  {now, fraction}: {now: number; fraction: number},
): number | null {
  if (status === 'completed' || status === 'expired' || status === 'cancelled') return null;
  const delayMs = Math.min(firstPollMs * 2 ** polls, longestPollMs);
  return Math.round(now + delayMs * (1 - jitter + 2 * jitter * fraction));
}

/** Clocks differ a little, and a request takes its time. */
const skewMs = 2 * 60_000;

/** Whether this invitation may be the one that a request made whose answer was lost. */
export function mayBeOf(intent: Intent, remote: RemoteInvitation): boolean {
  const {fields, firstSentAt, lastSentAt} = intent;
  const days = (remote.expiresAt - remote.createdAt) / (24 * 60 * 60_000);
  return (
    remote.createdAt >= firstSentAt - skewMs &&
    remote.createdAt <= lastSentAt + skewMs &&
    remote.clientName === (fields.clientName ?? null) &&
    remote.clientEmail === (fields.clientEmail ?? null) &&
    remote.clientPhone === (fields.clientPhone ?? null) &&
    remote.connectionType === fields.connectionType &&
    remote.phoneNumberId === (fields.phoneNumberId ?? null) &&
    // Zavu's samples round the end to a day.
    Math.abs(days - fields.expiresInDays) <= 1
  );
}

/** Nothing older can be of this intent: the newest come first, and looking ends here. */
export function isBefore({firstSentAt}: Intent, {createdAt}: Pick<RemoteInvitation, 'createdAt'>): boolean {
  return createdAt < firstSentAt - skewMs;
}
