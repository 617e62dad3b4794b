import {z} from 'zod';
import type {MessageStatusChange} from '../contract/messages.ts';
import type {News} from '../senders/facts.ts';
import type {Sender} from '../senders/sender.ts';
import {readAccountUpdate} from './account-updates.ts';
import {id, optional} from './lenient.ts';
import type {MessageFacts} from './message.ts';
import {readMessages} from './message-updates.ts';
import {readPageUpdates} from './page-updates.ts';

/*
 * What one POST of Meta's tells, read leniently: whatever we do not know is named in `skipped` and takes nothing of
 * the rest with it. Meta switches a webhook off that refuses what it is sent.
 */

export type Update = MessageUpdate | StatusUpdate | AccountUpdate;

/** A contact wrote. */
export interface MessageUpdate {
  kind: 'message';
  channel: Sender['channel'];
  accountId: string;
  message: MessageFacts;
}

/** Something became of a message that the platform sent. */
export interface StatusUpdate {
  kind: 'status';
  channel: Sender['channel'];
  accountId: string;
  status: Omit<MessageStatusChange, 'senderId' | 'from' | 'channel'>;
}

/** Something happened to an account and all its numbers, or to the one number that is named. */
export interface AccountUpdate {
  kind: 'account';
  news: News;
  /** Unknown where Meta names only a number or a business. */
  wabaId: string | undefined;
  /** Who owns the account. */
  businessId: string | undefined;
  /** E.164. */
  phoneNumber: string | undefined;
  /** Meta's id of the number. */
  accountId: string | undefined;
  /** The app it is about; an account can have several, of other partners. */
  appId: string | undefined;
}

export interface ReadUpdates {
  updates: Update[];
  /** Where we found something that means nothing to us. */
  skipped: string[];
}

/** What a change is part of: an account, or for partner events the partner. */
export interface Entry {
  id: string | undefined;
  /** Epoch ms. */
  at: number | undefined;
}

const payload = z.object({object: optional(z.string()), entry: z.array(z.unknown())});
const field = optional(z.string());
// In some of Meta's samples "field" has slipped into the value, or out of the change.
const change = z.object({field, value: z.looseObject({field})});
const entry = z.object({
  id: optional(id),
  time: optional(z.coerce.number().positive().max(1e14)),
  field,
  changes: optional(z.array(z.unknown())),
});

export function readUpdates(body: unknown): ReadUpdates {
  const {data} = payload.safeParse(body);
  if (data?.object === 'page') return readPageUpdates(body);
  const read: ReadUpdates = {updates: [], skipped: []};
  for (const one of data?.entry ?? []) {
    const parsed = entry.safeParse(one);
    if (!parsed.success) continue;
    const {id: entryId, time, changes} = parsed.data;
    const from: Entry = {id: entryId, at: time && epochMs(time)};
    for (const news of changes ?? [one]) readChange(read, from, news, parsed.data.field);
  }
  return read;
}

/** Meta counts in seconds here, and in milliseconds elsewhere. */
function epochMs(time: number): number {
  return time > 1e11 ? time : time * 1000;
}

function readChange(read: ReadUpdates, from: Entry, news: unknown, fieldOfEntry: string | undefined): void {
  const {data} = change.safeParse(news);
  if (!data) {
    read.skipped.push('a change without a value');
    return;
  }
  const name = data.field ?? data.value.field ?? fieldOfEntry;
  if (name === 'messages') readMessages(read, data.value);
  else readAccountUpdate(read, from, name, data.value);
}
