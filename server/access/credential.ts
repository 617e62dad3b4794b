import type {CreateSessionBody} from '../contract/access.ts';
import type {Mode} from '../contract/fields.ts';

/** A server credential. The key itself is shown once and kept nowhere. Times in epoch ms. */
export interface ApiKey {
  id: string;
  projectId: string;
  mode: Mode;
  /** For people: what it is used for. */
  name: string;
  keyHash: string;
  lastFour: string;
  createdAt: number;
  lastUsedAt: number | null;
  revokedAt: number | null;
  /** `null`: until it is revoked. */
  expiresAt: number | null;
}

/** A browser credential of a host: for one client (`connect`), or for the panel (`manage`). Times in epoch ms. */
export type Session = ConnectSession | ManageSession;
export type ConnectSession = SessionBase & {scope: 'connect'; externalId: string};
export type ManageSession = SessionBase & {scope: 'manage'; externalId: null};

interface SessionBase {
  id: string;
  projectId: string;
  mode: Mode;
  secretHash: string;
  origin: string;
  returnUrl: string | null;
  /** What an invitation is created from when this client needs one. */
  client: SessionClient;
  createdAt: number;
  expiresAt: number;
}

export type SessionClient = Pick<
  CreateSessionBody,
  | 'clientName'
  | 'clientEmail'
  | 'clientPhone'
  | 'connectionType'
  | 'expiresInDays'
  | 'allowedPhoneCountries'
  | 'phoneNumberId'
  | 'locale'
> & {
  /** E.164 of `phoneNumberId`, so that it can be shown before there is an invitation. */
  phoneNumber?: string;
};

/** Lets a browser start one signup, once, within a minute, without the session's secret in a URL. */
export interface Ticket {
  ticketHash: string;
  invitationId: string;
  returnUrl: string | null;
  locale: string | null;
  expiresAt: number;
}
