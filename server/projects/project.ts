import type {Mode} from '../contract/fields.ts';

/** Whose objects a caller may see. */
export interface Scope {
  projectId: string;
  mode: Mode;
}

/** What a project has set for itself; everything has a default. */
export interface ProjectSettings {
  /** What clients read instead of the name. */
  displayName?: string;
  /** https; shown on pages and in mail. */
  logoUrl?: string;
  /** `#rrggbb`: buttons of pages and mail. */
  brandColor?: string;
  /** Where sessions may be used; unset: anywhere. */
  allowedOrigins?: string[];
  /** Where an invitation's `returnUrl` may lead; unset: nowhere. */
  returnOrigins?: string[];
  /** How many days before the end a client is reminded. */
  reminderDays?: number[];
  /** What a client gets who asks for a new link after the end: the project decides, or has decided. */
  linkRenewal?: 'ask' | 'grant';
}

/** A platform or agency: it owns keys, invitations, senders and numbers. */
export interface Project {
  id: string;
  /** Unique; the operator's name for it. */
  name: string;
  settings: ProjectSettings;
  createdAt: number;
}

/** What clients read: who asks them to connect. */
export function displayNameOf({name, settings}: Pick<Project, 'name' | 'settings'>): string {
  return settings.displayName ?? name;
}
