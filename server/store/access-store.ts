import type {ApiKey, Session, Ticket} from '../access/credential.ts';
import type {Project, Scope, SettingsChange} from '../projects/project.ts';

/** Projects and the credentials that speak for them. */
export interface AccessStore {
  /** The project with this name; made from `project` when there is none. */
  ensureProject(project: Project): Promise<Project>;
  /** Oldest first. */
  listProjects(): Promise<Project[]>;
  /** With its settings. */
  findProject(projectId: string): Promise<Project | undefined>;
  /**
   * Changes settings, each on its own: of two that change others at the same moment both stay. With new `reminders`
   * the next one of every open invitation is due anew.
   */
  changeSettings(
    projectId: string,
    change: SettingsChange,
    reminders?: {days: readonly number[]; now: number},
  ): Promise<Project | undefined>;

  /** Only its hash is kept. */
  createApiKey(apiKey: ApiKey): Promise<void>;
  /** A key that works at this moment, with its project. */
  findApiKey(keyHash: string, now: number): Promise<{apiKey: ApiKey; project: Project} | undefined>;
  /** All keys, revoked ones too, but for those that run out by themselves. Oldest first, with the name of their project. */
  listApiKeys(): Promise<(ApiKey & {projectName: string})[]>;
  /** False when there is no such key, or it was revoked before. */
  revokeApiKey(apiKeyId: string, now: number): Promise<boolean>;
  /** When it was last used. */
  recordApiKeyUse(apiKeyId: string, now: number): Promise<void>;

  /** Only the hash of its secret is kept. */
  createSession(session: Session): Promise<void>;
  /** Expired ones too, until they are pruned: the caller tells "expired" from "unknown". */
  findSession(secretHash: string): Promise<Session | undefined>;
  /** False when it is not there (any more). */
  deleteSession(scope: Scope, sessionId: string): Promise<boolean>;

  /** What the window that a browser opens comes in by; `claimTicket` uses it up. */
  createTicket(ticket: Ticket): Promise<void>;
  /** Takes the ticket, so that nobody else can; `undefined` when it is gone, unknown or too old. */
  claimTicket(ticketHash: string, now: number): Promise<Ticket | undefined>;
}
