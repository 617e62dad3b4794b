import type {Mode} from '../contract/fields.ts';
import type {LinkRenewal, Project as WireProject} from '../contract/projects.ts';

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
  linkRenewal?: LinkRenewal;
}

/** What changes: left out, a setting stays; with `null` it goes back to its default. */
export type SettingsChange = {[Name in keyof ProjectSettings]?: ProjectSettings[Name] | null | undefined};

/** Late enough that most have connected by then, early enough to do something about it. */
export const defaultReminderDays: readonly number[] = [2];

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

/** How many days before its end a client is reminded of an invitation. */
export function reminderDaysOf({settings}: Pick<Project, 'settings'>): readonly number[] {
  return settings.reminderDays ?? defaultReminderDays;
}

/** The project as it leaves the service, with every default filled in. */
export function toWire(project: Project, canSendEmail: boolean): WireProject {
  const {settings} = project;
  return {
    id: project.id,
    name: project.name,
    displayName: settings.displayName ?? null,
    logoUrl: settings.logoUrl ?? null,
    brandColor: settings.brandColor ?? null,
    allowedOrigins: settings.allowedOrigins ?? [],
    returnOrigins: settings.returnOrigins ?? [],
    reminderDays: [...reminderDaysOf(project)],
    linkRenewal: settings.linkRenewal ?? 'ask',
    canSendEmail,
    createdAt: new Date(project.createdAt).toISOString(),
  };
}
