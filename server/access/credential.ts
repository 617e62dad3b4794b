import type {CreateSessionBody, Mode} from '../contract.ts';

/** Whose objects a caller may see. */
export interface Scope {
  projectId: string;
  mode: Mode;
}

export interface Project {
  id: string;
  /** What clients read: who asks them to connect. */
  name: string;
  createdAt: number;
}

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
}

/** A browser credential for one client of one host. Times in epoch ms. */
export interface Session {
  id: string;
  projectId: string;
  mode: Mode;
  secretHash: string;
  origin: string;
  externalId: string;
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
>;

/** Lets a browser start one signup, once, within a minute, without the session's secret in a URL. */
export interface Ticket {
  ticketHash: string;
  invitationId: string;
  returnUrl: string | null;
  locale: string | null;
  expiresAt: number;
}
