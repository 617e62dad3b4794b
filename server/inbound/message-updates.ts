import {z} from 'zod';
import {messageStatuses} from '../contract/messages.ts';
import {contactOf, readContactNames, readMessage} from './message.ts';
import {id, list, optional} from './lenient.ts';
import type {ReadUpdates, StatusUpdate} from './updates.ts';

const channel = 'whatsapp';

const messagesValue = z.object({
  metadata: z.object({phone_number_id: id}),
  contacts: list,
  messages: list,
  statuses: list,
});

/** The field `messages`: what contacts wrote to a number, and what became of what was sent to them. */
export function readMessages({updates, skipped}: ReadUpdates, value: unknown): void {
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
    if (message) updates.push({kind: 'message', channel, accountId, message});
    else skipped.push('a message without id or contact');
  }
  for (const one of statuses) {
    const status = readStatus(one);
    if (status) updates.push({kind: 'status', channel, accountId, status});
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
