import Database from 'better-sqlite3';
import {createHmac} from 'node:crypto';
import type {Mode} from '../../server/contract/fields.ts';
import type {WebhookEventType} from '../../server/contract/events.ts';
import type {Sender} from '../../server/contract/senders.ts';
import {readRows} from './database.ts';
import type {Answer, TestService} from './harness.ts';
import {connectClient} from './signups.ts';

export interface Change {
  /** The entry: an account, or for partner events the partner. */
  id?: string;
  /** Seconds. */
  time?: number;
  field: string;
  value: unknown;
}

/** A webhook of Meta's, as text that is all ASCII: so Meta sends it. */
export function webhook(changes: Change[]): string {
  const entry = changes.map(({id = '0', time = 1_790_000_000, ...change}) => ({id, time, changes: [change]}));
  return JSON.stringify({object: 'whatsapp_business_account', entry}).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function sign(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

export function secretOf(service: TestService, mode: Mode = 'test'): string {
  const app = service.context.metaApps.find((candidate) => candidate.mode === mode);
  if (!app) throw new Error(`No app in mode ${mode}`);
  return app.appSecret;
}

/** Sends a body as Meta does; `header` instead of the right signature, none when `null`. */
export function postRaw(
  service: TestService,
  body: string,
  header: string | null = sign(secretOf(service), body),
): Promise<Answer> {
  return service.fetch(
    'POST',
    '/webhooks/meta',
    body,
    header === null ? {} : {'x-hub-signature-256': header},
  );
}

export function post(service: TestService, ...changes: Change[]): Promise<Answer> {
  return postRaw(service, webhook(changes));
}

/** A `messages` change for a number. */
export function messages(sender: Pick<NumberSender, 'whatsapp'>, value: Record<string, unknown>): Change {
  const metadata = {display_phone_number: '15550000000', phone_number_id: sender.whatsapp.phoneNumberId};
  return {field: 'messages', value: {messaging_product: 'whatsapp', metadata, ...value}};
}

export const textMessage = (id: string, body = 'Hello', from = '14155550199') => ({
  from,
  id,
  timestamp: '1790000000',
  type: 'text',
  text: {body},
});

/** A sender that is a number, not a Page. */
export type NumberSender = Sender & {wabaId: string; whatsapp: NonNullable<Sender['whatsapp']>};

/** A client who has connected in the sandbox. */
export async function connectSender(
  service: TestService,
  fields: Record<string, unknown> = {},
): Promise<NumberSender> {
  const {senderId} = await connectClient(service, fields);
  return (await service.api<NumberSender>('GET', `/v1/senders/${senderId}`)).body;
}

export async function retrieveSender(service: TestService, {id}: Pick<Sender, 'id'>): Promise<NumberSender> {
  return (await service.api<NumberSender>('GET', `/v1/senders/${id}`)).body;
}

/** An endpoint of this sender, or of its whole project. */
export function addEndpoint(
  service: TestService,
  sender: Sender,
  eventTypes: WebhookEventType[],
  of: 'sender' | 'project' = 'sender',
): string {
  const id = service.context.newId('ep');
  const db = new Database(service.databaseFile);
  db.prepare(
    `INSERT INTO endpoints (id, project_id, mode, sender_id, url, event_types, is_active, signature_version,
       sealed_secret, created_at, updated_at)
     SELECT ?, project_id, mode, ?, 'https://receiver.example.com', ?, 1, 'v2', 'sealed', 0, 0
     FROM senders WHERE id = ?`,
  ).run(id, of === 'sender' ? sender.id : null, JSON.stringify(eventTypes), sender.id);
  db.close();
  return id;
}

export interface StoredEvent {
  type: string;
  subject: string;
  projectId: string;
  mode: string;
  senderId: string | null;
  invitationId: string | null;
  data: Record<string, any>;
}

/** What was stored because Meta told it, in its order. */
export function newsOf(service: TestService): StoredEvent[] {
  return readRows(
    service,
    `SELECT type, subject, project_id, mode, sender_id, invitation_id, data FROM events
     WHERE type LIKE 'message.%' OR type IN ('sender.health_changed', 'sender.updated') ORDER BY seq`,
  ).map((row) => ({
    type: String(row['type']),
    subject: String(row['subject']),
    projectId: String(row['project_id']),
    mode: String(row['mode']),
    senderId: row['sender_id'] as string | null,
    invitationId: row['invitation_id'] as string | null,
    data: JSON.parse(String(row['data'])) as Record<string, any>,
  }));
}
