import {z} from 'zod';
import {id, list} from './lenient.ts';
import {type PageEvent, pageEvent, readPageMessage} from './page-message.ts';
import type {ReadUpdates} from './updates.ts';

const payload = z.object({entry: list});
const entry = z.object({id, messaging: list});
const delivery = z.object({mids: z.array(z.string().min(1))});

/** What one POST of Meta's tells of Facebook Pages: what people wrote to them, and what reached people. */
export function readPageUpdates(body: unknown): ReadUpdates {
  const read: ReadUpdates = {updates: [], skipped: []};
  for (const one of payload.safeParse(body).data?.entry ?? []) {
    const {data: page} = entry.safeParse(one);
    // Posts and comments come as `changes`, and what another app has in hand as `standby`.
    if (!page || page.messaging.length === 0) read.skipped.push('an entry of a page without messaging');
    for (const item of page?.messaging ?? []) {
      const {data: event} = pageEvent.safeParse(item);
      if (page && event) readEvent(read, page.id, event);
      else read.skipped.push('an event of a page without a person');
    }
  }
  return read;
}

function readEvent({updates, skipped}: ReadUpdates, pageId: string, event: PageEvent): void {
  const own = {channel: 'messenger', accountId: pageId} as const;
  const message = readPageMessage(event, pageId);
  if (message) {
    updates.push({kind: 'message', ...own, message});
    return;
  }
  const {data: delivered} = delivery.safeParse(event.delivery);
  if (!delivered) {
    // A read names no message but only a time, and what the Page itself wrote comes back as an echo.
    skipped.push(
      `page ${Object.keys(event)
        .filter((name) => !addresses.includes(name))
        .join()}`,
    );
    return;
  }
  for (const messageId of delivered.mids) {
    const status = {
      messageId,
      to: event.sender.id,
      status: 'delivered',
      providerTimestamp: event.timestamp,
    } as const;
    updates.push({kind: 'status', ...own, status});
  }
}

const addresses = ['sender', 'recipient', 'timestamp'];
