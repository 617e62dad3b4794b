import {z} from 'zod';
import {messageStatuses, type MessageStatusChange} from '../contract/messages.ts';
import {type HealthUpdate, isHealthWord} from '../senders/health.ts';
import {contactOf, type MessageFacts, readContactNames, readMessage} from './message.ts';

/*
 * What one POST of Meta's tells, read leniently: whatever we do not know is named in `skipped` and takes nothing of
 * the rest with it. Meta switches a webhook off that refuses what it is sent.
 */

export type Update = MessageUpdate | StatusUpdate | AccountUpdate;

/** A contact wrote. */
export interface MessageUpdate {
  kind: 'message';
  accountId: string;
  message: MessageFacts;
}

/** Something became of a message that the platform sent. */
export interface StatusUpdate {
  kind: 'status';
  accountId: string;
  status: Omit<MessageStatusChange, 'senderId' | 'from' | 'channel'>;
}

/** Something happened to an account and all its numbers, or to the one number that is named. */
export interface AccountUpdate extends HealthUpdate {
  kind: 'account';
  wabaId: string;
  /** E.164. */
  phoneNumber: string | undefined;
  /** The app it is about; an account can have several, of other partners. */
  appId: string | undefined;
}

export interface ReadUpdates {
  updates: Update[];
  /** Where we found something that means nothing to us. */
  skipped: string[];
}

const id = z.union([z.string(), z.number()]).transform(String);
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
const list = z.array(z.unknown()).catch([]);

const payload = z.object({entry: z.array(z.unknown())});
const entry = z.object({id: optional(id), time: optional(z.coerce.number()), changes: list});
// In some of Meta's samples "field" has slipped into the value.
const change = z.object({field: optional(z.string()), value: z.looseObject({field: optional(z.string())})});

export function readUpdates(body: unknown): ReadUpdates {
  const read: ReadUpdates = {updates: [], skipped: []};
  for (const one of payload.safeParse(body).data?.entry ?? []) {
    const {success, data: account} = entry.safeParse(one);
    for (const news of success ? account.changes : []) {
      const parsed = change.safeParse(news);
      const field = parsed.data?.field ?? parsed.data?.value.field;
      if (parsed.success && success) readChange(read, account, field, parsed.data.value);
      else read.skipped.push('a change without a value');
    }
  }
  return read;
}

type Entry = z.infer<typeof entry>;

function readChange(read: ReadUpdates, account: Entry, field: string | undefined, value: unknown): void {
  if (field === 'messages') readMessages(read, value);
  else if (field === 'account_update') readAccountUpdate(read, account, value);
  else if (field === 'account_review_update') readReview(read, account, value);
  // `phone_number_name_update` is not about health: a number sends and receives as before while the name that it shows
  // is in review or refused.
  else read.skipped.push(`field ${field ?? 'without a name'}`);
}

const messagesValue = z.object({
  metadata: z.object({phone_number_id: id}),
  contacts: list,
  messages: list,
  statuses: list,
});

function readMessages({updates, skipped}: ReadUpdates, value: unknown): void {
  const parsed = messagesValue.safeParse(value);
  if (!parsed.success) {
    skipped.push('messages without a number');
    return;
  }
  const {metadata, contacts, messages, statuses} = parsed.data;
  const accountId = metadata.phone_number_id;
  const names = readContactNames(contacts);
  for (const one of messages) {
    const message = readMessage(one, names);
    if (message) updates.push({kind: 'message', accountId, message});
    else skipped.push('a message without id or contact');
  }
  for (const one of statuses) {
    const status = readStatus(one);
    if (status) updates.push({kind: 'status', accountId, status});
    else skipped.push('a status that is not known');
  }
}

const statusValue = z.object({
  id: z.string().min(1),
  status: z.enum(messageStatuses),
  timestamp: z.coerce.number(),
  recipient_id: optional(id),
  recipient_user_id: optional(z.string()),
  errors: list,
});

const statusError = z.object({
  code: optional(id),
  title: optional(z.string()),
  message: optional(z.string()),
  error_data: optional(z.object({details: optional(z.string())})),
});

function readStatus(value: unknown): StatusUpdate['status'] | undefined {
  const parsed = statusValue.safeParse(value);
  if (!parsed.success) return undefined;
  const {id: messageId, status, timestamp, recipient_id: digits, recipient_user_id: userId} = parsed.data;
  const to = contactOf(digits, userId);
  if (to === undefined) return undefined;
  const [error] = parsed.data.errors.flatMap((one) => statusError.safeParse(one).data ?? []);
  const errorMessage = error?.error_data?.details ?? error?.message ?? error?.title;
  return {
    messageId,
    to,
    status,
    ...(error?.code !== undefined && {errorCode: error.code}),
    ...(errorMessage !== undefined && {errorMessage}),
    providerTimestamp: timestamp * 1000,
  };
}

const accountValue = z.object({
  event: z.string(),
  phone_number: optional(id),
  waba_info: optional(z.object({waba_id: optional(id), partner_app_id: optional(id)})),
  ban_info: optional(z.object({waba_ban_state: z.string()})),
});

function readAccountUpdate({updates, skipped}: ReadUpdates, account: Entry, value: unknown): void {
  const {data} = accountValue.safeParse(value);
  const word = data?.event === 'DISABLED_UPDATE' ? data.ban_info?.waba_ban_state : data?.event;
  // For partner events the entry is about the partner, not about the account.
  const wabaId = data?.waba_info?.waba_id ?? account.id;
  if (word === undefined || !isHealthWord(word) || wabaId === undefined || account.time === undefined) {
    skipped.push(`account_update ${word ?? 'without an event'}`);
    return;
  }
  const phoneNumber = data?.phone_number && `+${data.phone_number.replace(/\D/g, '')}`;
  const appId = data?.waba_info?.partner_app_id;
  updates.push({kind: 'account', wabaId, phoneNumber, appId, word, at: account.time * 1000});
}

function readReview({updates, skipped}: ReadUpdates, account: Entry, value: unknown): void {
  const {data} = z.object({decision: z.string()}).safeParse(value);
  const word = `REVIEW_${data?.decision}`;
  if (!isHealthWord(word) || account.id === undefined || account.time === undefined) {
    skipped.push('account_review_update without a known decision');
    return;
  }
  const at = account.time * 1000;
  updates.push({
    kind: 'account',
    wabaId: account.id,
    phoneNumber: undefined,
    appId: undefined,
    word,
    at,
  });
}
